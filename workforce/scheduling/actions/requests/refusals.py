"""Why somebody cannot be asked, or cannot say yes, in words for whoever reads them."""

from flask_babel import lazy_gettext as _

from ....refusals import Refused
from ..assignments import NotQualified
from ..clashes import Clash, OfSomebody, TooFar


class NobodyChosen(Refused):
    message = _("Say who is asked first: write 1 beside a name.")
    field = "order"


class Begun(Refused):
    message = _("This session has begun. Nobody can be asked for it any more.")


class LedAlready(Refused):
    """Raised with `name`."""

    message = _("%(name)s teaches this already. Take them out there first, then ask somebody else.")

    def text(self):
        return str(self.message) % self.values


class AskedAlready(Refused):
    message = _("Somebody is being asked for this already. Wait for the answer, or take the request back first.")


class AskedThen(Clash):
    message = _("%(name)s is being asked for “%(other)s” at the same time, on %(when)s.")


class PartsMissing(Refused):
    message = _("Choose at least one session.")
    field = "sessions"


class WordsMissing(Refused):
    message = _("Write when you could come, or who could come.")
    field = "words"


class YouAreThere(Clash):
    """Read by whoever is asked; so are those below."""

    message = _("You have “%(other)s” at the same time, on %(when)s. Is that wrong? Please call us.")


class YouAreTooFar(TooFar):
    message = _(
        "You have “%(other)s” at another place, on %(when)s. The way takes %(needed)s minutes, and there are %(left)s. "
        "Do you come to it another way? Please call us."
    )


class YouAreFull(OfSomebody):
    message = _("You would teach for longer than is allowed on one day or in one week. Please call us.")


class PaperMissing(Refused):
    message = _(
        "For this subject the law asks for a paper that we have not seen of you, or that has ended. Please call us."
    )


def to_the_person(refused: Refused) -> Refused:
    """The same as they read it themselves."""
    if isinstance(refused, NotQualified):
        return PaperMissing()
    if isinstance(refused, TooFar):
        return YouAreTooFar(refused.name, refused.found)
    if isinstance(refused, Clash):
        return YouAreThere(refused.name, refused.found)
    return YouAreFull(refused.name) if isinstance(refused, OfSomebody) else refused
