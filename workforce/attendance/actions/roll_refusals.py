"""Why a mark or the closing of a roll is refused, in the words of the page."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import hour, moment
from ...refusals import Refused


class NoSuchSession(Refused):
    message = _("This session is not in the timetable any more. Ask the centre.")


class NotOnRoll(Refused):
    message = _("This person is not on the roll of this session: they cancelled, moved, or gave their guest seat back.")


class SessionCancelled(Refused):
    message = _("This session does not take place: its course was cancelled.")


class RollNotOpen(Refused):
    """Raised with `opens`, an instant."""

    message = _("This session lies ahead. Its roll opens on %(opens)s.")

    def text(self):
        return str(self.message) % {"opens": moment(self.values["opens"])}


class NotOverYet(Refused):
    """Raised with `ends`, an instant."""

    message = _(
        "This session goes on until %(ends)s. Close its roll after that. "
        "If it ended earlier, the centre can close it with a reason."
    )
    field = "reason"

    def text(self):
        return str(self.message) % {"ends": hour(self.values["ends"])}


class KeyTaken(Refused):
    message = _("This mark has the number of another one. Record it again.")


class RecordedMeanwhile(Refused):
    message = _("Somebody recorded this person meanwhile. That stays; if it is wrong, change it here.")


class CorrectionNeedsReason(Refused):
    message = _("This roll is closed. Write why you change it.")
    field = "reason"


class ClosedIsRecorded(Refused):
    message = _("This roll is closed: everybody on it is recorded. Choose how it was.")
    field = "status"


class StillMissing(Refused):
    """Raised with `names`, a list."""

    message = _("Not recorded yet: %(names)s. Record everybody, then close the roll.")
