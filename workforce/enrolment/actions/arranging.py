"""Staff arrange what somebody needs: an interpreter, a way without steps, childcare."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import Arrangement, Enrolment
from ..rules.arranging import changed_needs, needs_of


class NotNeeded(Refused):
    message = _("This person does not need that any more. Look at the list again.")


class NoteMissing(Refused):
    message = _("Write in a few words what was arranged, so that whoever is there on the day knows it.")
    field = "note"


def arrange(session, enrolment: Enrolment, need: str, *, note: str, by, at) -> Arrangement:
    """`note` says what was arranged for `need`; a second one replaces the first. Raises NoteMissing, NotNeeded."""
    if not note:
        raise NoteMissing
    hold(session, enrolment)
    session.refresh(enrolment, ["needs"])
    if need not in needs_of(enrolment.needs):
        raise NotNeeded
    before = select(Arrangement).where(Arrangement.enrolment_id == enrolment.id, Arrangement.need == need)
    arranged = session.scalar(before) or Arrangement(enrolment_id=enrolment.id, need=need)
    arranged.note, arranged.by_id, arranged.at = note, by.id, at
    session.add(arranged)
    history.record(session, enrolment, "need_arranged", by=by, at=at)
    return arranged


def reopen(session, enrolment: Enrolment, need: str, *, by, at):
    """It fell through, or was a mistake. Pressed twice, it is the same."""
    hold(session, enrolment)
    gone = delete(Arrangement).where(Arrangement.enrolment_id == enrolment.id, Arrangement.need == need)
    if session.execute(gone).rowcount:
        history.record(session, enrolment, "need_reopened", by=by, at=at)


def forget_changed(session, enrolment: Enrolment, old, new):
    """The needs of `enrolment` were `old` and are `new`: what was arranged for something else counts no longer."""
    if changed := changed_needs(old, new):
        of_those = Arrangement.enrolment_id == enrolment.id, Arrangement.need.in_(changed)
        session.execute(delete(Arrangement).where(*of_those))
