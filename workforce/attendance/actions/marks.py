"""Recording who was there. The only writer of marks and of the minutes that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from ... import history, policies
from ...catalogue.models import Session
from ...database import hold
from ...refusals import Refused
from ..models import Attendance, Fate, Mark, MarkSource, RollCall, Status
from ..queries.rolls import Roll, Row, roll
from ..rules.marks import presence
from ..rules.roll_call import ROLL_CALL
from .roll_refusals import (
    ClosedIsRecorded,
    CorrectionNeedsReason,
    KeyTaken,
    NoSuchSession,
    NotOnRoll,
    NotOverYet,
    RecordedMeanwhile,
    RollNotOpen,
    SessionCancelled,
    StillMissing,
)

LONGEST_KEY = 80
REST = "rest:"
"""So begin the keys of marks of all whom nobody had recorded yet: they never change what is recorded of one person."""


class Given(NamedTuple):
    """A mark as it arrives. `key`: made by the device, once for each mark; `noted_at`: see rules.marks.noted.

    `answers_id`: the mark that came too late and is decided by this one.
    """

    key: str
    enrolment_id: int
    status: Status
    late_minutes: int = 0
    early_minutes: int = 0
    noted_at: datetime | None = None
    reason: str | None = None
    answers_id: int | None = None


@dataclass(frozen=True)
class Answer:
    """What became of one that was given: a mark, or why there is none."""

    given: Given
    mark: Mark | None = None
    refusal: Refused | None = None


def mark(session, sitting_id: int, given: Sequence[Given], *, source: MarkSource, by, at: datetime) -> list[Mark]:
    """Record all of `given` or none of them. Raises what is wrong with the first that is refused."""
    marks = []
    for answer in mark_each(session, sitting_id, given, source=source, by=by, at=at):
        if answer.refusal or answer.mark is None:
            raise answer.refusal or NotOnRoll
        marks.append(answer.mark)
    return marks


def mark_each(session, sitting_id: int, given: Sequence[Given], *, source: MarkSource, by, at) -> list[Answer]:
    """Record each of `given` that can be; one that is refused takes no other with it.

    A key that was used before gives back its mark. Which mark counts: see rules.marks.rank; a mark that would change a
    closed roll is kept as TOO_LATE, unless it comes from staff or paper with a reason.
    Raises NoSuchSession, SessionCancelled, RollNotOpen for all of them.
    """
    found = held(session, sitting_id, at=at)
    used = keys_used(session, [one.key for one in given])
    marking = Marking(found, used, source, by, at)
    answers = [marking.take(one) for one in given]
    marks = used | insert_all(session, marking.new)
    if marking.new and not found.sitting.is_opened:
        session.add(RollCall(session_id=sitting_id, opened_at=at))
    count(session, found, {enrolment_id: marks[key] for enrolment_id, key in marking.changed.items()})
    return [Answer(one.given, marks[one.given.key] if one.refusal is None else None, one.refusal) for one in answers]


def insert_all(session, new: list[Mark]) -> dict[str, Mark]:
    """In one statement on both databases; by key."""
    if not new:
        return {}
    names = [column.key for column in Mark.__mapper__.column_attrs if column.key != "id"]
    rows = [{name: getattr(mark, name) for name in names} for mark in new]
    return {mark.key: mark for mark in session.scalars(insert(Mark).returning(Mark), rows)}


def held(session, sitting_id: int, *, at) -> Roll:
    """The roll as it is now, with its session held. Raises NoSuchSession, SessionCancelled, RollNotOpen."""
    sitting = session.get(Session, sitting_id)
    if sitting is None:
        raise NoSuchSession
    hold(session, sitting)
    session.expire(sitting)
    found = roll(session, sitting_id)
    if found is None:
        raise NoSuchSession
    refuse_cancelled(found.sitting)
    opens = policies.current(session, ROLL_CALL, at=at).opens_at(found.sitting.starts_at)
    if at < opens:
        raise RollNotOpen(opens=opens)
    return found


def refuse_cancelled(sitting):
    """What took place before a course was cancelled did take place."""
    if sitting.cancelled_at and sitting.cancelled_at <= sitting.starts_at:
        raise SessionCancelled


def keys_used(session, keys) -> dict[str, Mark]:
    return {mark.key: mark for mark in session.scalars(select(Mark).where(Mark.key.in_(keys)))}


class Marking:
    """One delivery of marks for one session, in the order in which they are taken."""

    def __init__(self, found: Roll, used: dict[str, Mark], source: MarkSource, by, at):
        self.found, self.used, self.source, self.by, self.at = found, used, source, by, at
        self.new: list[Mark] = []
        self.newest: dict[int, Mark] = {}

    @property
    def changed(self) -> dict[int, str]:
        """{enrolment id: the key of the mark that counts for it from now on}."""
        return {enrolment_id: mark.key for enrolment_id, mark in self.newest.items()}

    def take(self, given: Given) -> Answer:
        try:
            return Answer(given, self.known(given) or self.noted(given))
        except Refused as refusal:
            return Answer(given, refusal=refusal)

    def known(self, given: Given) -> Mark | None:
        """The mark that this key made. Raises KeyTaken where it says something else: a page that was gone back to."""
        mark = self.used.get(given.key)
        if mark and (mark.enrolment_id, mark.session_id) != (given.enrolment_id, self.found.sitting.id):
            raise KeyTaken
        if mark and not says_same(given, mark):
            raise KeyTaken
        return mark

    def noted(self, given: Given) -> Mark:
        if not 0 < len(given.key) <= LONGEST_KEY:
            raise KeyTaken
        row = self.found.rows.get(given.enrolment_id)
        if row is None:
            raise NotOnRoll
        mark = self.made(given, row)
        self.used[given.key] = mark
        self.new.append(mark)
        if mark.fate is Fate.COUNTED:
            self.newest[row.enrolment_id] = mark
        return mark

    def made(self, given: Given, row: Row) -> Mark:
        sitting = self.found.sitting
        slices = [part.slice for part in sitting.parts]
        minutes = presence(slices, sitting.length, given.status, given.late_minutes, given.early_minutes)
        mark = Mark(
            key=given.key,
            enrolment_id=row.enrolment_id,
            session_id=sitting.id,
            status=given.status,
            late_minutes=given.late_minutes,
            early_minutes=given.early_minutes,
            minutes={str(part): minutes[part] for part in row.parts if part in minutes},
            source=self.source,
            noted_at=min(given.noted_at or self.at, self.at),
            at=self.at,
            by_id=self.by.id if self.by else None,
            reason=given.reason or None,
            answers_id=given.answers_id,
        )
        current = self.newest.get(row.enrolment_id) or row.mark
        if is_rest(mark) and not says_nothing(current):
            raise RecordedMeanwhile
        if current and was_on_its_way(mark, current):
            mark.noted_at = current.noted_at
        mark.fate = self.fate(mark, current)
        return mark

    def fate(self, mark: Mark, current: Mark | None) -> Fate:
        if current and precedence(mark) < precedence(current):
            return Fate.OVERTAKEN
        if self.found.sitting.is_closed and not says_same(mark, current):
            if self.source not in (MarkSource.STAFF, MarkSource.PAPER):
                return Fate.TOO_LATE
            if mark.status is Status.NOT_RECORDED:
                raise ClosedIsRecorded
            if not mark.reason:
                raise CorrectionNeedsReason
        return Fate.COUNTED


def precedence(mark: Mark):
    """As rules.marks.rank, for a mark that has no number yet: the newer one wins where all else is the same."""
    return mark.source is not MarkSource.SELF, mark.noted_at


def is_rest(mark: Mark) -> bool:
    return mark.key.startswith(REST)


def says_nothing(mark: Mark | None) -> bool:
    return mark is None or mark.status is Status.NOT_RECORDED


def was_on_its_way(mark: Mark, current: Mark) -> bool:
    """Noted of one person before somebody recorded all the rest, and arrived after it: it counts as noted with them."""
    if not is_rest(current) or is_rest(mark) or says_nothing(mark):
        return False
    return mark.source is not MarkSource.SELF and mark.noted_at < current.noted_at


def says_same(mark: Mark | Given, current: Mark | None) -> bool:
    if current is None:
        return mark.status is Status.NOT_RECORDED
    facts = ("status", "late_minutes", "early_minutes")
    return all(getattr(mark, name) == getattr(current, name) for name in facts)


def count(session, found: Roll, changed: dict[int, Mark]):
    """The minutes that count are those of the marks in `changed`, {enrolment id: its newest}."""
    if not changed:
        return
    here = Attendance.session_id == found.sitting.id
    session.execute(delete(Attendance).where(here, Attendance.enrolment_id.in_(changed)))
    rows = [
        {
            "enrolment_id": enrolment_id,
            "session_id": found.sitting.id,
            "part_id": int(part),
            "minutes": minutes,
            "mark_id": mark.id,
        }
        for enrolment_id, mark in changed.items()
        for part, minutes in mark.minutes.items()
    ]
    if rows:
        session.execute(insert(Attendance), rows)


def close(session, sitting_id: int, *, by, at, reason: str | None = None):
    """Everybody is recorded: from now on a change needs a reason. A second press is nothing new.

    `reason`: why before the end of the session, for one that was cut short.
    Raises NoSuchSession, SessionCancelled, RollNotOpen (also before the session begins), NotOverYet, StillMissing.
    """
    found = held(session, sitting_id, at=at)
    if found.sitting.is_closed:
        return
    if at < found.sitting.starts_at:
        raise RollNotOpen(opens=found.sitting.starts_at)
    if at < found.sitting.ends_at and not reason:
        raise NotOverYet(ends=found.sitting.ends_at)
    if found.missing:
        raise StillMissing(names=[found.called(row) for row in found.missing])
    called = session.scalar(select(RollCall).where(RollCall.session_id == sitting_id))
    if called is None:  # nobody was expected
        called = RollCall(session_id=sitting_id, opened_at=at)
        session.add(called)
    called.closed_at, called.closed_by_id = at, by.id
    history.record(session, called, "roll_closed", by=by, at=at, reason=reason or None)
