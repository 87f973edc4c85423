"""Completion against the rule: one person asks and says why, another decides."""

from ... import history
from ...database import hold
from ...enrolment.queries.draws import person_of
from ..models import CompletionOverride
from ..queries import proofs
from ..queries.standings import standings
from ..rules.refusals import (
    AnswerMissing,
    AskedAlready,
    CompleteAlready,
    DecidedAlready,
    ReasonMissing,
    SecondPersonNeeded,
)
from .held import held


def ask(session, enrolment, *, reason: str, by, at) -> CompletionOverride:
    """That what is missing now be set aside. Raises NoSeat, ReasonMissing, CompleteAlready, AskedAlready."""
    if not reason:
        raise ReasonMissing
    held(session, enrolment)
    missing = standings(session, [enrolment.id], at=at)[enrolment.id].gaps
    if not missing:
        raise CompleteAlready
    if any(one.decided_at is None for one in proofs.overrides_of(session, enrolment.id)):
        raise AskedAlready
    override = CompletionOverride(
        enrolment_id=enrolment.id,
        waived={"gaps": [gap.kept for gap in missing]},
        reason=reason,
        asked_by_id=by.id,
        asked_at=at,
    )
    session.add(override)
    history.record(session, override, "override_asked", by=by, at=at, reason=reason)
    return override


def decide(session, enrolment, override: CompletionOverride, *, is_granted: bool, answer: str, by, at):
    """Raises NoSeat, AnswerMissing, DecidedAlready, SecondPersonNeeded: two accounts of one human are one person."""
    held(session, enrolment)
    hold(session, override)
    session.refresh(override, ["decided_at"])
    if override.decided_at:
        raise DecidedAlready
    if by.id == override.asked_by_id or person_of(session, by.id) == person_of(session, override.asked_by_id):
        raise SecondPersonNeeded
    if not answer:
        raise AnswerMissing
    override.decided_at, override.decided_by_id = at, by.id
    override.granted, override.answer = is_granted, answer
    what = "override_granted" if is_granted else "override_refused"
    history.record(session, override, what, by=by, at=at, reason=answer)
