"""Letters of one name that say different things: which of them a message is follows from its details."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Variant:
    """`details` are what tells it from its siblings; `has_link`: whether its letter carries a link, None: either;
    `given`: a detail that it has and its siblings lack.
    """

    name: str = ""
    details: dict[str, Any] = field(default_factory=dict, hash=False)
    has_link: bool | None = None
    given: str = ""

    def fits(self, message) -> bool:
        told = all(message.details.get(name) == value for name, value in self.details.items())
        is_given = not self.given or bool(message.details.get(self.given))
        return told and is_given and self.has_link in {None, bool(message.link_purpose)}


ONLY = (Variant(),)
ASKED_OR_NOT = (
    Variant("receipt", {"is_receipt": True}),
    Variant("assessed", {"is_result": True, "is_assessed": True}),
    Variant("result", {"is_result": True}),
    Variant(),
)
"""The answer to an application that was just sent, what came of a selection, or news that come later."""

VARIANTS: dict[str, tuple[Variant, ...]] = {
    "enrolment_confirmed": ASKED_OR_NOT,
    "enrolment_waiting_for_guardian": ASKED_OR_NOT,
    "enrolment_waitlisted": ASKED_OR_NOT,
    "offer": (Variant("together", {"is_together": True}), Variant()),
    "certificate_ready": (
        Variant("renewal", {"is_renewal": True}),
        Variant("again", {"is_again": True}),
        Variant("replacement", {"is_replacement": True}),
        Variant("", {"is_replacement": False}),
    ),
    "date_added": tuple(
        Variant(f"{state}_{choice}", {"state": state, "choice": choice})
        for state in ("confirmed", "waiting_for_guardian", "waitlisted", "applied")
        for choice in ("one", "better", "all")
    ),
    "enrolment_moved": tuple(
        Variant(state, {"state": state}) for state in ("confirmed", "waiting_for_guardian", "waitlisted", "applied")
    ),
    "guardian_refused": (Variant("revoked", {"is_revoked": True}), Variant()),
    "guardian_request": (Variant("waiting_list", {"is_waiting": True}), Variant()),
    "own_part": (
        *(Variant(state, {"state": state}) for state in ("confirmed", "waitlisted", "waiting_for_guardian", "applied")),
        Variant(),
    ),
    "contest_decided": (Variant("changed", {"is_changed": True}), Variant("kept", {"is_changed": False})),
    "reduction_decided": (Variant("granted", given="off_yen"), Variant()),
    "reservation_over": (Variant("with_the_course", {"is_cancelled": True}), Variant("", {"is_cancelled": False})),
    "teaching_request": (Variant("short", {"is_short": True}), Variant()),
    "teaching_over": tuple(Variant(why, {"why": why}) for why in ("lapsed", "taken", "off", "called_off", "withdrawn")),
    "teaching_colleague": (Variant("found", {"is_found": True}), Variant("missing", {"is_found": False})),
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


def told_apart_by(template: str, variant: Variant) -> dict[str, Any]:
    """What decides between the siblings, as this one has it: None for what is the others' own."""
    names = {name for one in of(template) for name in [*one.details, one.given] if name} - {variant.given}
    return {name: None for name in names if not name.startswith("is_")} | variant.details


def of_message(message) -> Variant | None:
    return next((variant for variant in of(message.template) if variant.fits(message)), None)


def named(template: str, name: str) -> Variant | None:
    return next((variant for variant in of(template) if variant.name == name), None)
