"""The timetable of a cohort: sessions and what each part of them teaches.

Once a cohort is published its sessions must go on teaching every required minute: a change that breaks that is refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session as Database

from ... import clock, history
from ...i18n.formats import hours, short_day
from ...refusals import Refused
from ..hooks import Wanted
from ..models import Cohort, CohortState, Session, SessionPart, SubjectItem
from ..models.cohorts import new_uid
from ..rules.moves import NotNow
from ..rules.publishing import of_place, of_teaching
from ..rules.timetable import lay, overlaps
from . import following, telling
from .changing import hold_as_seen, touch
from .cohort_refusals import WindowPastStart
from .cohorts import keep_span, read_again


class SessionBackwards(Refused):
    message = _("The session must end after it begins. Correct one of the two times.")
    field = "ends"


class SessionsClash(Refused):
    """Raised with `when`, a sentence part naming the other session."""

    message = _("This cohort already has a session at that time, on %(when)s. Choose another time.")
    field = "starts"

    def __init__(self, other):
        super().__init__()
        self.other = other

    def text(self):
        from_to = f"{short_day(self.other.starts_at)} {hours(self.other.starts_at, self.other.ends_at)}"
        return str(self.message) % {"when": from_to}


class NoMinutes(Refused):
    message = _("Type how many minutes of this session teach the item: at least 1.")
    field = "minutes"


def add_session(
    session: Database,
    cohort: Cohort,
    *,
    starts_at: datetime,
    ends_at: datetime,
    online=False,
    room="",
    wanted: Wanted | None = None,
    seen=None,
    by,
    at,
) -> Session:
    """Raises SessionBackwards, SessionsClash, ChangedMeanwhile, NotNow, and why the room cannot be had."""
    with changing(session, cohort, "session_added", seen=seen, by=by, at=at) as timetable:
        sitting = timetable.add(starts_at, ends_at, online, room)
        timetable.place(session, [(sitting, wanted)], by=by, at=at)
        return sitting


def plan_sessions(
    session: Database,
    cohort: Cohort,
    *,
    days: Iterable[date],
    starts: time,
    ends: time,
    online=False,
    room="",
    wanted: Wanted | None = None,
    instead: Mapping[date, Wanted] | None = None,
    by,
    at,
) -> list[Session]:
    """A session on each of `days`, by the clock on the wall, in the room that is wanted, on the days of `instead` in
    that one. Raises SessionBackwards, SessionsClash, NotNow, and why a room cannot be had.
    """
    with changing(session, cohort, "sessions_planned", by=by, at=at) as timetable:
        made = {day: timetable.add(clock.instant(day, starts), clock.instant(day, ends), online, room) for day in days}
        pairs = [(sitting, (instead or {}).get(day, wanted)) for day, sitting in made.items()]
        timetable.place(session, pairs, by=by, at=at)
        return list(made.values())


def edit_session(
    session: Database,
    cohort: Cohort,
    sitting: Session,
    *,
    starts_at,
    ends_at,
    online,
    room,
    wanted: Wanted | None = None,
    seen=None,
    by,
    at,
):
    """Raises as add_session, and what a published cohort would lack afterwards (PartsTooLong …)."""
    with changing(session, cohort, "session_edited", seen=seen, by=by, at=at) as timetable:
        before, times = in_words(timetable.own(sitting)), (sitting.starts_at, sitting.ends_at)
        sitting.starts_at, sitting.ends_at, sitting.online, sitting.room = starts_at, ends_at, online, room
        refuse_wrong_times(timetable.cohort, sitting)
        following.sessions_placed(session, timetable.cohort, [(sitting, wanted)], by=by, at=at)
        timetable.note("session", before, in_words(sitting))
        if times != (starts_at, ends_at):
            following.session_moved(session, timetable.cohort, sitting, before=times[0], by=by, at=at)


class Arranged(NamedTuple):
    """When a session begins, as long as it is, and the room that is wanted; None: the one it has."""

    starts_at: datetime
    wanted: Wanted | None


def arrange_sessions(session: Database, cohort: Cohort, arranged: Mapping[int, Arranged], *, by, at):
    """Several sessions, by id, at once: they are compared as they will be. Raises as edit_session."""
    with changing(session, cohort, "session_edited", by=by, at=at) as timetable:
        sittings = {one.id: one for one in timetable.cohort.sessions}
        if arranged.keys() - sittings:
            raise NotNow
        before = {id: (in_words(sittings[id]), sittings[id].starts_at) for id in arranged}
        for id in in_order(sittings, arranged):
            begin(sittings[id], arranged[id])
            session.flush()
        for id in arranged:
            refuse_wrong_times(timetable.cohort, sittings[id])
        pairs = [(sittings[id], one.wanted) for id, one in arranged.items()]
        following.sessions_placed(session, timetable.cohort, pairs, by=by, at=at)
        for id, (words, starts_at) in before.items():
            timetable.note("session", words, in_words(sittings[id]))
            if sittings[id].starts_at != starts_at:
                following.session_moved(session, timetable.cohort, sittings[id], before=starts_at, by=by, at=at)


def in_order(sittings: Mapping[int, Session], arranged: Mapping[int, Arranged]) -> list[int]:
    """Those that come later from the last on, then those that come sooner from the first on: none comes to when
    another still is, as long as they stay in their order.
    """
    later = [id for id, one in arranged.items() if one.starts_at > sittings[id].starts_at]
    sooner = [id for id in arranged if id not in later]
    later.sort(key=lambda id: sittings[id].starts_at, reverse=True)
    return [*later, *sorted(sooner, key=lambda id: sittings[id].starts_at)]


def begin(sitting: Session, arranged: Arranged):
    """A session that gives up its room does not go on saying its name."""
    length = sitting.ends_at - sitting.starts_at
    sitting.starts_at, sitting.ends_at = arranged.starts_at, arranged.starts_at + length
    if arranged.wanted is not None and not arranged.wanted.value:
        sitting.room = ""


def remove_session(session: Database, cohort: Cohort, sitting: Session, *, by, at):
    """With its parts. Raises what a published cohort would lack afterwards (MinutesMissing, NoSessions)."""
    with changing(session, cohort, "session_removed", by=by, at=at) as timetable:
        timetable.note("session", in_words(timetable.own(sitting)), None)
        following.parts_go(session, timetable.cohort, sitting, sitting.parts, is_whole=True, by=by, at=at)
        timetable.cohort.sessions.remove(sitting)


def teach(
    session: Database, cohort: Cohort, sitting: Session, *, item: SubjectItem, minutes: int, by, at
) -> SessionPart:
    """One more part at the end of the session. Raises NoMinutes; on a published cohort PartsTooLong and others."""
    if minutes < 1:
        raise NoMinutes
    with changing(session, cohort, "part_added", by=by, at=at) as timetable:
        timetable.note(f"part of {in_words(timetable.own(sitting))}", None, f"item {item.id}: {minutes} min")
        return append(sitting, item.id, minutes)


def edit_part(session: Database, cohort: Cohort, sitting: Session, part: SessionPart, *, minutes: int, by, at):
    """Raises NoMinutes, and what a published cohort would lack afterwards."""
    if minutes < 1:
        raise NoMinutes
    with changing(session, cohort, "part_edited", by=by, at=at) as timetable:
        timetable.note(f"part of {in_words(timetable.own(sitting))}, item {part.item_id}", part.minutes, minutes)
        part.minutes = minutes


def remove_part(session: Database, cohort: Cohort, sitting: Session, part: SessionPart, *, by, at):
    """Raises what a published cohort would lack afterwards."""
    with changing(session, cohort, "part_removed", by=by, at=at) as timetable:
        taught = f"item {part.item_id}: {part.minutes} min"
        timetable.note(f"part of {in_words(timetable.own(sitting))}", taught, None)
        following.parts_go(session, timetable.cohort, sitting, [part], is_whole=False, by=by, at=at)
        sitting.parts.remove(part)


def fill_sessions(session: Database, cohort: Cohort, *, by, at) -> int:
    """Lay what is not yet taught into the sessions, in statutory order. Returns the minutes laid; parts there stay."""
    with changing(session, cohort, "sessions_filled", by=by, at=at) as timetable:
        sittings = sorted(timetable.cohort.sessions, key=lambda sitting: sitting.starts_at)
        laid = lay(timetable.cohort.course.subjects, sittings)
        for each in laid:
            append(sittings[each.session], each.item_id, each.minutes)
        total = sum(each.minutes for each in laid)
        timetable.note("minutes laid", None, total or None)
        return total


class Timetable:
    """The sessions of one cohort while they are being changed."""

    def __init__(self, cohort):
        self.cohort = cohort
        self.changes: list[history.Change] = []

    def add(self, starts_at, ends_at, online, room):
        sitting = Session(uid=new_uid(), starts_at=starts_at, ends_at=ends_at, online=online, room=room, parts=[])
        refuse_wrong_times(self.cohort, sitting)
        self.cohort.sessions.append(sitting)
        return sitting

    def place(self, session, pairs, *, by, at):
        """Sessions that were just added get their rooms."""
        following.sessions_placed(session, self.cohort, pairs, by=by, at=at)
        for sitting, _wanted in pairs:
            self.note("session", None, in_words(sitting))

    def own(self, sitting):
        """`sitting`, if it is still there. Raises NotNow."""
        if sitting not in self.cohort.sessions:
            raise NotNow
        return sitting

    def note(self, field, before, after):
        self.changes.append(history.Change(field, before, after))


@contextmanager
def changing(session, cohort, what, *, seen=None, by, at) -> Iterator[Timetable]:
    """The cohort held and read again; at the end what it must keep is checked and history written.

    A refusal undoes everything done inside; the caller reads the cohort again before showing it.
    Raises ChangedMeanwhile, NotNow, what a published cohort would lack, and what later features object to.
    """
    hold_as_seen(session, cohort, seen)
    cohort = read_again(session, cohort)
    if cohort.state is CohortState.CANCELLED:
        raise NotNow
    with session.begin_nested():
        timetable = Timetable(cohort)
        before, lay_before = telling.snapshot(cohort), following.timetable_of(cohort)
        yield timetable
        following.ask_timetable(session, cohort, lay_before)
        keep_span(cohort)
        if cohort.state is CohortState.PUBLISHED:
            refuse_gaps(cohort)
        telling.note_changes(session, cohort, before, by=by, at=at)
        touch(session, cohort, what, changes=timetable.changes, by=by, at=at)


def refuse_gaps(cohort):
    for obstacle in [*of_teaching(cohort), *of_place(cohort)]:
        raise obstacle
    if cohort.closes_at > cohort.starts_at:
        raise WindowPastStart


def append(sitting, item_id, minutes):
    position = max((part.position for part in sitting.parts), default=0) + 1
    part = SessionPart(position=position, item_id=item_id, minutes=minutes)
    sitting.parts.append(part)
    return part


def refuse_wrong_times(cohort, sitting):
    if sitting.ends_at <= sitting.starts_at:
        raise SessionBackwards
    for other in cohort.sessions:
        if other is not sitting and overlaps(other, sitting):
            raise SessionsClash(other)


def in_words(sitting):
    """For history, in no language: 2026-12-05 18:30-20:30 online."""
    starts, ends = clock.local(sitting.starts_at), clock.local(sitting.ends_at)
    words = [f"{starts:%Y-%m-%d %H:%M}-{ends:%H:%M}", "online" if sitting.online else "", sitting.room]
    return " ".join(word for word in words if word)
