"""What history and letters tell of people who are chosen by criteria."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from ..rules.standing import TOLD

staff_words.tell("cohort", TOLD)
staff_words.fields({"number": _("Number of the applicant")})
staff_words.letters({"not_chosen": _("You were not chosen")})
