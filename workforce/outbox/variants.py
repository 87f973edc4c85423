"""Letters of one name that say different things: which of them a message is follows from its details."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Variant:
    """`details` are what tells it from its siblings; `has_link`: whether its letter carries a link, None: either."""

    name: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    has_link: bool | None = None

    def fits(self, message) -> bool:
        told = all(message.details.get(name) == value for name, value in self.details.items())
        return told and self.has_link in {None, bool(message.link_purpose)}


ONLY = (Variant(),)
ASKED_OR_NOT = (Variant("receipt", {"is_receipt": True}), Variant("result", {"is_result": True}), Variant())
"""The answer to an application that was just sent, the result for all who applied, or news that come later."""


def by(detail: str, *values: str) -> tuple[Variant, ...]:
    """A variant for each value of a detail, of the same name."""
    return tuple(Variant(value, {detail: value}) for value in values)


def whether(detail: str, name: str) -> tuple[Variant, ...]:
    """`name` where the detail is true, and the usual letter where it is false."""
    return Variant(name, {detail: True}), Variant("", {detail: False})


VARIANTS: dict[str, tuple[Variant, ...]] = {
    "enrolment_confirmed": ASKED_OR_NOT,
    "enrolment_waiting_for_guardian": ASKED_OR_NOT,
    "enrolment_waitlisted": ASKED_OR_NOT,
    "enrolment_applied": by("selection", "lottery", "lottery_if_over", "screening"),
    "own_part": by("state", "confirmed", "waitlisted", "waiting_for_guardian", "applied"),
    "reduction_decided": whether("is_granted", "granted"),
    "reservation_over": whether("is_cancelled", "cohort_cancelled"),
    "guardian_refused": (Variant("revoked", {"is_revoked": True}), Variant()),
    "guardian_request": (Variant("waiting_list", {"is_waiting": True}), Variant()),
    "contact_change": tuple(
        Variant(kind + ("" if has_link else "_by_phone"), {"kind": kind}, has_link)
        for kind in ("mail", "phone")
        for has_link in (True, False)
    ),
}
"""By template; of those that fit, the first counts. A detail whose name begins with `is_`, or that a letter compares,
has its place here: everything else is a blank to fill in."""


def of(template: str) -> tuple[Variant, ...]:
    return VARIANTS.get(template, ONLY)


def of_message(message) -> Variant | None:
    return next((variant for variant in of(message.template) if variant.fits(message)), None)


def named(template: str, name: str) -> Variant | None:
    return next((variant for variant in of(template) if variant.name == name), None)
