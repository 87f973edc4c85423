"""The roll of one session: who belongs on it, and what is recorded of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from flask_babel import gettext
from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Course, Mode, Session, SessionPart, Subject, SubjectItem
from ...database import LocalizedText
from ...enrolment.models import Enrolment, Guest, GuestPart, State, Transfer
from ...history import Entry
from ...people.models import Person
from ..models import Mark, Notice, RollCall, Status
from ..rules.marks import Slice, counting
from ..rules.same_names import apart, beside
from .marked import Marked


@dataclass(frozen=True)
class Part:
    """What one part of the session teaches."""

    id: int
    position: int
    minutes: int
    item_id: int
    title: LocalizedText
    subject: LocalizedText
    subject_id: int
    mode: Mode

    @property
    def slice(self):
        return Slice(self.id, self.minutes)


@dataclass(frozen=True)
class Sitting:
    """The session of a roll. `cancelled_at`: when its cohort was, None for one that takes place."""

    id: int
    cohort_id: int
    code: str
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    state: CohortState
    cancelled_at: datetime | None
    closed_at: datetime | None
    closed_by_id: int | None
    is_opened: bool
    parts: tuple[Part, ...]

    @property
    def length(self) -> int:
        """In minutes, with its breaks."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_practice(self):
        """Whether any of it is taught with patients or at a workplace."""
        return any(part.mode is Mode.PRACTICAL for part in self.parts)

    @property
    def is_closed(self):
        return self.closed_at is not None


class Standing(StrEnum):
    """GUEST: of another cohort, for some parts. LATER: they got their seat after this session. LEFT: they are here no
    longer, but were when it began, or something is recorded.
    """

    MEMBER = "member"
    GUEST = "guest"
    LATER = "later"
    LEFT = "left"


MUST_BE_RECORDED = (Standing.MEMBER, Standing.GUEST)


@dataclass
class Row(Marked):
    """One person on the roll. `parts`: ids of those that they come for; `notice`: why they said they cannot come."""

    enrolment_id: int
    receipt: str
    person_id: int
    family_name: str
    given_name: str
    kana: str
    sort_kana: str
    roman: str
    birth_date: date | None
    standing: Standing
    notice: str | None
    parts: tuple[int, ...]
    marks: list[Mark] = field(default_factory=list)

    @property
    def name(self):
        return " ".join(part for part in (self.family_name, self.given_name) if part)


@dataclass(frozen=True)
class Roll:
    sitting: Sitting
    rows: dict[int, Row]

    @cached_property
    def apart(self) -> dict[int, str]:
        """See `rules.same_names`."""
        return apart(self.rows.values())

    def beside(self, row: Row) -> str:
        return beside(row, self.apart)

    def called(self, row: Row) -> str:
        """The name, with what tells it from the same name on this roll."""
        more = self.apart.get(row.enrolment_id)
        return row.name + gettext(" (%(note)s)", note=more) if more else row.name

    @property
    def expected(self) -> list[Row]:
        """Those without whom the roll cannot be closed."""
        return [row for row in self.rows.values() if row.standing in MUST_BE_RECORDED]

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.expected if row.recorded is None]


SITTING = (
    select(Session, Cohort.code, Cohort.state, Cohort.changed_at, Course.title, RollCall)
    .join(Cohort, Cohort.id == Session.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .outerjoin(RollCall, RollCall.session_id == Session.id)
)
PARTS = (
    select(
        SessionPart.session_id,
        SessionPart.id,
        SessionPart.position,
        SessionPart.minutes,
        SessionPart.item_id,
        SubjectItem.title,
        Subject.title.label("subject"),
        Subject.id.label("subject_id"),
        SubjectItem.mode,
    )
    .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
    .join(Subject, Subject.id == SubjectItem.subject_id)
    .order_by(SessionPart.session_id, SessionPart.position)
)


def sittings(session, *conditions) -> list[Sitting]:
    """Sessions by their time, each with its parts; two statements."""
    found = session.execute(SITTING.where(*conditions).order_by(Session.starts_at, Session.id)).all()
    parts: dict[int, list[Part]] = {}
    if found:
        ids = [row.Session.id for row in found]
        for session_id, *values in session.execute(PARTS.where(SessionPart.session_id.in_(ids))):
            parts.setdefault(session_id, []).append(Part(*values))
    return [sitting_of(row, parts.get(row.Session.id, ())) for row in found]


def sitting_of(row, parts: Iterable[Part]) -> Sitting:
    sitting, roll = row.Session, row.RollCall
    return Sitting(
        id=sitting.id,
        cohort_id=sitting.cohort_id,
        code=row.code,
        title=row.title,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        online=sitting.online,
        room=sitting.room,
        state=row.state,
        # a cohort that is cancelled cannot be changed any more
        cancelled_at=row.changed_at if row.state is CohortState.CANCELLED else None,
        closed_at=roll.closed_at if roll else None,
        closed_by_id=roll.closed_by_id if roll else None,
        is_opened=roll is not None,
        parts=tuple(parts),
    )


def sitting(session, session_id) -> Sitting | None:
    return next(iter(sittings(session, Session.id == session_id)), None)


def roll(session, session_id) -> Roll | None:
    """The session and everybody on its roll, by their reading; five statements. None for no such session."""
    found = sitting(session, session_id)
    if found is None:
        return None
    guests = guests_of(session, session_id)
    marks = marks_of(session, session_id)
    rows = people(session, found, guests, marks)
    return Roll(found, {row.enrolment_id: row for row in rows})


def marks_of(session, session_id) -> dict[int, list[Mark]]:
    """By enrolment, in the order in which they arrived."""
    found: dict[int, list[Mark]] = {}
    for mark in session.scalars(select(Mark).where(Mark.session_id == session_id).order_by(Mark.id)):
        found.setdefault(mark.enrolment_id, []).append(mark)
    return found


@dataclass(frozen=True)
class Seat:
    """A guest's: the parts they come for. `is_coming`: not given back."""

    is_coming: bool
    parts: tuple[int, ...]


def guests_of(session, session_id) -> dict[int, Seat]:
    """By enrolment; of several the one that stands, or else the last that was given back."""
    query = select(Guest.enrolment_id, Guest.id, Guest.ended_at, GuestPart.part_id)
    query = query.outerjoin(GuestPart, GuestPart.guest_id == Guest.id).where(Guest.session_id == session_id)
    seats: dict[int, Seat] = {}
    for enrolment_id, ended_at, parts in grouped(session.execute(query.order_by(Guest.ended_at.is_(None), Guest.id))):
        seats[enrolment_id] = Seat(ended_at is None, parts)
    return seats


def grouped(rows) -> Iterable[tuple[int, datetime | None, tuple[int, ...]]]:
    parts: dict[int, list[int]] = {}
    facts = {}
    for enrolment_id, guest_id, ended_at, part_id in rows:
        facts[guest_id] = (enrolment_id, ended_at)
        parts.setdefault(guest_id, []).extend([part_id] if part_id else [])
    return [(*facts[guest_id], tuple(found)) for guest_id, found in parts.items()]


record, shown = aliased(Person), aliased(Person)
Parting = aliased(Entry)
SEATED = (
    select(func.max(Entry.at))
    .where(Entry.subject == Enrolment.__tablename__, Entry.subject_id == Enrolment.id)
    .where(Entry.to_state == State.CONFIRMED.value)
    .where(or_(Entry.what == "enrol", Entry.from_state != State.CONFIRMED.value))
    .scalar_subquery()
)
"""When they got the seat that they have, or had last."""
ARRIVED = select(func.max(Transfer.at)).where(
    Transfer.enrolment_id == Enrolment.id, Transfer.to_cohort_id == Enrolment.cohort_id
)
PEOPLE = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        Enrolment.cohort_id,
        Enrolment.state,
        func.coalesce(SEATED, Enrolment.submitted_at).label("seated_at"),
        ARRIVED.scalar_subquery().label("arrived_at"),
        shown.id.label("person_id"),
        shown.family_name,
        shown.given_name,
        shown.family_kana,
        shown.given_kana,
        shown.sort_kana,
        shown.roman_name,
        shown.birth_date,
        Notice.reason.label("notice"),
    )
    .join(record, record.id == Enrolment.person_id)
    .join(shown, shown.id == func.coalesce(record.merged_into_id, record.id))
    .order_by(shown.sort_kana, Enrolment.id)
)


def those_of(sitting: Sitting, others: Iterable[int]):
    """Selects the enrolments on this roll: `others`, whoever has a seat, and who had one when it began and went since.

    Of these what is noted may still be on the way: who moved to another date takes the hours along, and whose course
    was cancelled was there nevertheless.
    """
    here, confirmed = Enrolment.cohort_id == sitting.cohort_id, Enrolment.state == State.CONFIRMED
    since, seat = Parting.at > sitting.starts_at, Parting.from_state == State.CONFIRMED.value
    moved = select(Transfer.enrolment_id).join(Parting, Parting.id == Transfer.entry_id)
    about = and_(Parting.subject == Enrolment.__tablename__, Parting.subject_id == Enrolment.id)
    gone = select(Enrolment.id).join(Parting, about).where(here, ~confirmed, since, seat)
    return union(
        select(Enrolment.id).where(here, confirmed),
        select(Enrolment.id).where(Enrolment.id.in_(others)),
        moved.where(Transfer.from_cohort_id == sitting.cohort_id, since, seat),
        gone.where(sitting.ends_at > SEATED, Enrolment.forgotten_at.is_(None)),
    )


def people(session, sitting: Sitting, guests: dict[int, Seat], marks: dict[int, list[Mark]]) -> Sequence[Row]:
    announced = and_(
        Notice.enrolment_id == Enrolment.id, Notice.session_id == sitting.id, Notice.withdrawn_at.is_(None)
    )
    others = {*marks, *(enrolment_id for enrolment_id, seat in guests.items() if seat.is_coming)}
    query = PEOPLE.outerjoin(Notice, announced).where(Enrolment.id.in_(those_of(sitting, others)))
    return [
        Row(
            enrolment_id=row.id,
            receipt=row.receipt,
            person_id=row.person_id,
            family_name=row.family_name,
            given_name=row.given_name,
            kana=f"{row.family_kana} {row.given_kana}".strip(),
            sort_kana=row.sort_kana,
            roman=row.roman_name,
            birth_date=row.birth_date,
            standing=standing(row, sitting, guests.get(row.id), is_recorded=is_recorded(marks.get(row.id, ()))),
            notice=row.notice,
            parts=parts_for(row, sitting, guests.get(row.id)),
            marks=marks.get(row.id, []),
        )
        for row in session.execute(query)
    ]


def is_recorded(marks: Iterable[Mark]) -> bool:
    mark = counting(marks)
    return mark is not None and mark.status is not Status.NOT_RECORDED


def standing(row, sitting: Sitting, seat: Seat | None, *, is_recorded: bool) -> Standing:
    if row.cohort_id == sitting.cohort_id and row.state is State.CONFIRMED:
        joined = max(row.seated_at, row.arrived_at or row.seated_at)
        return Standing.LATER if joined >= sitting.ends_at and not is_recorded else Standing.MEMBER
    return Standing.GUEST if seat and seat.is_coming else Standing.LEFT


def parts_for(row, sitting: Sitting, seat: Seat | None) -> tuple[int, ...]:
    """A member is there for all of them; so is whoever was one when they were marked."""
    every = tuple(part.id for part in sitting.parts)
    if seat is None or (row.cohort_id == sitting.cohort_id and row.state is State.CONFIRMED):
        return every
    return tuple(part for part in every if part in seat.parts)
