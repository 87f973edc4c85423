"""Every night, for everybody in a course that runs: can they still finish? Who cannot, or only just, is told.

What is due follows from the rows: an outlook older than the last night. It is computed without any lock and written in
one short transaction a cohort, letters included, so whoever is killed in between leaves nothing half done, and whoever
computes the same twice tells nobody twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from ... import clock, policies
from ...catalogue.models import Cohort
from ...database import hold, transaction
from ...enrolment.actions import messages
from ...enrolment.queries import records
from ...people.queries import contacts
from ..models import Outlook, Prospect
from ..queries import making_up
from ..queries import outlooks as queries
from ..rules import options
from ..rules.making_up import MAKING_UP

LETTERS = {Prospect.LAST_CHANCE: "last_chance", Prospect.IMPOSSIBLE: "cannot_finish"}
LONG_OVER = timedelta(days=31)
"""Of a course that ended before that, and that nobody had looked at, people are not told any more."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Found:
    """What was computed for one enrolment. `repair`: {"sessions": [ids], "lessons": [{starts_at, place}], …}."""

    enrolment_id: int
    prospect: Prospect
    last_day: date | None
    repair: dict[str, Any]


def settle_all(now, *, stop=lambda: False):
    """Cohort by cohort."""
    with transaction(writes=False) as session:
        due = queries.due(session, at=now())
    for cohort_id in due:
        if stop():
            return
        with transaction(writes=False) as session:
            at = now()
            found = compute(session, queries.stale_in(session, cohort_id, at=at), at=at)
        with transaction() as session:
            keep(session, cohort_id, found, at=now())


def compute(session, enrolment_ids: Iterable[int], *, at, without: Iterable[int] = ()) -> list[Found]:
    """For enrolments of one course. `without`: ids of sessions, as if they were not held."""
    rule = policies.current(session, MAKING_UP, at=at)
    cases = making_up.cases(session, enrolment_ids, at=at, without=without)
    wanting = [case for case in cases.values() if case.missing]
    seats = making_up.seats_to_have(session, wanting[0].course_id, at=at, without=without) if wanting else []
    return [found_of(rule, case, seats, at) for case in cases.values()]


def found_of(rule, case, seats, at) -> Found:
    if not case.lost:
        return Found(case.enrolment_id, Prospect.NOTHING_MISSING, None, {})
    if not case.missing:
        return Found(case.enrolment_id, Prospect.REPAIRABLE, None, {})
    today, bounds = clock.today(at), options.bounds(rule, case)
    way = options.way(case, seats, bounds, options.terms(rule, bounds, today))
    if way is None:
        return Found(case.enrolment_id, Prospect.IMPOSSIBLE, None, {"missing": kept(case.missing)})
    is_last = way.last_day is not None and way.last_day <= today + timedelta(days=rule.ahead_days)
    prospect = Prospect.LAST_CHANCE if is_last else Prospect.REPAIRABLE
    return Found(case.enrolment_id, prospect, way.last_day, repair(way, seats) | {"missing": kept(case.missing)})


def kept(missing) -> dict[str, int]:
    return {str(item): minutes for item, minutes in missing.items()}


def repair(way, seats) -> dict[str, Any]:
    by_id = {seat.id: seat for seat in seats}
    lessons = [
        {"starts_at": seat.starts_at.isoformat(), "place": None if seat.online else seat.place}
        for seat in (by_id[one] for one in way.sessions)
    ]
    return {"sessions": list(way.sessions), "lessons": lessons, "trips": way.trips, "days": way.days}


def keep(session, cohort_id, found: list[Found], *, at):
    """Write what was computed, and tell who must be told. Somebody else may have been faster: then it is left."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    left = set(queries.stale_in(session, cohort_id, at=at))
    before = queries.of(session, left)
    changed = []
    is_over = cohort.ends_at is not None and cohort.ends_at < at - LONG_OVER
    for one in found:
        if one.enrolment_id in left:
            unsaid = one.prospect.value if is_over else None
            row = before.get(one.enrolment_id) or Outlook(enrolment_id=one.enrolment_id, told=unsaid)
            row.at, row.prospect, row.last_day, row.repair = at, one.prospect, one.last_day, one.repair
            session.add(row)
            changed.append(row)
    session.flush()
    tell_all(session, changed, at=at)


def tell_all(session, outlooks: list[Outlook], *, at):
    """Once for each change to a prospect that somebody must know of."""
    telling = [one for one in outlooks if one.prospect in LETTERS and one.told != one.prospect.value]
    for one in outlooks:
        one.told = one.told if one.prospect in LETTERS else None
    people = {one.id: one for one in records.by_ids(session, [outlook.enrolment_id for outlook in telling])}
    on_file = contacts.on_file_of(session, [one.person_id for one in people.values()])
    for outlook in telling:
        outlook.told, outlook.told_at = outlook.prospect.value, at
        enrolment = people[outlook.enrolment_id]
        tell(session, enrolment, outlook, on_file.get(enrolment.person_id, (None, None)), at=at)
    session.flush()


def tell(session, enrolment, outlook, contact, *, at):
    details = {"repair": outlook.repair["lessons"]} if outlook.prospect is Prospect.LAST_CHANCE else {}
    if outlook.last_day:
        details["last_on"] = outlook.last_day.isoformat()
    messages.tell(
        session,
        enrolment,
        LETTERS[outlook.prospect],
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contact,
        cause=f"outlook:{outlook.id}:{at.isoformat(timespec='seconds')}",
        at=at,
        **details,
    )


def forget_what_was_computed(session, enrolment_id):
    """Something has changed for this person: the worker computes anew at its next look, and not only at night."""
    session.execute(update(Outlook).where(Outlook.enrolment_id == enrolment_id).values(at=LONG_AGO))
