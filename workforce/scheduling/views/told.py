"""What history tells of who teaches, and of their papers."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from ..rules.licences import FIELDS, LICENCES

staff_words.tell(
    "cohort", {"teaching_assigned": _("Somebody named to teach"), "teaching_released": _("Somebody teaches no more")}
)
staff_words.tell(
    "person",
    {
        "licence_noted": _("Licence noted"),
        "licence_ended": _("Licence ended"),
        "licence_taken_out": _("Licence taken out: noted by mistake"),
        "practice_noted": _("Practice noted"),
        "practice_ended": _("Practice ended"),
        "practice_taken_out": _("Practice taken out: noted by mistake"),
        "instructor_changed": _("Facts as an instructor changed"),
    },
)
staff_words.fields({"teacher": _("Who teaches"), "licence": _("Licence"), "practice": _("Practice in")})
staff_words.values("licence", {kind.value: words for kind, words in LICENCES.items()})
staff_words.values("practice", {field.value: words for field, words in FIELDS.items()})
