from .arrangements import Arrangement
from .drafts import Draft
from .enrolments import ACTIVE, TAKES_SEAT, Enrolment, Origin, State
from .feeds import CalendarFeed
from .guardians import GuardianConsent
from .offers import Offer, Outcome

__all__ = [
    "ACTIVE",
    "TAKES_SEAT",
    "Arrangement",
    "CalendarFeed",
    "Draft",
    "Enrolment",
    "GuardianConsent",
    "Offer",
    "Origin",
    "Outcome",
    "State",
]
