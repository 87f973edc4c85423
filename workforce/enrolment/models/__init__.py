from .arrangements import Arrangement
from .consents import Consent
from .drafts import Draft
from .draws import Draw, DrawEntry, DrawOutcome
from .enrolments import ACTIVE, TAKES_SEAT, Enrolment, Origin, State
from .feeds import CalendarFeed
from .fetches import MaterialFetch
from .form_versions import FormVersion
from .groups import Group, OwnPart
from .guardians import GuardianConsent, GuardianRequest
from .guests import Guest, GuestPart
from .offers import Offer, Outcome
from .reservations import Reservation, ReservedSeat
from .together import WaitingGroup
from .transfers import Transfer
from .wishes import Choice, Wish, WishList

__all__ = [
    "ACTIVE",
    "TAKES_SEAT",
    "Arrangement",
    "CalendarFeed",
    "Choice",
    "Consent",
    "Draft",
    "Draw",
    "DrawEntry",
    "DrawOutcome",
    "Enrolment",
    "FormVersion",
    "Group",
    "GuardianConsent",
    "GuardianRequest",
    "Guest",
    "GuestPart",
    "MaterialFetch",
    "Offer",
    "Origin",
    "Outcome",
    "OwnPart",
    "Reservation",
    "ReservedSeat",
    "State",
    "WaitingGroup",
    "Transfer",
    "Wish",
    "WishList",
]
