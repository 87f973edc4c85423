"""The other dates of a course: moves from one to another, and the order of several."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.fields({"cohort": _("Cohort")})
staff_words.letters({"enrolment_moved": _("Your new date")})
