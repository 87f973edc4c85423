from .drafts import Draft
from .draws import Draw, DrawEntry, DrawOutcome
from .enrolments import ACTIVE, TAKES_SEAT, Enrolment, Origin, State
from .guardians import GuardianConsent
from .offers import Offer, Outcome

__all__ = [
    "ACTIVE",
    "TAKES_SEAT",
    "Draft",
    "Draw",
    "DrawEntry",
    "DrawOutcome",
    "Enrolment",
    "GuardianConsent",
    "Offer",
    "Origin",
    "Outcome",
    "State",
]
