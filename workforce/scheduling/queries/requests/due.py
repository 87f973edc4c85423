"""What the clock asks for: reminders, passing on to the next, and a word before the day."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from .... import policies
from ....catalogue.models import Cohort, CohortState, Session, SessionPart
from ...models import DayReminder, Request, Search, SearchPart
from ...rules.answering import ASKING
from ...rules.requests import Standing

AT_MOST = 500
DAY = timedelta(days=1)


class Due(NamedTuple):
    """`session_id`: of the day that is near."""

    what: str
    request_id: int
    session_id: int | None = None


PASS_ON, REMIND, BEFORE = "pass_on", "remind", "before"


def due(session, *, at: datetime) -> list[Due]:
    """Who was too late first, then who is to be reminded; two statements and the rule."""
    return [*answers(session, at), *days(session, at)]


def answers(session, at) -> list[Due]:
    query = select(Request.id, Request.until <= at).join(Search, Search.id == Request.search_id)
    asked = (Request.standing == Standing.ASKED, Search.ended_at.is_(None))
    late = (Request.until <= at) | ((Request.remind_at <= at) & Request.reminded_at.is_(None))
    rows = session.execute(query.where(*asked, late).order_by(Request.until, Request.id).limit(AT_MOST))
    return [Due(PASS_ON if is_over else REMIND, id) for id, is_over in rows]


def days(session, at) -> list[Due]:
    """Sessions near enough for a word; not to whoever has said yes within the last day."""
    before = policies.current(session, ASKING, at=at).before_days
    told = exists().where(DayReminder.request_id == Request.id, DayReminder.session_id == Session.id)
    query = (
        select(Request.id, Session.id)
        .join(Search, Search.id == Request.search_id)
        .join(SearchPart, SearchPart.search_id == Search.id)
        .join(SessionPart, SessionPart.id == SearchPart.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(Request.standing == Standing.CONFIRMED, Search.ended_at.is_(None), ~told)
        .where(Session.starts_at > at, Session.starts_at <= at + before * DAY, Request.answered_at < at - DAY)
        .where(Cohort.state != CohortState.CANCELLED)
        .group_by(Request.id, Session.id, Session.starts_at)
    )
    rows = session.execute(query.order_by(Session.starts_at, func.min(Request.id)).limit(AT_MOST))
    return [Due(BEFORE, *row) for row in rows]
