"""Plans that staff asked for, as a worker and as pages read them."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from ... import clock
from ...catalogue.models import Cohort, CohortState, Session, SessionPart
from ...catalogue.queries.paging import Order, read_page
from ...people.models import Account, Person
from ...people.queries.persons import in_group
from ..models import Engagement, PlanCohort, PlanPin, PlanResult, PlanRun, PlanState
from ..rules.planning.instance import Duty, Plan, Span, Teaching

LEASE = timedelta(seconds=90)
"""A run whose worker has been silent for so long was left by one that died."""

record = aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)
NEWEST = Order((PlanRun.id,), falling=True)


def due(at: datetime):
    left = and_(PlanRun.state == PlanState.SOLVING, PlanRun.beaten_at < at - LEASE)
    return or_(PlanRun.state == PlanState.QUEUED, left)


def is_due(session, *, at: datetime) -> bool:
    return session.scalar(select(PlanRun.id).where(due(at)).limit(1)) is not None


def run(session, run_id: int) -> PlanRun | None:
    """With its cohorts, their courses, and who is away."""
    load = selectinload(PlanRun.cohorts).joinedload(PlanCohort.cohort).joinedload(Cohort.course)
    return session.scalar(select(PlanRun).where(PlanRun.id == run_id).options(load, joinedload(PlanRun.away)))


def result(session, run_id: int) -> PlanResult | None:
    return session.scalar(select(PlanResult).where(PlanResult.run_id == run_id))


def runs(session, *, after=None, before=None):
    """A page of (run, who asked, number of its cohorts, number of changes or None), the newest first."""
    count = select(func.count()).where(PlanCohort.run_id == PlanRun.id).scalar_subquery()
    who = func.trim(Person.family_name + " " + Person.given_name)
    query = (
        select(PlanRun, who, count, PlanResult.changes)
        .outerjoin(PlanResult, PlanResult.run_id == PlanRun.id)
        .outerjoin(Account, Account.id == PlanRun.by_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .options(joinedload(PlanRun.away))
    )
    return read_page(session, query, NEWEST, after=after, before=before, made=lambda *row: row)


def days(since: date, until: date) -> Span:
    """From the first midnight to the last, at the centre."""
    return Span(clock.instant(since, time()), clock.instant(until + timedelta(days=1), time()))


def plannable(session, *, since: date, until: date, at: datetime) -> list[Cohort]:
    """Cohorts that take place and have sessions within these days that have not begun; with their courses."""
    span = days(since, until)
    query = select(Cohort).join(Cohort.course).options(contains_eager(Cohort.course)).where(within(span, at))
    return list(session.scalars(query.order_by(Cohort.starts_at, Cohort.id)))


def within(span: Span, at: datetime):
    """The condition, of a cohort."""
    first = max(span.begins_at, at)
    sits = exists().where(Session.cohort_id == Cohort.id, Session.starts_at > first, Session.starts_at < span.ends_at)
    return and_(Cohort.state != CohortState.CANCELLED, sits)


def taught_by(session, person_id: int, span: Span, *, at: datetime) -> set[int]:
    """Ids of the cohorts in which somebody teaches a session of these days that has not begun."""
    query = select(Session.cohort_id).join(Engagement, Engagement.session_id == Session.id)
    query = query.join(record, record.id == Engagement.person_id).where(in_group(record, person_id))
    return set(
        session.scalars(query.where(Session.starts_at > max(span.begins_at, at), Session.starts_at < span.ends_at))
    )


def kept(session, person_id: int) -> int:
    """Who that is now."""
    return session.scalar(select(KEPT).where(record.id == person_id)) or person_id


def open_sessions(session, run_: PlanRun) -> frozenset[int]:
    """Sessions of the run's cohorts whose time may change."""
    span = days(run_.since, run_.until)
    query = select(Session.id).join(PlanCohort, PlanCohort.cohort_id == Session.cohort_id)
    query = query.where(PlanCohort.run_id == run_.id, PlanCohort.may_move.is_(True))
    return frozenset(
        session.scalars(query.where(Session.starts_at >= span.begins_at, Session.starts_at < span.ends_at))
    )


def pinned(session, cohort_ids: Collection[int]) -> Plan:
    """What has to stay in these cohorts; people as they are now."""
    part = select(PlanPin.part_id, PlanPin.duty, KEPT).join(SessionPart, SessionPart.id == PlanPin.part_id)
    part = part.join(Session, Session.id == SessionPart.session_id).join(record, record.id == PlanPin.person_id)
    room = select(PlanPin.session_id, PlanPin.room_id).join(Session, Session.id == PlanPin.session_id)
    mine = Session.cohort_id.in_(cohort_ids)
    rows = session.execute(part.where(mine))
    teaching = frozenset(Teaching(part_id, Duty(duty.value), person_id) for part_id, duty, person_id in rows)
    return Plan(teaching, {id: room_id for id, room_id in session.execute(room.where(mine))})


def pins(session) -> list[PlanPin]:
    return list(session.scalars(select(PlanPin).order_by(PlanPin.id.desc()).limit(500)))


def pins_of(session, cohort_ids: Collection[int]) -> list[PlanPin]:
    of_part = select(SessionPart.session_id).where(SessionPart.id == PlanPin.part_id).scalar_subquery()
    whose = Session.id == func.coalesce(PlanPin.session_id, of_part)
    return list(session.scalars(select(PlanPin).join(Session, whose).where(Session.cohort_id.in_(cohort_ids))))


def pin(session, pin_id: int) -> PlanPin | None:
    return session.get(PlanPin, pin_id)


def of_cohort(session, cohort_id: int) -> int | None:
    """The newest run of a cohort that waits for staff."""
    query = select(func.max(PlanRun.id)).join(PlanCohort, PlanCohort.run_id == PlanRun.id)
    waits = PlanRun.state.in_([PlanState.SOLVED, PlanState.STOPPED])
    return session.scalar(query.where(PlanCohort.cohort_id == cohort_id, waits))
