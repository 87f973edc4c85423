"""The plan of a cohort as an authority was told it, and what differs from it now (変更届)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ... import clock

Plan = dict[str, Any]
"""{"capacity", "place", "address", "online", "sessions": {uid: {"starts_at", "ends_at", "online", "room", "parts":
[[item, minutes, [people who teach it]]]}}} as JSON values.
"""


class What(StrEnum):
    """In the order of the form."""

    CAPACITY = "capacity"
    PLACE = "place"
    LESSON = "lesson"
    CONTENT = "content"
    INSTRUCTORS = "instructors"


@dataclass(frozen=True)
class Difference:
    """`old` and `new`: of the capacity the seats; of the place the plan, of a lesson and its content the lesson as it
    stands in a plan, None for none; of the instructors the people. `day`: from when on it counts; None: no lesson is
    planned. `items`: which are taught, for instructors.
    """

    what: What
    old: Any
    new: Any
    day: date | None
    items: tuple[int, ...] = ()


def plan_of(cohort, taught: Mapping[int, list[Any]]) -> Plan:
    """As it is now. `cohort` with its place, sessions and parts; `taught`: who teaches each part."""
    return {
        "capacity": cohort.capacity,
        "place": cohort.place.name["ja"] if cohort.place else "",
        "address": cohort.place.address if cohort.place else "",
        "online": cohort.online,
        "sessions": {one.uid: lesson_of(one, taught) for one in cohort.sessions},
    }


def lesson_of(sitting, taught) -> dict[str, Any]:
    return {
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": sitting.ends_at.isoformat(),
        "online": sitting.online,
        "room": sitting.room,
        "parts": [
            [part.item_id, part.minutes, sorted(one.person_id for one in taught.get(part.id, []))]
            for part in sitting.parts
        ],
    }


def differences(sent: Plan, now: Plan) -> list[Difference]:
    """What became of what was told, in the order of the form and of the days."""
    begins = min((day_of(one) for plan in (sent, now) for one in plan["sessions"].values()), default=None)
    found = [*of_the_whole(sent, now, begins), *of_lessons(sent, now), *of_instructors(sent, now)]
    order = list(What)
    return sorted(found, key=lambda one: (order.index(one.what), one.day or date.max))


def of_the_whole(sent, now, begins) -> Iterator[Difference]:
    if sent["capacity"] != now["capacity"]:
        yield Difference(What.CAPACITY, sent["capacity"], now["capacity"], begins)
    old, new = ({name: plan[name] for name in ("place", "address", "online")} for plan in (sent, now))
    if old != new:
        yield Difference(What.PLACE, old, new, begins)


def of_lessons(sent, now) -> Iterator[Difference]:
    for uid in sent["sessions"] | now["sessions"]:
        old, new = sent["sessions"].get(uid), now["sessions"].get(uid)
        day = min(day_of(one) for one in (old, new) if one)
        if held(old) != held(new):
            yield Difference(What.LESSON, old, new, day)
        if old and new and content(old) != content(new):
            yield Difference(What.CONTENT, old, new, day)


def held(lesson):
    """When and where."""
    return lesson and [lesson[name] for name in ("starts_at", "ends_at", "online", "room")]


def content(lesson) -> list[list[int]]:
    return sorted([item, minutes] for item, minutes, _people in lesson["parts"])


def of_instructors(sent, now) -> Iterator[Difference]:
    """Of lessons that were planned and still are: who comes in the place of whom, on which day, for which items."""
    for uid in sent["sessions"].keys() & now["sessions"].keys():
        old, new = sent["sessions"][uid], now["sessions"][uid]
        before, after = teachers(old), teachers(new)
        changed: dict[tuple, list[int]] = {}
        for item in before.keys() & after.keys():
            if before[item] != after[item]:
                changed.setdefault((before[item], after[item]), []).append(item)
        for (people, others), items in changed.items():
            yield Difference(What.INSTRUCTORS, people, others, day_of(new), tuple(sorted(items)))


def teachers(lesson) -> dict[int, tuple[int, ...]]:
    found: dict[int, set[int]] = {}
    for item, _minutes, people in lesson["parts"]:
        found.setdefault(item, set()).update(people)
    return {item: tuple(sorted(people)) for item, people in found.items()}


def people_of(plan: Plan) -> set[int]:
    """Everybody who teaches in it, by number."""
    return {one for lesson in plan["sessions"].values() for part in lesson["parts"] for one in part[2]}


def renumbered(plan: Plan, kept: Mapping[int, int]) -> Plan:
    """The same with each person under the number they have now, after records were merged."""

    def now(parts):
        return [[item, minutes, sorted({kept.get(one, one) for one in who})] for item, minutes, who in parts]

    lessons = {uid: lesson | {"parts": now(lesson["parts"])} for uid, lesson in plan["sessions"].items()}
    return plan | {"sessions": lessons}


def day_of(lesson) -> date:
    return clock.today(datetime.fromisoformat(lesson["starts_at"]))
