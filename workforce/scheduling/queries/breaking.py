"""Who is named for sessions to come and may not teach them: by the rules as they are, or as they would be."""

from datetime import date, datetime
from typing import NamedTuple

from ...catalogue.models import Cohort, CohortState, Session, SessionPart
from ...people.models import Person
from ..models import Assignment
from ..rules.requirements import Requirement, Row, Subject, as_values
from ..rules.standing import Held
from . import requirements
from .requirements import Part


class Broken(NamedTuple):
    """Somebody is named for a part that they may not teach. `person_id`: who that is now."""

    person_id: int
    name: str
    part: Part
    needs: Requirement
    has: Held


def to_come(session, *, at: datetime, course_id: int | None = None, would=None) -> list[Broken]:
    """Everybody who is named for a session to come and is not qualified on its day, the earliest first.

    `would`: what makes of the rules as they are those that would be. Two statements.
    """
    named = people_named(session, at=at, course_id=course_id)
    if not named:
        return []
    rules, held = requirements.known(session, {person_id for person_id, _name, _part in named})
    rules = would(rules) if would else rules
    return [
        Broken(person_id, name, part, needs, held[person_id])
        for person_id, name, part in named
        if not (needs := rules.on(part.subject, part.day)).allows(held[person_id], part.day)
    ]


def people_named(session, *, at, course_id) -> list[tuple[int, str, Part]]:
    """(who it is now, name, the part they are named for)."""
    query = (
        requirements.taught(Person.id, Person.family_name, Person.given_name)
        .join(Assignment, Assignment.part_id == SessionPart.id)
        .join(requirements.record, requirements.record.id == Assignment.person_id)
        .join(Person, Person.id == requirements.KEPT)
        .where(Session.starts_at > at, Cohort.state != CohortState.CANCELLED)
        .order_by(Session.starts_at, Session.id, SessionPart.position, Assignment.id)
    )
    if course_id:
        query = query.where(Cohort.course_id == course_id)
    return [
        (person_id, f"{family} {given}".strip(), requirements.as_part(*part))
        for *part, person_id, family, given in session.execute(query)
    ]


def by_rule(session, subject: Subject, rule: Requirement, *, from_day: date, at: datetime) -> list[Broken]:
    """Who could teach no more what they are named for if this rule counted from `from_day` on, but can by what counts
    now.
    """
    course = subject.course_id
    values = {"as_subject": True} if rule.as_subject else as_values(rule)
    row = Row(subject.name, from_day, values, rule.source)
    now = {(one.person_id, one.part.id) for one in to_come(session, at=at, course_id=course)}
    after = to_come(session, at=at, course_id=course, would=lambda rules: rules.with_row(row))
    return [one for one in after if (one.person_id, one.part.id) not in now]


def on_list(broken: list[Broken]) -> list[Broken]:
    """Of each person and session once."""
    found: dict[tuple[int, int], Broken] = {}
    for one in broken:
        found.setdefault((one.person_id, one.part.session_id), one)
    return list(found.values())
