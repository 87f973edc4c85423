"""What later features know against engaging somebody for a session, and what hangs on who teaches."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from ..listeners import Listeners
from ..refusals import Refused

before_engagement = Listeners()
"""`listener(session, person_id, sittings)` may refuse that this person, who is held, teaches in these sessions, each a
rules.days.Busy.
"""
taken_otherwise = Listeners()
"""`found(session, people, sittings) -> {person id: Refused}`: the same of many people at once, {id: name}, for pages
that compare them.
"""
on_assigned = Listeners()
"""`listener(session, cohort, person_id, part_ids, *, duty, by, at)` runs after this person, as they are now, was named
for these parts; the cohort is held.
"""
on_released = Listeners()
"""`listener(session, cohort, person_id, part_ids, *, by, at)` runs after they were taken out of them."""


def ask(session, person_id: int, sittings):
    for listener in before_engagement:
        listener(session, person_id, sittings)


def taken(session, people: dict[int, str], sittings) -> dict[int, Refused]:
    return {id: why for found in taken_otherwise for id, why in found(session, people, sittings).items()}


def assigned(session, cohort, person_id: int, part_ids: Collection[int], *, duty, by, at):
    for listener in on_assigned:
        listener(session, cohort, person_id, part_ids, duty=duty, by=by, at=at)


def released(session, cohort, person_id: int, part_ids: Collection[int], *, by, at):
    for listener in on_released:
        listener(session, cohort, person_id, part_ids, by=by, at=at)


class Notice(NamedTuple):
    """A paper that an authority is to get because other people teach now. `paper`: its name in the packet."""

    paper: str
    by: date


change_notices = Listeners()
"""`notices(session, code, cohort_id) -> [Notice]` that are drafted and were not noted as sent."""


def notices_of(session, code: str, cohort_id: int) -> list[Notice]:
    return [one for source in change_notices for one in source(session, code, cohort_id)]


busy = Listeners()
"""`listener(session, person_ids, *, begins, ends) -> {person id: [anything that begins and ends]}`: when these people
cannot teach, as far as later features know.
"""


def known_busy(session, person_ids, *, begins, ends) -> dict[int, list]:
    found: dict[int, list] = {}
    for listener in busy:
        for id, spans in listener(session, person_ids, begins=begins, ends=ends).items():
            found.setdefault(id, []).extend(spans)
    return found
