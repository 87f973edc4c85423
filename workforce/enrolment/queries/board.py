"""The board of one cohort: people down, facts across."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, and_, case, cast, func, null, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Band, BandKind
from ...catalogue.queries.paging import Order, Page, read_page
from ...outbox import Channel
from ...people.models import Person
from ...people.queries import contacts
from ...people.rules import ages
from ...people.rules.search_keys import search_key
from ..models import ACTIVE, Enrolment, GuardianConsent, Offer, Origin, State


class Sort(StrEnum):
    """`QUEUE`: who waits, the next one first, then everybody else."""

    KANA = "kana"
    QUEUE = "queue"
    SINCE = "since"
    STATE = "state"


@dataclass(frozen=True)
class Filters:
    """What the board is narrowed by; None and "" ask nothing."""

    state: State | None = None
    language: str | None = None
    origin: Origin | None = None
    minors: bool = False
    name: str = ""

    @property
    def count(self) -> int:
        return sum(bool(value) for value in (self.state, self.language, self.origin, self.minors, self.name))


@dataclass(frozen=True)
class Row:
    """One enrolment. `person_id` and the name are those of the person as kept after merging; `position` in the waiting
    list, 1 for its head; `offered_until`: when the offer of a seat ends; `band`: the group whose seats are first for
    them; `held_until`: until when a seat waits for a guardian; `together`: how many wait together with them, counting
    them, 0 for alone. `needs` is None unless they were asked for, `has_needs` whether there are any.
    """

    id: int
    receipt: str
    state: State
    changed_at: datetime
    submitted_at: datetime
    language: str
    origin: Origin
    answers: dict[str, Any]
    needs: dict[str, Any] | None
    has_needs: bool
    person_id: int
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    birth_date: date | None
    consent_id: int | None
    position: int | None
    offered_until: datetime | None
    band: BandKind | None
    held_until: datetime | None
    together: int

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self):
        return f"{self.family_kana} {self.given_kana}".strip()


PAGE = 100
shown = aliased(Person, name="shown")
member = aliased(Enrolment)
TOGETHER = select(func.count()).where(member.waiting_group_id == Enrolment.waiting_group_id).scalar_subquery()
RANK = case(
    (Enrolment.state == State.WAITLISTED, 0),
    (Enrolment.state == State.OFFERED, 1),
    (Enrolment.state == State.WAITING_FOR_GUARDIAN, 2),
    (Enrolment.state == State.CONFIRMED, 3),
    (Enrolment.state == State.APPLIED, 4),
    else_=5,
)
ORDERS = {
    Sort.KANA: Order((shown.sort_kana, Enrolment.id)),
    Sort.QUEUE: Order((RANK, Enrolment.queued_at, Enrolment.id)),
    Sort.SINCE: Order((Enrolment.changed_at, Enrolment.id), falling=True),
    Sort.STATE: Order((RANK, shown.sort_kana, Enrolment.id)),
}


def board(
    session, cohort_id, filters: Filters, *, sort=Sort.KANA, today, needs=False, after=None, before=None, size=PAGE
) -> Page:
    """One page of Rows in two statements. `today` decides who is a minor; `needs` reads them (see actions.needs)."""
    statement = rows(cohort_id, needs=needs).where(*conditions(filters, today))
    page = read_page(session, statement, ORDERS[sort], after=after, before=before, size=size, made=Row)
    return replace(page, rows=with_positions(session, cohort_id, page.rows))


def with_positions(session, cohort_id, rows):
    """Only for who is shown: joined to everybody, a list of ten thousand took half a minute."""
    queue = queue_of(cohort_id)
    waiting = [row.id for row in rows if row.state is State.WAITLISTED]
    found = session.execute(select(queue.c.id, queue.c.position).where(queue.c.id.in_(waiting))) if waiting else ()
    places = {row_id: position for row_id, position in found}
    return [replace(row, position=places.get(row.id)) for row in rows]


def rows(cohort_id, *, needs):
    return (
        select(
            Enrolment.id,
            Enrolment.receipt,
            Enrolment.state,
            Enrolment.changed_at,
            Enrolment.submitted_at,
            Enrolment.language,
            Enrolment.origin,
            Enrolment.answers,
            (Enrolment.needs if needs else null()).label("needs"),
            (cast(Enrolment.needs, String) != "{}").label("has_needs"),
            shown.id.label("person_id"),
            shown.family_name,
            shown.given_name,
            shown.family_kana,
            shown.given_kana,
            shown.birth_date,
            GuardianConsent.id.label("consent_id"),
            null().label("position"),
            Offer.expires_at.label("offered_until"),
            Band.kind.label("band"),
            Enrolment.held_until,
            TOGETHER.label("together"),
        )
        .join_from(Enrolment, Person, Person.id == Enrolment.person_id)
        .join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(GuardianConsent, GuardianConsent.enrolment_id == Enrolment.id)
        .outerjoin(Offer, and_(Offer.enrolment_id == Enrolment.id, Offer.ended_at.is_(None)))
        .outerjoin(Band, Band.id == Enrolment.band_id)
        .where(Enrolment.cohort_id == cohort_id)
    )


def queue_of(cohort_id):
    order = func.row_number().over(order_by=(Enrolment.queued_at, Enrolment.id))
    waiting = and_(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    return select(Enrolment.id, order.label("position")).where(waiting).subquery("queue")


def conditions(filters: Filters, today):
    """Cancelled enrolments are shown only when they are asked for."""
    yield Enrolment.state == filters.state if filters.state else Enrolment.state.in_(ACTIVE)
    if filters.language:
        yield Enrolment.language == filters.language
    if filters.origin:
        yield Enrolment.origin == filters.origin
    if filters.minors:
        yield shown.birth_date > youngest_adult(today)
    if filters.name:
        yield named(filters.name)


def named(typed):
    """Anywhere in the reading or the written name: a cohort has tens of people, so no index is asked for."""
    key = search_key(typed)
    if not key:
        return shown.id.is_(None)
    spaceless = func.replace(shown.sort_kana, " ", "")
    return or_(shown.search_name.contains(key, autoescape=True), spaceless.contains(key, autoescape=True))


def youngest_adult(today: date) -> date:
    """The latest birth date of somebody who is of age: whoever is born after it is a minor (see rules.ages)."""
    candidates = (date.fromordinal(today.toordinal() + 1 - days) for days in range(6573, 6577))
    return max(day for day in candidates if not ages.is_minor(day, today))


def head_of(session, cohort_id) -> int | None:
    """Who is next: the enrolment id of the head of the waiting list."""
    query = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    return session.scalar(query.order_by(Enrolment.queued_at, Enrolment.id).limit(1))


def told(session, cohort_id) -> dict[Channel, int]:
    """How many people a message to the whole cohort would reach by mail, and how many must be called."""
    query = select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(ACTIVE))
    people = list(session.scalars(query))
    on_file = contacts.on_file_of(session, people)
    mails = sum(1 for person in people if on_file.get(person, (None, None))[0])
    return {Channel.MAIL: mails, Channel.CALL: len(people) - mails}
