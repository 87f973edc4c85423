from .arrangements import Arrangement
from .drafts import Draft
from .draws import Draw, DrawEntry, DrawOutcome
from .enrolments import ACTIVE, TAKES_SEAT, Enrolment, Origin, State
from .form_versions import FormVersion
from .guardians import GuardianConsent
from .offers import Offer, Outcome

__all__ = [
    "ACTIVE",
    "TAKES_SEAT",
    "Arrangement",
    "Draft",
    "Draw",
    "DrawEntry",
    "DrawOutcome",
    "Enrolment",
    "FormVersion",
    "GuardianConsent",
    "Offer",
    "Origin",
    "Outcome",
    "State",
]
