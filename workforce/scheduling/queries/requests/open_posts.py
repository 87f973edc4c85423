"""Parts to come that nobody leads, and who is being asked for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select

from .... import clock
from ....catalogue.models import Cohort, CohortState, Course, Session, SessionPart
from ....database import LocalizedText
from ...models import Assignment, Duty, Request, Search, SearchPart
from ...rules.requests import LIVE
from ..substitutes import Post
from .records import KEPT, record, shown

LED = exists().where(Assignment.part_id == SessionPart.id, Assignment.duty == Duty.LEAD)


def of_cohort(session, cohort_id: int, *, at: datetime, duty: Duty = Duty.LEAD) -> list[int]:
    """Those to come that nobody leads; for an assistant, all to come."""
    query = select(SessionPart.id).join(Session, Session.id == SessionPart.session_id)
    query = query.where(Session.cohort_id == cohort_id, Session.starts_at > at)
    query = query.where(~LED) if duty is Duty.LEAD else query
    return list(session.scalars(query.order_by(Session.starts_at, SessionPart.position)))


@dataclass(frozen=True)
class About:
    """What a post is about. `asked`: who is asked for it, or has said yes, by (search, name)."""

    code: str
    title: LocalizedText
    starts_at: datetime
    ends_at: datetime
    asked: tuple[int, str] | None


def by_day(session, part_ids: Collection[int], *, without: int | None = None) -> list[tuple[Post, About]]:
    """These parts, a post for each cohort, day and duty that is missing, earliest first: one person for the day."""
    query = (
        select(Cohort.id, Cohort.code, Course.title, Session.id, Session.starts_at, Session.ends_at, SessionPart.id)
        .select_from(SessionPart)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .add_columns(LED.label("is_led"))
        .where(SessionPart.id.in_(part_ids), Cohort.state != CohortState.CANCELLED)
        .order_by(Session.starts_at, Session.id, SessionPart.position)
    )
    asked = live(session, part_ids)
    parts: dict[tuple[int, date, Duty], list[int]] = {}
    facts: dict[tuple[int, date], list[Any]] = {}
    for cohort_id, code, title, _session, starts_at, ends_at, part_id, is_led in session.execute(query):
        day = clock.today(starts_at)
        parts.setdefault((cohort_id, day, Duty.ASSISTANT if is_led else Duty.LEAD), []).append(part_id)
        facts.setdefault((cohort_id, day), [code, title, starts_at, ends_at])[-1] = ends_at
    found = []
    for (cohort_id, day, duty), those in parts.items():
        code, title, starts_at, ends_at = facts[cohort_id, day]
        who = next((asked[id] for id in those if id in asked), None)
        found.append((Post(cohort_id, tuple(those), duty, without), About(code, title, starts_at, ends_at, who)))
    return found


def live(session, part_ids) -> dict[int, tuple[int, str]]:
    """{part: (search, name)}"""
    query = (
        select(SearchPart.part_id, Search.id, shown.family_name, shown.given_name)
        .select_from(Request)
        .join(Search, Search.id == Request.search_id)
        .join(SearchPart, SearchPart.search_id == Search.id)
        .join(record, record.id == Request.person_id)
        .join(shown, shown.id == KEPT)
        .where(SearchPart.part_id.in_(part_ids), Request.standing.in_(LIVE), Search.ended_at.is_(None))
    )
    rows = session.execute(query)
    return {part_id: (search_id, f"{family} {given}".strip()) for part_id, search_id, family, given in rows}
