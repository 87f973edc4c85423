"""What history tells of proofs, results and completion."""

from flask_babel import lazy_gettext as _

from ... import staff_words
from .hours_words import VERDICTS

staff_words.subject(
    "credit",
    _("Paper about hours"),
    told={"credit_added": _("Paper recorded, its minutes count"), "credit_ended": _("Paper taken back")},
)
staff_words.subject(
    "exemption",
    _("Subject that need not be taken again"),
    told={
        "exemption_asked": _("Asked not to take a subject again"),
        "exemption_granted": _("Need not take the subject again"),
        "exemption_refused": _("Must take the subject"),
        "exemption_ended": _("Exemption taken back"),
    },
)
staff_words.subject(
    "assessment_result",
    _("Result of the final assessment"),
    told={"result_recorded": _("Result recorded"), "result_ended": _("Result taken back")},
    states=VERDICTS,
)
staff_words.subject(
    "completion_override",
    _("Completion against the rule"),
    told={
        "override_asked": _("Asked to complete against the rule"),
        "override_granted": _("Complete against the rule"),
        "override_refused": _("Completion against the rule refused"),
    },
)
