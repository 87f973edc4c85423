"""Where and when people must be for their own courses, what those still teach, and where they will not be."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ....catalogue.models import Cohort, Session, SessionPart
from ....enrolment.models import Enrolment, State
from ....people.models import Person
from ...models import Notice
from ...rules.feasible import ONLINE, Stay

record, other_record, other = aliased(Person), aliased(Person), aliased(Enrolment)
KEPT = func.coalesce(record.merged_into_id, record.id)


def where(online: bool, place_id: int | None) -> int:
    return ONLINE if online or place_id is None else place_id


def taught_by_cohort(session, cohort_ids, at) -> dict[int, dict[int, dict[int, int]]]:
    """{cohort id: {id of a session that is not over: {item id: minutes}}}."""
    query = (
        select(Session.cohort_id, Session.id, SessionPart.item_id, SessionPart.minutes)
        .join(SessionPart, SessionPart.session_id == Session.id)
        .where(Session.cohort_id.in_(cohort_ids), Session.ends_at > at)
    )
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for cohort_id, session_id, item_id, minutes in session.execute(query):
        found[cohort_id][session_id][item_id] += minutes
    return found


def stays_of(session, ids, at) -> dict[int, list[tuple[int, Stay]]]:
    """{enrolment id: [(session id, when and where)]} of all courses in which this human has a seat."""
    query = (
        select(Enrolment.id, Session.id, Session.starts_at, Session.ends_at, Session.online, Cohort.place_id)
        .join(record, record.id == Enrolment.person_id)
        .join(other_record, func.coalesce(other_record.merged_into_id, other_record.id) == KEPT)
        .join(other, (other.person_id == other_record.id) & (other.state == State.CONFIRMED))
        .join(Cohort, Cohort.id == other.cohort_id)
        .join(Session, Session.cohort_id == Cohort.id)
        .where(Enrolment.id.in_(ids), Session.ends_at > at)
        .order_by(Session.starts_at)
    )
    found: dict[int, list[tuple[int, Stay]]] = defaultdict(list)
    for enrolment_id, session_id, starts_at, ends_at, online, place_id in session.execute(query):
        found[enrolment_id].append((session_id, Stay(starts_at, ends_at, where(online, place_id))))
    return found


def announced(session, ids) -> dict[int, set[int]]:
    """{enrolment id: the sessions for which they said that they cannot come}."""
    query = select(Notice.enrolment_id, Notice.session_id).where(Notice.enrolment_id.in_(ids))
    found: dict[int, set[int]] = defaultdict(set)
    for enrolment_id, session_id in session.execute(query.where(Notice.withdrawn_at.is_(None))):
        found[enrolment_id].add(session_id)
    return found
