"""Whether people can still finish, as it was last computed, and of whom it must be computed anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from ... import clock, policies
from ...catalogue.models import Cohort, CohortState, Course, CourseKind, Session
from ...enrolment.models import Enrolment, Guest, State
from ...people.models import Person
from ...stored import execute
from ..models import Outlook, Prospect
from ..rules.making_up import MAKING_UP

HOUR = time(3, 40)  # at the centre: after retention and audit, before people get up
AT_MOST = 300
FOLLOWED = timedelta(days=560)
"""So long after its first day somebody may still finish: the longest extension, and a little more."""


def night(at: datetime) -> datetime:
    """The last instant at which every outlook was to be computed anew."""
    day = clock.today(at - timedelta(hours=HOUR.hour, minutes=HOUR.minute))
    return clock.instant(day, HOUR)


def running(session, at):
    """Of courses that must be finished by a day: by the rule that counts now."""
    rule = policies.current(session, MAKING_UP, at=at)
    kinds = [kind for kind in CourseKind if rule.limits(kind).months]
    begun = (Cohort.starts_at <= at) & (Cohort.starts_at > at - FOLLOWED)
    of_kind = Cohort.course_id.in_(select(Course.id).where(Course.kind.in_(kinds)))
    return (Cohort.state == CohortState.PUBLISHED) & begun & of_kind & (Enrolment.state == State.CONFIRMED)


def stale(at):
    return or_(Outlook.id.is_(None), Outlook.at < night(at))


def due(session, *, at) -> list[int]:
    """The ids of the cohorts with somebody whose outlook is older than the last night."""
    query = select(Cohort.id).join(Enrolment, Enrolment.cohort_id == Cohort.id)
    query = query.outerjoin(Outlook, Outlook.enrolment_id == Enrolment.id).where(running(session, at), stale(at))
    return list(session.scalars(query.distinct().order_by(Cohort.id)))


def stale_in(session, cohort_id, *, at) -> list[int]:
    """The ids of those enrolments of this cohort."""
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    query = query.outerjoin(Outlook, Outlook.enrolment_id == Enrolment.id)
    query = query.where(Enrolment.cohort_id == cohort_id, running(session, at), stale(at))
    return list(session.scalars(query.order_by(Enrolment.id)))


TO_MAKE_UP = select(Outlook.id).where(
    Outlook.enrolment_id == bindparam("enrolment_id"), Outlook.prospect != Prospect.NOTHING_MISSING
)


def has_to_make_up(database, enrolment_id) -> bool:
    """By the last computation."""
    return execute(database, TO_MAKE_UP, enrolment_id=enrolment_id).first() is not None


def of(session, enrolment_ids: Iterable[int]) -> dict[int, Outlook]:
    query = select(Outlook).where(Outlook.enrolment_id.in_(list(enrolment_ids)))
    return {one.enrolment_id: one for one in session.scalars(query)}


record, kept = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Named:
    """An enrolment under the name of whoever that is now."""

    id: int
    receipt: str
    family_name: str
    given_name: str
    code: str

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()


NAMED = (
    select(Enrolment.id, Enrolment.receipt, kept.family_name, kept.given_name, Cohort.code)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(record, record.id == Enrolment.person_id)
    .join(kept, kept.id == func.coalesce(record.merged_into_id, record.id))
    .where(Enrolment.state == State.CONFIRMED)
    .order_by(Enrolment.id)
)


def concerned(session, cohort_id, session_id) -> list[Named]:
    """Everybody of this cohort, and the guests of this session."""
    visiting = select(Guest.enrolment_id).where(Guest.session_id == session_id, Guest.ended_at.is_(None))
    query = NAMED.where(or_(Enrolment.cohort_id == cohort_id, Enrolment.id.in_(visiting)))
    return [Named(*row) for row in session.execute(query)]


def in_danger(session) -> list[tuple[Named, Outlook]]:
    """Who cannot finish, or soon cannot, the worst first."""
    query = NAMED.join(Outlook, Outlook.enrolment_id == Enrolment.id).add_columns(Outlook)
    query = query.where(Outlook.prospect.in_((Prospect.LAST_CHANCE, Prospect.IMPOSSIBLE)), Outlook.told_at.is_not(None))
    query = query.order_by(None)
    rows = session.execute(query.order_by(Outlook.prospect, Outlook.last_day, Enrolment.id).limit(AT_MOST)).all()
    return [(Named(*row[:-1]), row[-1]) for row in rows]


def sessions_to_come(session, cohort_id, *, at) -> list[Session]:
    query = select(Session).where(Session.cohort_id == cohort_id, Session.starts_at > at)
    return list(session.scalars(query.order_by(Session.starts_at)))
