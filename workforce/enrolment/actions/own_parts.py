"""The part of an enrolment by an operator that is the person's alone: answers, needs, and what the operator may see."""

from sqlalchemy import select

from ... import history
from ...database import each_alone, hold
from ...people.queries import contacts
from ..models import OwnPart, State
from ..queries import own_parts as queries
from ..rules.catalogue import NEEDS
from ..rules.changes import corrected
from . import consents, messages, rebanding
from .moves import changed
from .refusals import MoveNotPossible


def complete(session, enrolment, *, given, keys, consent, shares: bool, form_version=None, by, at):
    """Answer the questions `keys` as `given`, agree by `consent` (an answer); `shares`: the operator may see more.

    `form_version`: of the form that asked. Sent twice it is done once. Raises MoveNotPossible for an enrolment that is
    over.
    """
    rebanding.hold_undecided(session, enrolment, keys)
    hold(session, enrolment)
    session.refresh(enrolment, ["state", "answers", "needs"])
    parts = missing(session, enrolment.id)
    if not parts:
        return
    if enrolment.state is State.CANCELLED:
        raise MoveNotPossible
    answers = corrected(enrolment.answers, given, set(keys) - set(NEEDS)) | consent
    needs = corrected(enrolment.needs, given, set(keys) & set(NEEDS))
    changes = changed(enrolment, answers, needs)
    enrolment.answers, enrolment.needs, enrolment.changed_at = answers, needs, at
    enrolment.trimmed = 0
    enrolment.form_version = form_version or enrolment.form_version
    consents.from_changes(session, enrolment, changes, by=by, at=at)
    changes += rebanding.recount(session, enrolment, changes)
    for part in parts:
        part.done_at, part.shares = at, shares
    history.record(session, enrolment, "own_part_done", by=by, at=at, to_state=enrolment.state, changes=changes)


def missing(session, enrolment_id) -> list[OwnPart]:
    query = select(OwnPart).where(OwnPart.enrolment_id == enrolment_id, OwnPart.done_at.is_(None))
    return list(session.scalars(query.order_by(OwnPart.id)))


def remind_all(now, *, stop=lambda: False):
    each_alone(queries.to_remind, remind, now, stop=stop)


def remind(session, part_id, *, at):
    """One letter, once; nobody whose enrolment is over or who was faster."""
    part = session.get_one(OwnPart, part_id)
    hold(session, part)
    session.refresh(part)
    enrolment = queries.with_letter(session, part.enrolment_id)
    if part.done_at or part.reminded_at or enrolment.state is State.CANCELLED:
        return
    part.reminded_at = at
    messages.tell(
        session,
        enrolment,
        "own_part_reminder",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"own_part:{part.id}:reminder",
        at=at,
        operator=queries.operator_of(session, part),
        until_at=part.until.isoformat(),
    )
