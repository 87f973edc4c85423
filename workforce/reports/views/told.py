"""What history tells of papers for the authority."""

from flask_babel import lazy_gettext as _

from ... import staff_words

staff_words.tell(
    "cohort",
    {
        "plan_sent": _("Plan sent to the authority"),
        "change_sent": _("Notice of a change sent to the authority"),
        "report_sent": _("Report on the result sent to the authority"),
        "cancellation_sent": _("Notice of the cancellation sent to the authority"),
    },
)
