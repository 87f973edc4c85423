"""The rules about who may teach what, and what those who teach hold: read whole, for pages and for assignments."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import aliased

from ... import clock
from ...catalogue.models import Cohort, Course, CourseState, Session, SessionPart, SubjectItem
from ...catalogue.models import Subject as SubjectRow
from ...database import LocalizedText
from ...people.models import Person
from ...policies import Policy
from ...stored import as_json, text
from ..models import Licence, Practice
from ..rules.licences import Field, LicenceKind
from ..rules.reach import Taught, asks
from ..rules.requirements import PREFIX, Requirements, Row, Subject
from ..rules.standing import Held

record = aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)


EVERY_RULE = as_json(
    select(Policy.kind, cast(Policy.from_day, Text), cast(Policy.values, Text), Policy.source)
    .where(Policy.kind >= PREFIX, Policy.kind < PREFIX[:-1] + "/")
    .order_by(Policy.from_day, Policy.number)
)


def requirements(session) -> Requirements:
    """Everything that was ever set about any course; one statement."""
    return read_rules(session.scalar(select(EVERY_RULE)))


def read_rules(kept: str) -> Requirements:
    rows = text(kept)
    return Requirements(Row(name, date.fromisoformat(day), text(values), source) for name, day, values, source in rows)


class Known(NamedTuple):
    """The rules, and what people hold."""

    rules: Requirements
    held: dict[int, Held]


def known(session, person_ids: Collection[int]) -> Known:
    """What each of these people (as they are now) holds under any of their records; one statement."""
    licences = papers(person_ids, Licence, Licence.kind, Licence.since, Licence.ended_on)
    practices = papers(person_ids, Practice, Practice.field, Practice.from_on, Practice.until_on)
    rules, *kept = session.execute(select(EVERY_RULE, licences, practices)).one()
    licensed, practised = (by_person(each, made) for each, made in zip(kept, (LicenceKind, Field), strict=True))
    return Known(read_rules(rules), {id: Held(licensed.get(id, ()), practised.get(id, ())) for id in person_ids})


def papers(person_ids, table, *columns):
    query = select(KEPT, *(cast(column, Text) for column in columns)).join(record, record.id == table.person_id)
    return as_json(query.where(KEPT.in_(person_ids)).order_by(table.id))


def by_person(kept: str, made) -> dict[int, tuple]:
    found: dict[int, tuple] = {}
    for id, what, begins, ends in text(kept):
        one = made(what), date.fromisoformat(begins), date.fromisoformat(ends) if ends else None
        found[id] = (*found.get(id, ()), one)
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


def taught(*more) -> Select:
    """What `as_part` takes, then `more`; to be narrowed and put in order."""
    return (
        select(SessionPart.id, Session.id, Session.starts_at, Cohort.code)
        .add_columns(Course.id, Course.kind, SubjectRow.number, SubjectItem.number, SubjectRow.title, *more)
        .select_from(SessionPart)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(SubjectRow, SubjectRow.id == SubjectItem.subject_id)
        .join(Course, Course.id == SubjectRow.course_id)
    )


def as_part(id, session_id, starts_at, code, course_id, kind, number, item, title) -> Part:
    return Part(id, session_id, starts_at, code, Subject(course_id, kind, number, item), title)


def parts(session, part_ids: Collection[int]) -> list[Part]:
    """In the order of time."""
    query = taught().where(SessionPart.id.in_(part_ids))
    rows = session.execute(query.order_by(Session.starts_at, Session.id, SessionPart.position))
    return [as_part(*row) for row in rows]


def courses(session, *conditions: ColumnElement[bool]) -> list[Taught]:
    """With their subjects and items, in one statement; those without subjects are left out."""
    query = (
        select(Course.id, Course.slug, Course.kind, Course.title, SubjectRow.number, SubjectItem.number)
        .join(SubjectRow, SubjectRow.course_id == Course.id)
        .join(SubjectItem, SubjectItem.subject_id == SubjectRow.id)
        .where(Course.state != CourseState.CANCELLED, *conditions)
        .order_by(Course.id, SubjectRow.number, SubjectItem.number)
    )
    found: dict[int, Taught] = {}
    for id, slug, kind, title, number, item in session.execute(query):
        found.setdefault(id, Taught(id, slug, kind, title)).subjects.setdefault(number, []).append(item)
    return list(found.values())


def courses_that_ask(session, rules: Requirements, on: date) -> list[Taught]:
    """Those with any subject that not every instructor may teach."""
    return [course for course in courses(session) if asks(rules, course, on)]
