"""What must be true of those who are asked to teach."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Session, SessionPart
from ...people.models import Person
from ...scheduling.models import Assignment, Duty, Request, Search, SearchPart
from ...scheduling.rules.requests import HAS, LIVE, OPEN, Standing
from ..registry import check
from .engagements import kept

asked, named, other_asked = aliased(Person), aliased(Person), aliased(Person)


@check(_("Whoever said yes to teaching is named for every part of it."))
def promised_without_assignment(session, _at):
    theirs = (
        select(Assignment.id)
        .join(named, named.id == Assignment.person_id)
        .where(Assignment.part_id == SearchPart.part_id, kept(named) == kept(asked))
        .correlate(SearchPart, asked)
    )
    query = (
        select(Request.id)
        .join(Search, Search.id == Request.search_id)
        .join(SearchPart, SearchPart.search_id == Search.id)
        .join(asked, asked.id == Request.person_id)
        .where(Request.standing.in_(HAS), Search.ended_at.is_(None), ~theirs.exists())
    )
    return session.scalars(query.distinct().order_by(Request.id))


@check(_("Nobody is asked by a search that is over, for parts that are gone, or in a cohort that is cancelled."))
def asked_for_nothing(session, _at):
    parts = exists().where(SearchPart.search_id == Search.id)
    query = select(Request.id).join(Search, Search.id == Request.search_id)
    query = query.join(Cohort, Cohort.id == Search.cohort_id).where(Request.standing.in_(OPEN))
    off = Search.ended_at.is_not(None) | ~parts | (Cohort.state == CohortState.CANCELLED)
    return session.scalars(query.where(off).order_by(Request.id))


@check(_("Nobody is asked for what somebody else leads, and a lead is looked for by one search alone."))
def asked_for_what_is_taken(session, _at):
    led = exists().where(Assignment.part_id == SearchPart.part_id, Assignment.duty == Duty.LEAD)
    other, part, request = aliased(Search), aliased(SearchPart), aliased(Request)
    twice = (
        exists()
        .where(part.part_id == SearchPart.part_id, part.search_id == other.id, other.id != Search.id)
        .where(other.duty == Duty.LEAD, request.search_id == other.id, request.standing.in_(LIVE))
        .where(other.ended_at.is_(None))
    )
    query = (
        select(Request.id)
        .join(Search, Search.id == Request.search_id)
        .join(SearchPart, SearchPart.search_id == Search.id)
        .where(Request.standing.in_(OPEN), Search.duty == Duty.LEAD, Search.ended_at.is_(None), led | twice)
    )
    return session.scalars(query.distinct().order_by(Request.id))


@check(_("Nobody is asked for two sessions at the same time."))
def asked_for_two_at_once(session, _at):
    sitting, part, mine = aliased(Session), aliased(SessionPart), aliased(SearchPart)
    other = aliased(Request)
    clash = (
        exists()
        .where(other.standing == Standing.ASKED, other.id > Request.id, other.search_id != Request.search_id)
        .where(other_asked.id == other.person_id, kept(other_asked) == kept(asked), mine.search_id == other.search_id)
        .where(part.id == mine.part_id, sitting.id == part.session_id)
        .where(sitting.starts_at < Session.ends_at, sitting.ends_at > Session.starts_at)
    )
    query = (
        select(Request.id)
        .join(asked, asked.id == Request.person_id)
        .join(SearchPart, SearchPart.search_id == Request.search_id)
        .join(SessionPart, SessionPart.id == SearchPart.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .where(Request.standing == Standing.ASKED, clash)
    )
    return session.scalars(query.distinct().order_by(Request.id))
