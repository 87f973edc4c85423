from .arrangements import Arrangement
from .drafts import Draft
from .enrolments import ACTIVE, TAKES_SEAT, Enrolment, Origin, State
from .form_versions import FormVersion
from .guardians import GuardianConsent
from .offers import Offer, Outcome

__all__ = [
    "ACTIVE",
    "TAKES_SEAT",
    "Arrangement",
    "Draft",
    "Enrolment",
    "FormVersion",
    "GuardianConsent",
    "Offer",
    "Origin",
    "Outcome",
    "State",
]
