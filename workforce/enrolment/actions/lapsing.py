"""What the clock does to a seat that waits for a guardian: a reminder, the end, or that the person came of age."""

from contextlib import suppress

from ... import history
from ...database import each_alone
from ..models import State
from ..queries import holds as queries
from ..rules import holds as rules
from ..rules.guardians import is_minor
from . import guardian_letters, messages, moving
from .holding import hold_and_read
from .refusals import MovedMeanwhile


def lapse_late(session, cohort_id, *, at) -> int:
    """End what was held in vain in a held cohort. Who came of age meanwhile keeps the seat. Returns how many ended."""
    ended = 0
    for enrolment in queries.late(session, cohort_id, at=at):
        if not is_minor(enrolment.person.birth_date, at):
            confirm(session, enrolment, at=at)
            continue
        details = {"held_until_at": enrolment.held_until.isoformat()} if enrolment.held_until else {}
        entry = moving.move(session, enrolment, "lapse", by=None, at=at)
        messages.tell_of(session, enrolment, "hold_lapsed", entry, at=at, **details)
        guardian_letters.withdraw(session, enrolment, at=at)
        ended += 1
    return ended


def confirm(session, enrolment, *, at):
    """Nobody must agree any more: the seat that is held is theirs."""
    entry = moving.move(session, enrolment, "confirm_held", by=None, at=at)
    messages.tell_of(session, enrolment, messages.FOR_STATE[State.CONFIRMED], entry, at=at)
    guardian_letters.withdraw(session, enrolment, at=at)


def act_all(now, *, stop=lambda: False):
    each_alone(queries.due, act, now, stop=stop)


def act(session, enrolment_id, *, at):
    """By the clock alone: confirm who came of age, or ask once more."""
    enrolment = queries.for_clock(session, enrolment_id)
    with suppress(MovedMeanwhile):  # found again at the next look
        hold_and_read(session, enrolment, "remind_at")
        act_held(session, enrolment, at=at)


def act_held(session, enrolment, *, at):
    if enrolment.state is not State.WAITING_FOR_GUARDIAN or rules.is_over(enrolment, at):
        return
    if not is_minor(enrolment.person.birth_date, at):
        confirm(session, enrolment, at=at)
    elif enrolment.remind_at and enrolment.remind_at <= at:
        remind(session, enrolment, at=at)


def remind(session, enrolment, *, at):
    enrolment.remind_at = None
    entry = history.record(session, enrolment, "guardian_reminded", by=None, at=at, to_state=enrolment.state)
    until = enrolment.held_until.isoformat()
    messages.tell_of(session, enrolment, "guardian_still_missing", entry, at=at, held_until_at=until)
    guardian_letters.ask(session, enrolment, "guardian_reminder", cause=f"history:{entry.id}", at=at)
