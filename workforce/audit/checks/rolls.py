"""What must be true of rolls: the minutes are those of the mark that counts, and a closed roll is whole."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...attendance.models import Attendance, Fate, Mark, MarkSource, RollCall, Status
from ...attendance.queries.rolls import SEATED
from ...catalogue.models import Session, SessionPart
from ...enrolment.models import Enrolment, Guest, State, Transfer
from ..registry import check

other = aliased(Mark)


def by_others(mark):
    return case((mark.source == MarkSource.SELF, 0), else_=1)


SAME_INSTANT = and_(other.noted_at == Mark.noted_at, other.id > Mark.id)
SAME_RANK = and_(by_others(other) == by_others(Mark), or_(other.noted_at > Mark.noted_at, SAME_INSTANT))
OVERTAKEN = exists().where(
    other.enrolment_id == Mark.enrolment_id,
    other.session_id == Mark.session_id,
    other.fate != Fate.TOO_LATE,
    or_(by_others(other) > by_others(Mark), SAME_RANK),
)
COUNTS = and_(Mark.fate != Fate.TOO_LATE, ~OVERTAKEN)


@check(_("The minutes that count come of the mark that was noted last, and never of one that came too late."))
def minutes_of_another_mark(session, _at):
    query = select(Attendance.id).join(Mark, Mark.id == Attendance.mark_id)
    wrong = or_(~COUNTS, Mark.enrolment_id != Attendance.enrolment_id, Mark.session_id != Attendance.session_id)
    return session.scalars(query.where(wrong).order_by(Attendance.id))


@check(_("The minutes that count are those that the mark says, for each part."))
def minutes_that_differ_from_the_mark(session, _at):
    kept = select(Attendance.mark_id, Attendance.part_id, Attendance.minutes)
    found: dict[int, dict[str, int]] = {}
    for mark_id, part_id, minutes in session.execute(kept):
        found.setdefault(mark_id, {})[str(part_id)] = minutes
    counting = select(Mark.id, Mark.minutes).where(COUNTS).order_by(Mark.id)
    return [mark_id for mark_id, minutes in session.execute(counting) if found.get(mark_id, {}) != minutes]


@check(_("Nobody was there for longer than a part lasts, nor in a part of another session."))
def minutes_beyond_the_part(session, _at):
    query = select(Attendance.id).join(SessionPart, SessionPart.id == Attendance.part_id)
    wrong = or_(Attendance.minutes > SessionPart.minutes, SessionPart.session_id != Attendance.session_id)
    return session.scalars(query.where(wrong).order_by(Attendance.id))


@check(_("On a closed roll everybody is recorded who had a seat then."))
def closed_rolls_with_gaps(session, _at):
    mark = aliased(Mark)
    recorded = exists().where(
        mark.session_id == Session.id, mark.enrolment_id == Enrolment.id, mark.fate == Fate.COUNTED
    )
    sure = Session.starts_at > SEATED
    coming = Guest.enrolment_id == Enrolment.id, Guest.session_id == Session.id, Guest.ended_at.is_(None)
    visits = exists().where(*coming)
    came = exists().where(Transfer.enrolment_id == Enrolment.id, Transfer.at >= Session.starts_at)
    unmarked = (
        select(RollCall.id)
        .join(Session, Session.id == RollCall.session_id)
        .join(Enrolment, Enrolment.cohort_id == Session.cohort_id)
        .where(RollCall.closed_at.is_not(None), Enrolment.state == State.CONFIRMED, sure, ~came, ~recorded)
    )
    undone = (
        select(RollCall.id)
        .join(Mark, Mark.session_id == RollCall.session_id)
        .where(RollCall.closed_at.is_not(None), COUNTS, Mark.status == Status.NOT_RECORDED)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Session, Session.id == Mark.session_id)
        .where(Enrolment.state == State.CONFIRMED, sure, or_(Enrolment.cohort_id == Session.cohort_id, visits))
    )
    return session.scalars(unmarked.union(undone))


@check(_("Whatever came too late is decided by a mark of the same person in the same session."))
def late_marks_decided_by_another(session, _at):
    late = aliased(Mark)
    query = select(Mark.id).join(late, late.id == Mark.answers_id)
    strange = or_(
        late.fate != Fate.TOO_LATE,
        late.enrolment_id != Mark.enrolment_id,
        late.session_id != Mark.session_id,
        late.id >= Mark.id,
    )
    return session.scalars(query.where(strange).order_by(Mark.id))


@check(_("Every mark belongs to a roll, and every roll was opened by the first of its marks or when it was closed."))
def marks_without_a_roll(session, _at):
    query = select(func.min(Mark.id)).outerjoin(RollCall, RollCall.session_id == Mark.session_id)
    return session.scalars(query.where(RollCall.id.is_(None)).group_by(Mark.session_id))
