"""Enrolments that went from one date to another."""

from sqlalchemy import exists, select

from ...catalogue.models import Cohort, CohortState
from ...history import Entry
from ..models import Enrolment, State, Transfer


def last_of(session, enrolment_id) -> Transfer | None:
    query = select(Transfer).where(Transfer.enrolment_id == enrolment_id)
    return session.scalar(query.order_by(Transfer.id.desc()).limit(1))


def ended_without_them(session, enrolment) -> bool:
    """Whether its cohort was cancelled at the very moment it ended, or began without them: no doing of the person."""
    if enrolment.state is not State.CANCELLED:
        return False
    last = select(Entry).where(Entry.subject == Enrolment.__tablename__, Entry.subject_id == enrolment.id)
    ended = last.where(Entry.to_state == State.CANCELLED.value).order_by(Entry.id.desc()).limit(1)
    entry = session.scalar(ended)
    if entry is not None and entry.what == "end_waiting":
        return True
    if entry is None or entry.what != "cancel":
        return False
    of_cohort = (Entry.subject == Cohort.__tablename__) & (Entry.subject_id == enrolment.cohort_id)
    together = exists().where(of_cohort, Entry.to_state == CohortState.CANCELLED.value, Entry.at == entry.at)
    return bool(session.scalar(select(together)))
