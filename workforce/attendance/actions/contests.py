"""Trainees say that what is recorded of them is wrong; staff decide, and correct by themselves."""

from flask_babel import lazy_gettext as _

from ... import history, policies
from ...database import hold
from ...enrolment.actions import messages
from ...enrolment.models import Enrolment
from ...people.queries import contacts
from ...refusals import Refused
from ..models import Contest, Decision, MarkSource, Status
from ..queries import own
from ..queries.own import Own
from ..rules.roll_call import ROLL_CALL
from . import marks
from .following import taken_back
from .marks import Given

LONGEST_WORDS = 1000


class WordsMissing(Refused):
    message = _("Write in a few words what was different.")
    field = "words"


class ContestOver(Refused):
    message = _("The time to tell us is over. If it is important, call us.")


class NotYetOver(Refused):
    message = _("Wait until the session is over. Until then talk to your teacher.")


class ContestedAlready(Refused):
    message = _("You have told us already. We look at it and write to you.")


class AnswerMissing(Refused):
    message = _("Write why, in words that the person understands: they can read it.")
    field = "reason"


class NothingChanges(Refused):
    message = _("That is what is recorded now. Choose something else, or leave it as it is.")


class NothingToDecide(Refused):
    message = _("Nothing waits for a decision here any more.")


def contest(session, enrolment: Enrolment, sitting_id: int, *, words: str, by, at) -> Contest:
    """`by` None: by their own link. Raises WordsMissing, NotYetOver, ContestOver, ContestedAlready, NothingToDecide."""
    if not words.strip():
        raise WordsMissing
    hold(session, enrolment)
    found = own.of_session(session, enrolment.id, enrolment.cohort_id, sitting_id)
    if found is None:
        raise NothingToDecide
    if found.recorded is None and at < found.sitting.ends_at:
        raise NotYetOver
    if at > policies.current(session, ROLL_CALL, at=at).contest_until(found.sitting.ends_at):
        raise ContestOver
    if found.is_contested:
        raise ContestedAlready
    said = Contest(
        enrolment_id=enrolment.id,
        session_id=sitting_id,
        mark_id=found.mark.id if found.mark else None,
        words=words.strip()[:LONGEST_WORDS],
        at=at,
    )
    session.add(said)
    history.record(session, said, "mark_contested", by=by, at=at)
    return said


def change(session, enrolment: Enrolment, sitting_id: int, given: Given, *, by, at) -> Own:
    """Record what `given` says, with its reason: a correction, or the decision about what was contested or came late.

    Raises AnswerMissing, NothingChanges, what `marks.mark` finds, and what `following` says.
    """
    found = waiting(session, enrolment, sitting_id, reason=given.reason)
    if not found.undecided and says(given) == current(found):
        raise NothingChanges
    record(session, sitting_id, given, found, by=by, at=at)
    taken_back(session, enrolment.id, at=at)
    decide(session, enrolment, found, Decision.CHANGED, answer=given.reason, by=by, at=at)
    return found


def keep(session, enrolment: Enrolment, sitting_id: int, *, key: str, reason: str, by, at) -> Own:
    """What is recorded stays, against what was contested or came late. Raises AnswerMissing, NothingToDecide."""
    found = waiting(session, enrolment, sitting_id, reason=reason)
    if not found.undecided and not found.is_contested:
        raise NothingToDecide
    if found.undecided:
        status, late, early = current(found)
        given = Given(key, enrolment.id, status, late, early, reason=reason)
        record(session, sitting_id, given, found, by=by, at=at)
    decide(session, enrolment, found, Decision.KEPT, answer=reason, by=by, at=at)
    return found


def waiting(session, enrolment, sitting_id, *, reason) -> Own:
    """With the enrolment held. Raises AnswerMissing, NothingToDecide."""
    if not (reason or "").strip():
        raise AnswerMissing
    hold(session, enrolment)
    found = own.of_session(session, enrolment.id, enrolment.cohort_id, sitting_id)
    if found is None:
        raise NothingToDecide
    return found


def says(given: Given):
    return given.status, given.late_minutes, given.early_minutes


def current(found: Own):
    mark = found.mark
    return (mark.status, mark.late_minutes, mark.early_minutes) if mark else (Status.NOT_RECORDED, 0, 0)


def record(session, sitting_id, given: Given, found: Own, *, by, at):
    """One mark for each that came too late, or a single one; the first has the key as it was given."""
    late: list[int | None] = [mark.id for mark in found.undecided]
    all_given = [
        given._replace(key=f"{given.key}.{n}" if n else given.key, answers_id=one)
        for n, one in enumerate(late or [None])
    ]
    marks.mark(session, sitting_id, all_given, source=MarkSource.STAFF, by=by, at=at)


def decide(session, enrolment, found: Own, decision: Decision, *, answer, by, at):
    """Whoever contested it is told, once."""
    said = found.contest
    if said is None or said.decided_at is not None:
        return
    said.decided_at, said.decided_by_id, said.decision, said.answer = at, by.id, decision, answer.strip()
    entry = history.record(session, said, f"contest_{decision.value}", by=by, at=at)
    messages.tell(
        session,
        enrolment,
        "contest_decided",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"history:{entry.id}",
        at=at,
        lesson_at=found.sitting.starts_at.isoformat(),
        is_changed=decision is Decision.CHANGED,
        answer=answer.strip(),
    )
