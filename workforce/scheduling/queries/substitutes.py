"""Everybody who teaches, compared for one post or several: who could take it, and what keeps the others from it.

So many statements whatever the number of people and posts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from ... import clock, policies
from ...catalogue.models import Cohort, CohortState, Session, SessionPart
from ...refusals import Refused
from .. import hooks
from ..actions.assignments import NotQualified
from ..actions.clashes import Clash, DayTooLong, TooFar
from ..actions.requests.refusals import AskedThen
from ..models import Assignment, Duty, Engagement, Instructor, Request, SearchPart
from ..rules import candidates as rules
from ..rules import days
from ..rules.availability import Said, against
from ..rules.candidates import Barred, Candidate, Found, Time
from ..rules.days import LIMITS, TRAVEL, Busy, Way
from ..rules.requests import Standing
from ..rules.requirements import Requirements
from ..rules.spans import Span
from ..rules.standing import Held
from ..rules.wishes import Rather, is_against
from . import assignments, availability, engagements, instructors, own_calendars, requirements, wishes
from .requests import standing
from .requests.records import KEPT, record
from .requirements import Part

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
NO = (Standing.DECLINED, Standing.LAPSED, Standing.PASSED_OVER, Standing.GIVEN_BACK)


@dataclass(frozen=True)
class Post:
    """`without`: who is not to be asked, as they are the one who cannot come."""

    cohort_id: int
    part_ids: tuple[int, ...]
    duty: Duty = Duty.LEAD
    without: int | None = None


@dataclass
class World:
    """What is known of everybody, {person id: …}. `parts`, `sittings`: of all posts by id."""

    names: dict[int, str]
    rules: Requirements
    held: dict[int, Held]
    parts: dict[int, Part]
    sittings: dict[int, Busy]
    said: dict[int, Said]
    rather: dict[int, list[Rather]]
    elsewhere: dict[int, list[Span]]
    busy: dict[int, list[Busy]]
    own: dict[int, Instructor]
    dated: policies.Dated
    asked: dict[int, list[Busy]]
    learns: dict[int, Refused]
    taught: dict[tuple[int, int], int]
    refused: set[tuple[int, int]]
    """(person, part) that somebody said no to."""


def found(session, posts: Sequence[Post]) -> list[Found]:
    """Of each post in turn. A post whose sessions do not take place has nobody."""
    world = read(session, posts)
    return [of_post(world, post) for post in posts]


def read(session, posts: Sequence[Post]) -> World:
    names = dict(assignments.instructors(session))
    part_ids = [id for post in posts for id in post.part_ids]
    parts = {one.id: one for one in requirements.parts(session, part_ids)}
    sittings = {
        one.session_id: one for one in engagements.of_sessions(session, {one.session_id for one in parts.values()})
    }
    known, new = requirements.known(session, names), sorted(sittings.values(), key=lambda one: one.begins_at)
    begins, ends = span(new)
    return World(
        names=names,
        rules=known.rules,
        held=known.held,
        parts=parts,
        sittings=sittings,
        said=availability.said(session, list(names), after=clock.today(begins)),
        rather=wishes.said(session, list(names), after=clock.today(begins)),
        elsewhere=own_calendars.busy(session, list(names), after=clock.today(begins)),
        busy=engagements.of_people(session, names, begins=begins, ends=ends),
        own=instructors.profiles(session, names),
        dated=policies.Dated(session.scalar(select(policies.EVERY_ROW), {"kinds": [TRAVEL.name, LIMITS.name]})),
        asked=asked_of(session, names, begins, ends),
        learns=hooks.taken(session, names, new) if new else {},
        taught=taught(session, names, {post.cohort_id for post in posts}),
        refused=refused(session, part_ids),
    )


def span(sittings: Sequence[Busy]) -> tuple[datetime, datetime]:
    """The months of these, and a week around them."""
    if not sittings:
        return NEVER, NEVER
    first, last = sittings[0].day.replace(day=1), sittings[-1].day.replace(day=28) + timedelta(days=4)
    midnight = datetime.min.time()
    return clock.instant(first, midnight) - WEEK, clock.instant(last.replace(day=1), midnight) + WEEK


def asked_of(session, names, begins, ends) -> dict[int, list[Busy]]:
    there: dict[int, list[Busy]] = {}
    for one in standing.asked_then(session, names, begins=begins, ends=ends):
        there.setdefault(one.person_id, []).append(one.busy)
    return there


def taught(session, names, cohort_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """{(person, cohort): in how many of its sessions they teach}"""
    query = (
        select(Engagement.person_id, Session.cohort_id, func.count())
        .join(Session, Session.id == Engagement.session_id)
        .where(Session.cohort_id.in_(cohort_ids), Engagement.person_id.in_(names))
        .group_by(Engagement.person_id, Session.cohort_id)
    )
    return {(person_id, cohort_id): count for person_id, cohort_id, count in session.execute(query)}


def refused(session, part_ids) -> set[tuple[int, int]]:
    query = (
        select(KEPT, SearchPart.part_id)
        .select_from(Request)
        .join(record, record.id == Request.person_id)
        .join(SearchPart, SearchPart.search_id == Request.search_id)
        .where(SearchPart.part_id.in_(part_ids), Request.standing.in_(NO))
    )
    return {(person_id, part_id) for person_id, part_id in session.execute(query)}


def of_post(world: World, post: Post) -> Found:
    parts = [world.parts[id] for id in post.part_ids if id in world.parts]
    ids = {one.session_id for one in parts} & world.sittings.keys()
    new = sorted((world.sittings[id] for id in ids), key=lambda one: one.begins_at)
    if not new:
        return Found([], [])
    candidates: list[Candidate] = []
    barred: list[Barred] = []
    for person_id, name in world.names.items():
        if person_id == post.without:
            continue
        if why := first_broken(world, person_id, name, parts, new):
            barred.append(Barred(person_id, name, why))
        else:
            candidates.append(candidate(world, post, person_id, name, parts, new))
    return Found(rules.ranked(candidates), barred)


def first_broken(world: World, person_id, name, parts: Iterable[Part], new: Sequence[Busy]) -> Refused | None:
    """In the order in which a yes would be refused."""
    held = world.held[person_id]
    for part in parts:
        needs = world.rules.on(part.subject, part.day)
        if not needs.allows(held, part.day):
            return NotQualified(name, part, needs, held)
    ids = {one.session_id for one in new}
    others = [one for one in world.busy[person_id] if one.session_id not in ids]
    return in_time(world, person_id, name, [one for one in new if is_new(world, person_id, one)], others)


def is_new(world, person_id, one: Busy) -> bool:
    """They are not in that session anyway."""
    return all(other.session_id != one.session_id for other in world.busy[person_id])


def in_time(world, person_id, name, new, others) -> Refused | None:
    for one in new:
        if other := days.overlapping(one, others):
            return Clash(name, other)
        if way := days.too_far(one, others, world.dated.on(one.day, TRAVEL)):
            return TooFar(name, way)
        if long := too_long(world, person_id, one, [*others, *new]):
            return DayTooLong(name, long)
        if other := days.overlapping(one, world.asked.get(person_id, ())):
            return AskedThen(name, other)
    return world.learns.get(person_id)


def too_long(world, person_id, one: Busy, every):
    limits = world.dated.on(one.day, LIMITS)
    if not limits.is_strict:
        return None
    own = world.own.get(person_id)
    that_day = [each for each in every if each.day == one.day]
    return next(iter(days.long_days(that_day, limits, own.day_minutes if own else None)), None)


def candidate(world: World, post: Post, person_id, name, parts: Sequence[Part], new: Sequence[Busy]) -> Candidate:
    held = world.held[person_id]
    needs = [(world.rules.on(one.subject, one.day), one.day) for one in parts]
    chosen = [rules.best(rule, held, day) for rule, day in needs]
    rank = sum(each for each, _licence in chosen)
    time, worst = said_of(world.said[person_id], new)
    is_elsewhere = any(span.meets(one) for span in world.elsewhere.get(person_id, ()) for one in new)
    months = {(one.day.year, one.day.month) for one in new}
    load = sum(one.minutes for one in world.busy[person_id] if (one.day.year, one.day.month) in months)
    return Candidate(
        person_id=person_id,
        name=name,
        licence=next((licence for _rank, licence in chosen if licence), None),
        rank=rank,
        is_preferred=rank == 0 and any(rule.ranks for rule, _day in needs),
        time=Time.AGAINST if is_elsewhere else time,
        against=worst,
        is_elsewhere=is_elsewhere,
        rather_not=any(is_against(world.rather[person_id], one) for one in new),
        taught=world.taught.get((person_id, post.cohort_id), 0),
        minutes=load,
        way=tightest(world, person_id, new),
        declined=any((person_id, id) in world.refused for id in post.part_ids),
    )


def said_of(said: Said, new: Sequence[Busy]):
    for one in new:
        if worst := against(said, one):
            return Time.AGAINST, worst
    is_unknown = any(said.on(one.day) is None for one in new)
    return (Time.UNKNOWN if is_unknown else Time.FREE), None


def tightest(world: World, person_id, new: Sequence[Busy]) -> Way | None:
    """The way to or from another place on those days that leaves the least time."""
    ways = []
    for one in new:
        travel = world.dated.on(one.day, TRAVEL)
        for other in world.busy[person_id]:
            needed = travel.between(one.place_id, other.place_id)
            if needed and other.day == one.day and other.session_id != one.session_id:
                first, second = sorted((one, other), key=lambda each: each.begins_at)
                ways.append(Way(other, needed, (second.begins_at - first.ends_at) // days.MINUTE))
    return min(ways, key=lambda way: way.left - way.needed, default=None)


# --- the posts of somebody who cannot come ----------------------------------------------------------------------------


def posts_of(session, person_id: int, session_ids: Collection[int]) -> list[Post]:
    """What this person teaches of these sessions, a post for each session and duty, earliest first."""
    query = (
        select(Session.cohort_id, Session.id, Assignment.duty, SessionPart.id)
        .select_from(Assignment)
        .join(SessionPart, SessionPart.id == Assignment.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .where(assignments.mine(person_id), Session.id.in_(session_ids))
        .order_by(Session.starts_at, Session.id, Assignment.duty, SessionPart.position)
    )
    there: dict[tuple, list[int]] = {}
    for cohort_id, session_id, duty, part_id in session.execute(query):
        there.setdefault((session_id, cohort_id, duty), []).append(part_id)
    return [Post(cohort_id, tuple(parts), duty, person_id) for (_id, cohort_id, duty), parts in there.items()]


def on_days_of(session, person_id: int, *, since: datetime, until: datetime) -> list[Busy]:
    """What this person is engaged for that begins in this span and takes place."""
    query = engagements.sittings().join(Engagement, Engagement.session_id == Session.id)
    query = query.where(Engagement.person_id == person_id, Session.starts_at >= since, Session.starts_at < until)
    rows = session.execute(query.where(Cohort.state != CohortState.CANCELLED).order_by(Session.starts_at, Session.id))
    return [Busy(*row) for row in rows]
