"""Staff note the papers of those who teach: what they saw, since when it counts, and when it ended.

What turns out wrong is taken out altogether; history keeps that it stood there, and who saw it.
"""

from datetime import date

from flask_babel import lazy_gettext as _

from ... import clock, history
from ...history import Change
from ...people.models import Person
from ...refusals import Refused
from ..models import Instructor, Licence, Practice
from ..queries import instructors as queries
from ..rules.licences import Field, LicenceKind
from .engagements import held


class DayToCome(Refused):
    message = _("That day is still to come. Write the day on which you saw the paper.")
    field = "seen_on"


class SeenBeforeIt(Refused):
    message = _("The paper was seen before it began to count. Correct one of the two days.")
    field = "since"


class LicenceThere(Refused):
    message = _("This licence stands here already. Nothing has to be noted twice.")
    field = "kind"


class EndsBefore(Refused):
    message = _("That is before it began. Write a later day.")
    field = "until_on"


class WhyEnded(Refused):
    message = _("Write why: it is kept in the history.")
    field = "reason"


class WhatWasWrong(WhyEnded):
    field = "wrong"


class Gone(Refused):
    message = _("Somebody has taken this out in the meantime.")


def note_licence(session, person_id: int, *, kind: LicenceKind, since: date, seen_on: date, by, at) -> Licence:
    """`by` saw the paper. Raises DayToCome, SeenBeforeIt, LicenceThere."""
    person = held(session, person_id)
    refuse_seen(seen_on, at)
    if since > seen_on:
        raise SeenBeforeIt
    if any(one.kind is kind and one.ended_on is None for one in queries.licences(session, person.id)):
        raise LicenceThere
    seen = {"seen_on": seen_on, "seen_by_id": by.id, "at": at}
    licence = Licence(person_id=person.id, kind=kind, since=since, **seen)
    session.add(licence)
    told(session, person, "licence_noted", Change("licence", None, kind), by=by, at=at)
    return licence


def note_practice(
    session, person_id: int, *, field: Field, from_on: date, until_on: date | None, place: str, seen_on: date, by, at
) -> Practice:
    """`until_on`: the last day, None while it goes on. Raises DayToCome, EndsBefore, SeenBeforeIt."""
    person = held(session, person_id)
    refuse_seen(seen_on, at)
    if until_on and until_on < from_on:
        raise EndsBefore
    if from_on > seen_on:
        refusal = SeenBeforeIt()
        refusal.field = "from_on"
        raise refusal
    given = {"field": field, "from_on": from_on, "until_on": until_on, "place": place, "seen_on": seen_on}
    practice = Practice(person_id=person.id, **given, seen_by_id=by.id, at=at)
    session.add(practice)
    told(session, person, "practice_noted", Change("practice", None, field), by=by, at=at)
    return practice


def refuse_seen(seen_on, at):
    if seen_on > clock.today(at):
        raise DayToCome


def end_licence(session, licence_id: int, *, until_on: date, reason: str, by, at):
    """`until_on` is the last day on which it counts. Raises WhyEnded, EndsBefore, Gone."""
    licence, person = still_there(session, Licence, licence_id)
    if not reason:
        raise WhyEnded
    if until_on < licence.since:
        raise EndsBefore
    licence.ended_on = date.fromordinal(until_on.toordinal() + 1)
    told(session, person, "licence_ended", Change("licence", licence.kind, None), by=by, at=at, reason=reason)


def end_practice(session, practice_id: int, *, until_on: date, reason: str, by, at):
    """`until_on` is the last day. Raises WhyEnded, EndsBefore, Gone."""
    practice, person = still_there(session, Practice, practice_id)
    if not reason:
        raise WhyEnded
    if until_on < practice.from_on:
        raise EndsBefore
    practice.until_on = until_on
    told(session, person, "practice_ended", Change("practice", practice.field, None), by=by, at=at, reason=reason)


def take_out(session, table: type[Licence] | type[Practice], id: int, *, reason: str, by, at):
    """It was noted by mistake. Raises WhatWasWrong, Gone."""
    row, person = still_there(session, table, id)
    if not reason:
        raise WhatWasWrong
    session.delete(row)
    what, old = ("licence", row.kind) if isinstance(row, Licence) else ("practice", row.field)
    told(session, person, f"{what}_taken_out", Change(what, old, None), by=by, at=at, reason=reason)


def still_there(session, table, id):
    """(the row, its person, who is held)."""
    if (row := session.get(table, id)) is None:
        raise Gone
    person = held(session, row.person_id)
    if (row := session.get(table, id, populate_existing=True)) is None:
        raise Gone
    return row, person


def keep(
    session,
    person_id: int,
    *,
    operator_id: int | None,
    employer: str,
    history_on: date | None,
    day_minutes: int | None,
    week_minutes: int | None,
    by,
    at,
) -> Instructor:
    """Whom they work for, since when the 講師履歴書 lies in the files, and how much they want to teach at most."""
    person: Person = held(session, person_id)
    before = queries.profile(session, person.id)
    row = before if before and before.person_id == person.id else Instructor(person_id=person.id)
    session.add(row)
    row.month_minutes = before.month_minutes if before else None
    row.operator_id, row.employer = operator_id, "" if operator_id else employer
    row.history_on, row.day_minutes, row.week_minutes, row.changed_at = history_on, day_minutes, week_minutes, at
    history.record(session, person, "instructor_changed", by=by, at=at)
    return row


def told(session, person, what, change: Change, *, by, at, reason=None):
    history.record(session, person, what, by=by, at=at, reason=reason, changes=[change])
