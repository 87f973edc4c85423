"""Every seat of one cohort with its past, and everybody who waits in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Band, BandKind, Cohort
from ...history import Entry
from ...people.models import Person
from ...people.queries import timeline
from ...people.queries.timeline import Told
from ..models import TAKES_SEAT, Enrolment, Offer, State
from ..rules import MOVES
from ..rules.states import TRANSFER

REORDERED = "reordered"
OF_SEATS = {"enrol", TRANSFER, REORDERED, *(move for move, _start in MOVES)}
"""What history says of seats and of the waiting list, and not of answers and papers."""


@dataclass(frozen=True)
class Standing:
    """One enrolment, under the name of the person as kept after merging. `offered_until`: of an open offer.

    `band`: whose seats are first for them; `seat_band`: of whose seats theirs is, None for one open to everybody.
    `group_id`: with whom they wait together, or to all of whom seats are offered now.
    """

    id: int
    receipt: str
    state: State
    submitted_at: datetime
    changed_at: datetime
    family_name: str
    given_name: str
    offered_until: datetime | None
    band: BandKind | None
    seat_band: BandKind | None
    group_id: int | None

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()


def everybody(session, cohort_id) -> list[Standing]:
    """All who ever enrolled here, in the order of the waiting list; one statement."""
    shown = aliased(Person, name="shown")
    own, seat = aliased(Band, name="own"), aliased(Band, name="seat")
    query = (
        select(
            Enrolment.id,
            Enrolment.receipt,
            Enrolment.state,
            Enrolment.submitted_at,
            Enrolment.changed_at,
            shown.family_name,
            shown.given_name,
            Offer.expires_at,
            own.kind,
            seat.kind,
            func.coalesce(Enrolment.waiting_group_id, Offer.waiting_group_id),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(Offer, and_(Offer.enrolment_id == Enrolment.id, Offer.ended_at.is_(None)))
        .outerjoin(own, own.id == Enrolment.band_id)
        .outerjoin(seat, seat.id == Enrolment.seat_band_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Enrolment.queued_at, Enrolment.id)
    )
    return [Standing(*row) for row in session.execute(query)]


def decision(session, cohort_id) -> Told | None:
    """Who gave the seats to all who had applied, and when; None where that has not been done."""
    chosen = select(Entry.id).where(Entry.subject == Cohort.__tablename__, Entry.subject_id == cohort_id)
    return next(iter(timeline.told(session, chosen.where(Entry.what == "decided"), at_most=1)), None)


def waiting(session, cohort_id) -> list[Standing]:
    """The next one first."""
    return [row for row in everybody(session, cohort_id) if row.state is State.WAITLISTED]


def told(session, cohort_id) -> dict[int, list[Told]]:
    """{enrolment id: what happened to its seat or its place on the list, as it was written}."""
    here = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)
    chosen = select(Entry.id).where(Entry.subject == "enrolment", Entry.subject_id.in_(here), Entry.what.in_(OF_SEATS))
    found: dict[int, list[Told]] = {}
    for entry in sorted(timeline.told(session, chosen, at_most=None), key=lambda entry: entry.id):
        found.setdefault(entry.subject_id, []).append(entry)
    return found


def how_it_came(entries: Iterable[Told]) -> list[Told]:
    """What gave somebody the seat they have now, and what was decided about it since."""
    steps: list[Told] = []
    for entry in entries:
        if entry.to_state not in TAKES_SEAT or entry.what == TRANSFER:
            steps = []
        if entry.to_state not in TAKES_SEAT:
            continue
        if entry.what != REORDERED:
            steps.append(entry)
    return steps


def waits_since(entries: Iterable[Told]) -> Told | None:
    """What put somebody on the waiting list where they are now; None if history is gone."""
    arrivals = [one for one in entries if one.to_state == State.WAITLISTED and one.what != REORDERED]
    return arrivals[-1] if arrivals else None


def reordered(told: dict[int, list[Told]]) -> list[Told]:
    """Every place on the list that staff changed, the newest first."""
    found = (entry for entries in told.values() for entry in entries if entry.what == REORDERED)
    return sorted(found, key=lambda entry: entry.id, reverse=True)
