"""Who of the instructors may teach each part of a cohort, and what the part asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ... import clock
from ...catalogue.models import Cohort
from ..rules import wishes
from ..rules.days import Limits, Long, long_days
from ..rules.requirements import Requirement, Subject
from ..rules.spans import Span
from ..rules.wishes import Rather
from . import engagements, instructors, requirements


@dataclass(frozen=True)
class Able:
    """`needs`: what the part asks for; `willing`: names of instructors who have that; `unwilling`: of those who have
    that and would rather not teach then.
    """

    needs: Requirement
    willing: list[str]
    unwilling: list[str]

    @property
    def number(self) -> int:
        return len(self.willing) + len(self.unwilling)


def of_cohort(
    session, cohort: Cohort, people: list[tuple[int, str]], rather: Mapping[int, list[Rather]]
) -> dict[int, Able]:
    """By part. `cohort` with its sessions, parts and subjects; one statement."""
    items = {item.id: (one.number, item.number) for one in cohort.course.subjects for item in one.items}
    rules, held = requirements.known(session, [id for id, _name in people])
    found = {}
    for sitting in cohort.sessions:
        day, when = clock.today(sitting.starts_at), Span(sitting.starts_at, sitting.ends_at)
        unwilling = {id for id, _name in people if wishes.is_against(rather.get(id, ()), when)}
        for part in sitting.parts:
            number, item = items[part.item_id]
            needs = rules.on(Subject(cohort.course_id, cohort.course.kind, number, item), day)
            able = [(id, name) for id, name in people if needs.allows(held[id], day)]
            both = ([name for id, name in able if (id in unwilling) == is_not] for is_not in (False, True))
            found[part.id] = Able(needs, *both)
    return found


def long_days_of(session, people: dict[int, str], limits: Limits, *, at: datetime) -> list[tuple[str, Long]]:
    """(name, a day to come on which they teach for too long); two statements."""
    if not people:
        return []
    own = instructors.profiles(session, people)
    busy = engagements.of_people(session, people, begins=at)
    return [
        (people[id], long)
        for id, coming in busy.items()
        for long in long_days(coming, limits, own[id].day_minutes if id in own else None)
    ]
