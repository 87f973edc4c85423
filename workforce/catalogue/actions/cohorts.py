"""Cohorts: one run of a course, from draft to published to over, or cancelled."""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Database

from ... import clock, history
from ..models import Cohort, CohortState, Course, CourseState, FeeKind, FeeLine, Place
from ..queries.cohorts import cohort_codes, cohort_page
from ..rules.codes import beginning, next_code
from ..rules.moves import COHORT_MOVES, NotNow, after
from ..rules.publishing import CourseEnded, OffersAfterStart, obstacles, of_place
from . import following, telling
from .changing import change, hold_as_seen
from .cohort_refusals import (
    BandsAboveCapacity,
    CapacityIsPublished,
    MinimumAboveCapacity,
    NoSeats,
    ReasonMissing,
    WindowBackwards,
    WindowPastStart,
)

TRIES = 5

EDITABLE = frozenset(
    {
        "opens_at",
        "closes_at",
        "changes_until",
        "offers_until",
        "capacity",
        "minimum",
        "place_id",
        "languages",
        "childcare",
        "online",
        "note",
        "lead_id",
    }
)


def create_cohort(
    session: Database,
    *,
    course: Course,
    opens_at: datetime,
    closes_at: datetime,
    capacity: int,
    fees: Mapping[FeeKind, int] | None = None,
    by,
    at,
    **values,
) -> Cohort:
    """A draft with a code of its own (s26-03). `fees` in yen, tax included; `values`: any other of EDITABLE.

    Raises WindowBackwards, NoSeats, MinimumAboveCapacity, CourseEnded.
    """
    if course.state is CourseState.CANCELLED:
        raise CourseEnded
    given = {"languages": [], "note": {}, "minimum": 0} | editable(values)
    given |= {"opens_at": opens_at, "closes_at": closes_at, "capacity": capacity}
    refuse_nonsense(**{name: given[name] for name in CHECKED})
    cohort = insert(session, course, fees, given | {"course_id": course.id, "created_at": at, "changed_at": at})
    history.record(session, cohort, "created", to_state=cohort.state, by=by, at=at)
    return cohort


CHECKED = ("opens_at", "closes_at", "capacity", "minimum")


def insert(session, course, fees, values):
    """Two people may take the same next code: the constraint decides, and the slower takes the one after."""
    start = beginning(course.kind, clock.today(values["closes_at"]))
    for _attempt in range(TRIES):
        code = next_code(start, cohort_codes(session, start))
        cohort = Cohort(code=code, fees=fee_lines(fees), bands=[], sessions=[], **values)
        try:
            with session.begin_nested():
                session.add(cohort)
        except IntegrityError as error:
            if "code" not in str(error.orig):
                raise
        else:
            return cohort
    raise NotNow


def editable(values):
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    return values


def refuse_nonsense(*, opens_at, closes_at, capacity, minimum):
    if opens_at >= closes_at:
        raise WindowBackwards
    if capacity < 1:
        raise NoSeats
    if not 0 <= minimum <= capacity:
        raise MinimumAboveCapacity


def fee_lines(fees):
    return [FeeLine(kind=kind, yen=yen) for kind, yen in (fees or {}).items() if yen]


def edit_cohort(session: Database, cohort: Cohort, *, seen=None, fees=None, by, at, **values):
    """`values`: any of EDITABLE; `fees` replaces all fee lines. `seen`: the `changed_at` the editor saw.

    A published cohort keeps its capacity here: whoever changes it must count who has a seat.
    Raises ChangedMeanwhile, WindowBackwards, WindowPastStart, OffersAfterStart, NoSeats, MinimumAboveCapacity,
    BandsAboveCapacity, CapacityIsPublished, NoPlace, and NotNow for a cancelled cohort.
    """
    hold_as_seen(session, cohort, seen)
    cohort = read_again(session, cohort)
    if cohort.state is CohortState.CANCELLED:
        raise NotNow
    current = {name: getattr(cohort, name) for name in EDITABLE} | editable(values)
    refuse_nonsense(**{name: current[name] for name in CHECKED})
    prices = priced(cohort, fees)
    following.ask(session, cohort, current | {"fees": prices})
    kept = sum(band.seats for band in cohort.bands)
    if cohort.state is CohortState.DRAFT and kept > current["capacity"]:
        raise BandsAboveCapacity(kept=kept)
    if cohort.starts_at and current["offers_until"] and current["offers_until"] > cohort.starts_at:
        raise OffersAfterStart
    if cohort.state is CohortState.PUBLISHED:
        refuse_for_published(cohort, current)
    is_elsewhere = current["place_id"] != cohort.place_id or current["online"] != cohort.online
    if is_elsewhere:
        cohort.calendar_number, cohort.calendar_changed_at = cohort.calendar_number + 1, at
        note_place(session, cohort, current, by=by, at=at)
    fee_change = replace_fees(session, cohort, prices)
    entry = change(session, cohort, values, what="edited", by=by, at=at, also=fee_change)
    if is_elsewhere:
        following.place_changed(session, cohort, by=by, at=at)
    session.expire(cohort, ["place", "lead"])
    return entry


def note_place(session, cohort, values, *, by, at):
    """`values`: what the cohort will have."""
    place = session.get(Place, values["place_id"]) if values["place_id"] else None
    before = telling.whereabouts(cohort.place, online=cohort.online)
    telling.note_place(session, cohort, before, telling.whereabouts(place, online=values["online"]), by=by, at=at)


def read_again(session, cohort) -> Cohort:
    """The same cohort, with everything about it as it is now."""
    found = cohort_page(session, cohort.code, again=True)
    assert found is not None
    return found


def refuse_for_published(cohort, values):
    if values["capacity"] != cohort.capacity:
        raise CapacityIsPublished
    if cohort.starts_at and values["closes_at"] > cohort.starts_at:
        raise WindowPastStart
    for obstacle in of_place(SimpleNamespace(sessions=cohort.sessions, **values)):
        raise obstacle


def priced(cohort, fees=None) -> dict[FeeKind, int]:
    """What it costs, or would cost with `fees`."""
    old = {line.kind: line.yen for line in cohort.fees}
    return {kind: yen for kind, yen in (old if fees is None else fees).items() if yen}


def replace_fees(session, cohort, new):
    old = priced(cohort)
    if old == new:
        return []
    cohort.fees.clear()
    session.flush()
    cohort.fees.extend(fee_lines(new))
    return [history.Change(f"fee.{kind}", old.get(kind), new.get(kind)) for kind in FeeKind]


def publish_cohort(session: Database, cohort: Cohort, *, by, at):
    """Visitors see it from now on. Raises NotNow, or the first of rules.publishing.obstacles (MinutesMissing …)."""
    hold_as_seen(session, cohort, None)
    cohort = read_again(session, cohort)
    state = after(COHORT_MOVES, "publish", cohort.state)
    for obstacle in obstacles(cohort, at):
        raise obstacle
    if cohort.changes_until is None:
        cohort.changes_until = cohort.starts_at
    move(session, cohort, state, "published", by=by, at=at)
    following.published(session, cohort, at=at)


def cancel_cohort(session: Database, cohort: Cohort, *, reason: str, by, at):
    """It will not take place. Tells nobody: people with an enrolment are told by the enrolment feature's own verb.

    Raises ReasonMissing, NotNow.
    """
    if not reason.strip():
        raise ReasonMissing
    hold_as_seen(session, cohort, None)
    state = after(COHORT_MOVES, "cancel", cohort.state)
    cohort.cancelled_reason = reason.strip()
    move(session, cohort, state, "cancelled", reason=reason.strip(), by=by, at=at)
    following.cancelled(session, cohort, by=by, at=at)


def move(session, cohort, state, what, *, by, at, reason=None):
    before, cohort.state, cohort.changed_at = cohort.state, state, at
    history.record(session, cohort, what, from_state=before, to_state=state, reason=reason, by=by, at=at)


def keep_span(cohort):
    """Repeat the first and last session on the cohort, for lists."""
    cohort.starts_at = min((session.starts_at for session in cohort.sessions), default=None)
    cohort.ends_at = max((session.ends_at for session in cohort.sessions), default=None)
