"""Trainees whom somebody should call, and what waits for a decision about their hours."""

from datetime import timedelta

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from ....attendance.models import Attendance, CompletionOverride, Exemption
from ....attendance.rules.completion import COMPLETION
from ....attendance.rules.progress import OFTEN, SILENT
from ....catalogue.models import Cohort, CohortState, Course, Session
from ....enrolment.models import Enrolment, State
from ....people.models import IdentityCheck, Person
from .lines import Kind, finds, finds_for, full_name, line

LOOK_BACK = timedelta(days=28)
"""Longer ago, somebody has called, or never will."""


def runs(at):
    return and_(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at <= at, Cohort.ends_at > at)


def seated(columns, at):
    joined = columns.select_from(Enrolment).join(Cohort, Cohort.id == Enrolment.cohort_id).join(Enrolment.person)
    return joined.where(Enrolment.state == State.CONFIRMED, runs(at))


@finds(Kind.AT_RISK)
def at_risk(at):
    """Absent twice within four weeks; or absent last, and for a week nothing of them. `detail`: how often absent."""
    lessons = (
        select(
            Attendance.enrolment_id,
            Session.starts_at.label("starts_at"),
            func.sum(Attendance.minutes).label("minutes"),
        )
        .join(Session, Session.id == Attendance.session_id)
        .where(Session.starts_at > at - LOOK_BACK, Session.starts_at <= at)
        .group_by(Attendance.enrolment_id, Session.id)
        .subquery()
    )
    absent = case((lessons.c.minutes == 0, lessons.c.starts_at))
    times, last = func.count(absent), func.max(absent)
    came = func.max(case((lessons.c.minutes > 0, lessons.c.starts_at)))
    is_silent = and_(last <= at - SILENT, or_(came.is_(None), came < last))
    found = line(Enrolment.id, Enrolment.receipt, full_name, last, times)
    joined = seated(found, at).join(lessons, lessons.c.enrolment_id == Enrolment.id)
    return joined.group_by(Enrolment.id, Person.id).having(or_(times >= OFTEN, is_silent))


@finds(Kind.NO_DOCUMENT, COMPLETION)
def without_document(at, rule):
    """The first lesson of a course that asks for it is over, and nobody saw who they are. `detail`: the code of the
    cohort.
    """
    by_document = [kind for kind, asked in rule.of.items() if asked.identity]
    record, member = aliased(Person), aliased(Person)
    kept = func.coalesce(record.merged_into_id, record.id)
    seen = (
        select(IdentityCheck.id)
        .join(member, member.id == IdentityCheck.person_id)
        .join(record, or_(member.id == kept, member.merged_into_id == kept))
        .where(record.id == Enrolment.person_id, IdentityCheck.withdrawn_at.is_(None))
    )
    found = seated(line(Enrolment.id, Enrolment.receipt, full_name, Cohort.starts_at, Cohort.code), at)
    found = found.join(Course, Course.id == Cohort.course_id).where(Course.kind.in_(by_document))
    return found.where(~seen.correlate(Enrolment).exists())


@finds(Kind.EXEMPTION)
def exemptions(_at):
    """`detail`: how many subjects."""
    lines = line(Enrolment.id, Enrolment.receipt, full_name, func.min(Exemption.asked_at), func.count())
    joined = lines.select_from(Exemption).join(Enrolment, Enrolment.id == Exemption.enrolment_id)
    waits = Exemption.decided_at.is_(None), Exemption.ended_at.is_(None)
    seat = Enrolment.state == State.CONFIRMED
    return joined.join(Enrolment.person).where(*waits, seat).group_by(Enrolment.id, Person.id)


@finds_for(Kind.OVERRIDE)
def overrides(_at, account_id):
    """Asked for by somebody else: nobody decides what they asked for."""
    lines = line(
        CompletionOverride.id,
        Enrolment.receipt,
        full_name,
        CompletionOverride.asked_at,
        CompletionOverride.reason,
    )
    joined = lines.select_from(CompletionOverride).join(Enrolment, Enrolment.id == CompletionOverride.enrolment_id)
    waits = CompletionOverride.decided_at.is_(None), Enrolment.state == State.CONFIRMED
    return joined.join(Enrolment.person).where(*waits, CompletionOverride.asked_by_id != account_id)
