"""What history tells of who teaches."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.tell(
    "cohort", {"teaching_assigned": _("Somebody named to teach"), "teaching_released": _("Somebody teaches no more")}
)
staff_words.fields({"teacher": _("Who teaches")})
