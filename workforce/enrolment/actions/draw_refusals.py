"""Why a step of a draw is refused, in the words of the page."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import moment
from ...refusals import Refused


class NotDrawn(Refused):
    message = _("The seats of this cohort are not drawn by lot, or they have been given already.")


class StillOpen(Refused):
    """Raised with `closes`, an instant."""

    message = _("People can still apply until %(closes)s. The list is closed after that.")

    def text(self):
        return str(self.message) % {"closes": moment(self.values["closes"])}


class ClosingFixed(Refused):
    message = _("The list for the draw is closed, so applications cannot be opened again before it is drawn.")
    field = "closes_at"


class ListNotClosed(Refused):
    message = _("Close the list first: everybody in it must be able to see that they are in it.")


class DrawnAlready(Refused):
    message = _("The draw has been made already. Reload the page to see the result.")


class ValueMissing(Refused):
    message = _("A public value was named for this draw. Type it and let a second person confirm it, then draw.")


class TooLateToName(Refused):
    message = _("A public value can be named only until applications close. Nothing is changed.")


class NoValueNamed(Refused):
    message = _("No public value was named for this draw.")


class ValueSettled(Refused):
    message = _("The public value is confirmed already and cannot be changed any more.")


class ValueChanged(Refused):
    message = _("Somebody typed another value meanwhile. Compare it again with its source.")


class SecondPersonNeeded(Refused):
    message = _("You did the first half of this yourself. A second person has to do the rest, signed in as themselves.")


class SeatsChanged(Refused):
    """Raised with `seats`, as the list says, and `free`."""

    message = _("The list was closed with %(seats)s seats, and %(free)s are free now. Put the seats back, then draw.")


class SeatsAreDrawn(Refused):
    message = _("The list for the draw says how many seats there are. Draw first, then change them.")
    field = "capacity"


class TooLateToRepeat(Refused):
    message = _("This cohort has begun or does not take place, so its draw cannot be repeated any more.")


class RepetitionAsked(Refused):
    message = _("Somebody has asked for another draw already. A second person decides about that first.")


class NoRepetitionAsked(Refused):
    message = _("Nobody has asked for another draw, or it was decided already. Reload the page.")
