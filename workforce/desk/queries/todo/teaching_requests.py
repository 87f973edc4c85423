"""Sessions to come that nobody teaches, and requests that wait for staff."""

from datetime import timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from ....catalogue.models import Cohort, CohortState, Course, Session, SessionPart
from ....people.models import Person
from ....scheduling.models import Assignment, Duty, Request, Search, SearchPart
from ....scheduling.rules.answering import ASKING
from ....scheduling.rules.requests import LIVE, Standing
from .lines import Kind, finds, full_name, line

record = aliased(Person)


def first_session():
    """When the search begins; null: its parts are gone."""
    query = select(func.min(Session.starts_at)).join(SessionPart, SessionPart.session_id == Session.id)
    query = query.join(SearchPart, SearchPart.part_id == SessionPart.id).where(SearchPart.search_id == Search.id)
    return query.correlate(Search).scalar_subquery()


@finds(Kind.TEACHING_DECISION)
def to_decide(at):
    """Somebody proposes something else, or said yes and waits. `ref`: the search, `since`: the answer, `detail`: where
    the request stands.
    """
    lines = line(Request.id, Search.id, full_name, Request.answered_at, Request.standing).select_from(Request)
    lines = lines.join(Search, Search.id == Request.search_id).join(record, record.id == Request.person_id)
    lines = lines.join(Person, Person.id == func.coalesce(record.merged_into_id, record.id))
    waits = Request.standing.in_((Standing.PROPOSED, Standing.ACCEPTED))
    return lines.where(waits, Search.ended_at.is_(None), first_session() > at)


@finds(Kind.TEACHING_STUCK)
def stuck(at):
    """Nobody is left on the list. `ref`: the search, `name`: the cohort, `since`: its first session."""
    live = exists().where(Request.search_id == Search.id, Request.standing.in_(LIVE))
    title = Course.title["ja"].as_string() + " " + Cohort.code
    lines = line(Search.id, Search.id, title, first_session()).select_from(Search)
    lines = lines.join(Cohort, Cohort.id == Search.cohort_id).join(Course, Course.id == Cohort.course_id)
    return lines.where(Search.ended_at.is_(None), ~live, first_session() > at)


@finds(Kind.TEACHERLESS, ASKING)
def without_lead(at, rule):
    """Cohorts with sessions within the days of the rule whose parts nobody leads, and nobody is looked for.

    `ref`: the code, `since`: the first such session, `detail`: how many there are.
    """
    led = exists().where(Assignment.part_id == SessionPart.id, Assignment.duty == Duty.LEAD)
    looked_for = exists().where(
        SearchPart.part_id == SessionPart.id, Search.id == SearchPart.search_id, Search.ended_at.is_(None)
    )
    soon = Session.starts_at.between(at, at + timedelta(days=rule.open_days))
    bare = (
        select(
            Session.cohort_id, func.min(Session.starts_at).label("first"), func.count(Session.id.distinct()).label("n")
        )
        .join(SessionPart, SessionPart.session_id == Session.id)
        .where(soon, ~led, ~looked_for)
        .group_by(Session.cohort_id)
        .subquery()
    )
    lines = line(Cohort.id, Cohort.code, Course.title["ja"].as_string(), bare.c.first, bare.c.n).select_from(Cohort)
    lines = lines.join(bare, bare.c.cohort_id == Cohort.id).join(Course, Course.id == Cohort.course_id)
    return lines.where(Cohort.state == CohortState.PUBLISHED)
