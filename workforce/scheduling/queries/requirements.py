"""The rules about who may teach what, and what those who teach hold: read whole, for pages and for assignments."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from ... import clock
from ...catalogue.models import Cohort, Course, Session, SessionPart, SubjectItem
from ...catalogue.models import Subject as SubjectRow
from ...database import LocalizedText
from ...people.models import Person
from ...policies import Policy
from ..models import Licence, Practice
from ..rules.requirements import PREFIX, Requirements, Row, Subject
from ..rules.standing import Held

record = aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)


def requirements(session) -> Requirements:
    """Everything that was ever set about any course; one statement."""
    query = select(Policy.kind, Policy.from_day, Policy.values, Policy.source)
    query = query.where(Policy.kind >= PREFIX, Policy.kind < PREFIX[:-1] + "/")
    return Requirements(Row(*row) for row in session.execute(query.order_by(Policy.from_day, Policy.number)))


def held_by(session, person_ids: Collection[int]) -> dict[int, Held]:
    """What each of these people (as they are now) holds under any of their records; two statements."""
    licences = rows(session, person_ids, Licence, Licence.kind, Licence.since, Licence.ended_on)
    practices = rows(session, person_ids, Practice, Practice.field, Practice.from_on, Practice.until_on)
    return {id: Held(tuple(licences.get(id, ())), tuple(practices.get(id, ()))) for id in person_ids}


def rows(session, person_ids, table, *columns) -> dict[int, list[tuple]]:
    query = select(KEPT, *columns).join(record, record.id == table.person_id).where(KEPT.in_(person_ids))
    found: dict[int, list[tuple]] = {}
    for id, *values in session.execute(query.order_by(table.id)):
        found.setdefault(id, []).append(tuple(values))
    return found


class Part(NamedTuple):
    """One part of a session with what it teaches. `title`: of its subject."""

    id: int
    session_id: int
    starts_at: datetime
    code: str
    subject: Subject
    title: LocalizedText

    @property
    def day(self) -> date:
        return clock.today(self.starts_at)


def parts(session, *conditions: ColumnElement[bool]) -> list[Part]:
    """Of SessionPart, Session, Cohort and Course, narrowed by `conditions`; in the order of time."""
    query = (
        select(SessionPart.id, Session.id, Session.starts_at, Cohort.code)
        .add_columns(Course.id, Course.kind, SubjectRow.number, SubjectItem.number, SubjectRow.title)
        .select_from(SessionPart)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(SubjectRow, SubjectRow.id == SubjectItem.subject_id)
        .join(Course, Course.id == SubjectRow.course_id)
        .where(*conditions)
        .order_by(Session.starts_at, Session.id, SessionPart.position)
    )
    return [
        Part(id, session_id, starts_at, code, Subject(*subject), title)
        for id, session_id, starts_at, code, *subject, title in session.execute(query)
    ]
