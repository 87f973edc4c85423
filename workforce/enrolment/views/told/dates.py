"""The other dates of a course: moves from one to another, and the order of several."""

from flask_babel import lazy_gettext as _

from .... import staff_words
from ...rules.wishes import CHOICES

staff_words.fields({"cohort": _("Cohort"), "choice": _("What ends when a seat comes")})
staff_words.values("choice", CHOICES)
staff_words.letters(
    {
        "enrolment_moved": _("Your new date"),
        "date_added": _("One more date"),
        "dates_ended": _("Other dates ended by own wish"),
    }
)
