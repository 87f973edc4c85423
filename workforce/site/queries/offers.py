"""Cohorts as the public lists show them, with their seats: fifty rows at a time, in one statement."""

import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, null, or_, select

from ...catalogue.models import Audience, Cohort, CohortState, Course, CourseAudience, Place
from ...catalogue.queries import listing, paging
from ...database import LocalizedText, UTCDateTime
from ...enrolment.models import TAKES_SEAT, Enrolment, State
from ...enrolment.queries.bands import STORED_BANDS
from ...enrolment.queries.bands import read as read_bands
from ...enrolment.queries.guested import GUESTS
from ...enrolment.queries.reserved import RESERVED
from ...enrolment.rules import Seats
from ...enrolment.rules.bands import Share, still_kept
from ...stored import execute, instant, stored, text
from .wishes import Found, Wishes, wished

PAGE = paging.PAGE
NO_BANDS = "[]"
AT = bindparam("at", type_=UTCDateTime())
ANNOUNCED = and_(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at > AT, Cohort.closes_at > AT)
OPEN = and_(ANNOUNCED, Cohort.opens_at <= AT)


def counted(*states):
    """How many enrolments of the cohort are in one of `states`."""
    fitting = or_(*(Enrolment.state == state for state in states))
    return select(func.count()).where(Enrolment.cohort_id == Cohort.id, fitting).scalar_subquery()


TAKEN = counted(*TAKES_SEAT) + RESERVED + GUESTS
WAITING = counted(State.WAITLISTED)
ROW = (
    Cohort.id,
    Cohort.code,
    stored(Course.title),
    stored(Course.summary),
    stored(Cohort.opens_at),
    stored(Cohort.closes_at),
    stored(Cohort.starts_at),
    stored(Cohort.ends_at),
    Cohort.capacity,
    TAKEN.label("taken"),
    WAITING.label("waiting"),
    listing.fee_of_cohort.label("fee"),
    stored(Place.name).label("place"),
    stored(Cohort.languages),
    Cohort.childcare,
    Cohort.online,
    Cohort.selection,
    stored(Cohort.decided_at),
    STORED_BANDS.label("bands"),
)
PLAIN = (*ROW, null().label("pitch"))
PITCHED = (*ROW, stored(CourseAudience.pitch))


@dataclass(frozen=True)
class Offer:
    """One row, read. `pitch`: the course in the words of the door it is shown behind, else None."""

    code: str
    title: LocalizedText
    summary: LocalizedText
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime
    seats: Seats
    bands: tuple[Share, ...]
    fee: int
    place: LocalizedText | None
    languages: list[str]
    childcare: bool
    online: bool
    pitch: LocalizedText | None


def read(row: tuple) -> Offer:
    """The values in a stored row."""
    _id, code, title, summary, *rest = row
    opens, closes, starts, ends, capacity, taken, waiting, fee, place, languages, childcare, online, *ways, pitch = rest
    selection, decided, bands = ways
    return Offer(
        code,
        text(title),
        text(summary),
        instant(opens),
        instant(closes),
        instant(starts),
        instant(ends),
        Seats(
            CohortState.PUBLISHED,
            capacity,
            taken,
            0,
            waiting,
            selection=selection,
            decided_at=instant(decided),
            has_bands=bands != NO_BANDS,
        ),
        read_bands(bands),
        fee,
        text(place),
        text(languages),
        bool(childcare),
        bool(online),
        text(pitch),
    )


def kept(row: tuple, at: datetime) -> tuple[int, ...]:
    """The ids of the bands whose seats are still theirs; none for nearly every row."""
    *_rest, decided, bands, _pitch = row
    return () if bands == NO_BANDS else still_kept(read_bands(bands), at=at, decided_at=instant(decided))


def opens_later(row: tuple, at: datetime) -> bool:
    """Announced, but nobody can enrol yet."""
    return instant(row[4]) > at


@dataclass(frozen=True)
class Page:
    """Stored rows, and the tokens of the pages before and after (None where there is none)."""

    rows: Sequence[tuple]
    before: str | None = None
    after: str | None = None


# --- open now, behind a door, of one course ---------------------------------------------------------------------------


def rows(session, statement: Select, *, at: datetime, **values) -> list[tuple]:
    return [tuple(row) for row in execute(session, statement, at=at, **values)]


@functools.lru_cache(maxsize=16)
def soonest(limit: int) -> Select:
    return listing.listing(OPEN).with_only_columns(*PLAIN).limit(limit)


def open_now(session, *, at: datetime, limit: int) -> list[tuple]:
    """What can be enrolled in now, the soonest first."""
    return rows(session, soonest(limit), at=at)


@functools.lru_cache(maxsize=16)
def behind(audience: Audience, limit: int) -> Select:
    return listing.listing(ANNOUNCED, audience=audience).with_only_columns(*PITCHED).limit(limit)


def behind_door(session, audience: Audience, *, at: datetime, limit: int = PAGE) -> list[tuple]:
    """What this audience can enrol in, now or later, in this audience's order and words."""
    return rows(session, behind(audience, limit), at=at)


OF_COURSE = (
    listing.listing(and_(ANNOUNCED, Cohort.course_id == bindparam("course"), Cohort.id != bindparam("but")))
    .with_only_columns(*PLAIN)
    .limit(PAGE)
)


def of_course(session, course_id: int, *, at: datetime, but: int = 0) -> list[tuple]:
    """The dates of one course that are open or announced; without the cohort of id `but`."""
    return rows(session, OF_COURSE, at=at, course=course_id, but=but)


# --- the list ---------------------------------------------------------------------------------------------------------

KEYS: dict[str, Any] = {"starts": Cohort.starts_at, "closes": Cohort.closes_at, "fee": listing.fee_of_cohort}
PLACE_OF_KEY = {"starts": 6, "closes": 5, "fee": 11}  # in a row, for the token of the next page


def order_by(sort: str) -> paging.Order:
    return paging.Order((KEYS[sort], Cohort.id))


@functools.lru_cache(maxsize=128)
def statement(wishes: Wishes, found: Found | None) -> Select:
    order = order_by(wishes.sort)
    return (
        listing.listing(ANNOUNCED)
        .where(*wished(wishes, found).values())
        .with_only_columns(*PLAIN)
        .order_by(None)
        .order_by(*order.clauses(backwards=False))
        .limit(PAGE + 1)
    )


def page(session, wishes: Wishes, found: Found | None, *, at: datetime, after=None, before=None) -> Page:
    """One page of what fits every wish. `after` or `before`: a token from another page; nonsense starts anew."""
    order = order_by(wishes.sort)
    values = paging.read_token(after or before, order)
    if values is None:
        return shown(rows(session, statement(wishes, found), at=at), wishes.sort, backwards=False, first=True)
    backwards = not after
    beyond = statement(wishes, found).where(order.beyond(values, backwards=backwards))
    if backwards:
        beyond = beyond.order_by(None).order_by(*order.clauses(backwards=True))
    return shown(rows(session, beyond, at=at), wishes.sort, backwards=backwards, first=False)


def shown(found: list[tuple], sort: str, *, backwards: bool, first: bool) -> Page:
    more, kept = len(found) > PAGE, found[:PAGE]
    kept = kept[::-1] if backwards else kept
    has_before, has_after = (more, True) if backwards else (not first, more)
    return Page(
        kept,
        key(kept[0], sort) if kept and has_before else None,
        key(kept[-1], sort) if kept and has_after else None,
    )


def key(row: tuple, sort: str) -> str:
    value = row[PLACE_OF_KEY[sort]]
    return paging.token((value if sort == "fee" else instant(value), row[0]))


def nearest(session, wishes: Wishes, found: Found | None, *, at: datetime, limit=6) -> list[tuple[tuple, list[str]]]:
    """When nothing fits everything: the rows that fit most, each with the names of the wishes it does not fit."""
    asked = wished(wishes, found)
    fits = [case((condition, 1), else_=0) for condition in asked.values()]
    query = (
        listing.listing(ANNOUNCED)
        .with_only_columns(*PLAIN, *(fit.label(f"fits_{name}") for name, fit in zip(asked, fits, strict=True)))
        .order_by(None)
        .order_by(functools.reduce(operator.add, fits).desc(), Cohort.starts_at, Cohort.id)
        .limit(limit)
    )
    width = len(PLAIN)
    return [
        (row[:width], [name for name, fit in zip(asked, row[width:], strict=True) if not fit])
        for row in rows(session, query, at=at)
    ]
