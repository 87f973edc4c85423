"""The sessions of the cohorts that are planned, what their parts teach and who has them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from .... import clock
from ....catalogue.models import Cohort, CohortState, Course, Mode, Session, SessionPart, SubjectItem
from ....database import LocalizedText
from ....people.models import Person
from ...models import Assignment, Charge, Duty
from ...rules.requirements import Subject
from .. import requirements
from ..engagements import PLACE

DAY = timedelta(days=1)
record, shown = aliased(Person), aliased(Person)


class Sitting(NamedTuple):
    """A session of a wanted cohort, whether it is planned or not. `number`: its turn; `place_id` None: online."""

    id: int
    cohort_id: int
    starts_at: datetime
    ends_at: datetime
    room: str
    place_id: int | None
    code: str
    title: LocalizedText
    capacity: int
    closes_at: datetime
    number: int = 0

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def day(self) -> date:
        return clock.today(self.starts_at)


class Taught(NamedTuple):
    """A part, in the order in which it is taught."""

    id: int
    session_id: int
    subject: Subject
    title: LocalizedText
    item_id: int
    item_title: LocalizedText
    mode: Mode
    minutes: int


class Named(NamedTuple):
    """Somebody in a part. `person_id`: who that is now."""

    part_id: int
    person_id: int
    duty: Duty
    name: str


def sittings(session, cohort_ids: Collection[int]) -> list[Sitting]:
    """Every session of those of these cohorts that take place, in order of time."""
    query = (
        select(Session.id, Session.cohort_id, Session.starts_at, Session.ends_at, Session.room, PLACE)
        .add_columns(Cohort.code, Course.title, Cohort.capacity, Cohort.closes_at)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Cohort.id.in_(cohort_ids), Cohort.state != CohortState.CANCELLED)
    )
    turns: dict[int, int] = {}
    found = []
    for row in session.execute(query.order_by(Session.starts_at, Session.id)):
        one = Sitting(*row)
        turns[one.cohort_id] = turns.get(one.cohort_id, 0) + 1
        found.append(one._replace(number=turns[one.cohort_id]))
    return found


def within(cohort_ids: Collection[int], since: date, until: date):
    """Conditions for a statement that reads Session."""
    begins, ends = clock.instant(since, time.min), clock.instant(until + DAY, time.min)
    return Session.cohort_id.in_(cohort_ids), Session.starts_at >= begins, Session.starts_at < ends


def parts(session, where) -> list[Taught]:
    query = requirements.taught(SessionPart.item_id, SubjectItem.title, SubjectItem.mode, SessionPart.minutes)
    query = query.where(*where).order_by(Session.starts_at, Session.id, SessionPart.position)
    found = []
    for *part, item_id, title, mode, minutes in session.execute(query):
        one = requirements.as_part(*part)
        found.append(Taught(one.id, one.session_id, one.subject, one.title, item_id, title, mode, minutes))
    return found


def named(session, where) -> list[Named]:
    query = (
        select(Assignment.part_id, shown.id, Assignment.duty, shown.family_name, shown.given_name)
        .join(SessionPart, SessionPart.id == Assignment.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(record, record.id == Assignment.person_id)
        .join(shown, shown.id == func.coalesce(record.merged_into_id, record.id))
        .where(*where)
        .order_by(Assignment.part_id, Assignment.id)
    )
    return [
        Named(part_id, person_id, duty, f"{family} {given}".strip())
        for part_id, person_id, duty, family, given in session.execute(query)
    ]


def in_charge(session, where) -> set[int]:
    """The sessions that teach nothing and of which somebody is in charge."""
    query = select(Charge.session_id).join(Session, Session.id == Charge.session_id)
    return set(session.scalars(query.where(*where)))
