"""Staff put the answers of an application right: with a reason, and never over somebody who was faster."""

from flask_babel import lazy_gettext as _

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import State
from ..rules.catalogue import NEEDS
from ..rules.changes import corrected, mark
from . import consents, rebanding
from .moves import changed
from .refusals import MoveNotPossible, ReasonMissing


class AnswersChangedMeanwhile(Refused):
    message = _(
        "Somebody else changed these answers while you were typing, so nothing is saved yet. What you typed is still "
        "here, and beside it what is on record now. Check it and save again."
    )


class NothingCorrected(Refused):
    message = _("These are the answers that are on record already. Change one of them, or leave everything as it is.")


def correct(session, enrolment, *, given, keys, seen, reason, by, at):
    """Answer the questions `keys` as `given` ({key: answer}; a key that is left out is answered no more).

    `seen`: rules.changes.mark of what the clerk looked at. Questions that were not on their page stay as they are.
    Raises ReasonMissing, MoveNotPossible, AnswersChangedMeanwhile, NothingCorrected.
    """
    if not reason:
        raise ReasonMissing
    rebanding.hold_undecided(session, enrolment, keys)
    hold(session, enrolment)
    session.refresh(enrolment, ["state", "answers", "needs", "forgotten_at"])
    if enrolment.state is State.CANCELLED or enrolment.forgotten_at:
        raise MoveNotPossible
    if seen != mark(enrolment.answers | enrolment.needs, keys):
        raise AnswersChangedMeanwhile
    asked_needs = [key for key in keys if key in NEEDS]
    answers = corrected(enrolment.answers, given, set(keys) - set(asked_needs))
    needs = corrected(enrolment.needs, given, asked_needs)
    changes = changed(enrolment, answers, needs)
    if not changes:
        raise NothingCorrected
    enrolment.answers, enrolment.needs, enrolment.changed_at = answers, needs, at
    consents.from_changes(session, enrolment, changes, by=by, at=at)
    changes += rebanding.recount(session, enrolment, changes)
    enrolment.trimmed = 0  # what is written after the course goes with the next night
    return history.record(
        session,
        enrolment,
        "answers_corrected",
        by=by,
        at=at,
        to_state=enrolment.state,
        reason=reason,
        changes=changes,
    )
