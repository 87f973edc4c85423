"""The rows of this feature, one module a noun."""

from .absences import Notice
from .assessments import AssessmentKind, AssessmentResult, Verdict
from .completion import CompletionOverride
from .contests import Contest, Decision
from .credits import Credit, CreditSource, Exemption
from .marks import Attendance, Fate, Mark, MarkSource, RollCall, Status
from .outlooks import Outlook, Prospect

__all__ = [
    "AssessmentKind",
    "AssessmentResult",
    "Attendance",
    "CompletionOverride",
    "Contest",
    "Credit",
    "CreditSource",
    "Decision",
    "Exemption",
    "Fate",
    "Mark",
    "MarkSource",
    "Notice",
    "Outlook",
    "Prospect",
    "RollCall",
    "Status",
    "Verdict",
]
