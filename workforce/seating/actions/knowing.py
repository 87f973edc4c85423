"""What staff note of people so that they sit well, and of two who shall sit apart or beside each other."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from ... import history
from ...enrolment.models import Enrolment
from ..models import PairKind, SeatingFact, SeatingPair
from ..rules.tables import pair
from .refusals import CourseOver, PairedAlready, SamePerson


def note(session, enrolment_id: int, values, *, by, at) -> SeatingFact:
    """`values`: columns of SeatingFact, in place of what was noted before; those that are not named stay. Raises
    CourseOver.
    """
    check_kept(session, [enrolment_id])
    fact = session.scalars(select(SeatingFact).where(SeatingFact.enrolment_id == enrolment_id)).one_or_none()
    fact = fact or SeatingFact(enrolment_id=enrolment_id, speaks=[], on_card=False)
    before = {name: getattr(fact, name) for name in values}
    for name, value in values.items():
        setattr(fact, name, value)
    fact.by_id, fact.at = by.id if by else None, at
    session.add(fact)
    if before != dict(values):
        # which, not what: the values go with the course, and some are told to few
        history.record(session, session.get(Enrolment, enrolment_id), "seating_noted", by=by, at=at)
    session.flush()
    return fact


def check_kept(session, enrolment_ids):
    """What is noted after everything was deleted would stay."""
    gone = select(Enrolment.id).where(Enrolment.id.in_(enrolment_ids), Enrolment.trimmed > 0)
    if session.scalar(gone.limit(1)) is not None:
        raise CourseOver


def put_pair(session, one: int, other: int, kind: PairKind, *, by, at) -> SeatingPair:
    """Raises SamePerson, PairedAlready, CourseOver."""
    if one == other:
        raise SamePerson
    check_kept(session, [one, other])
    first, second = pair(one, other)
    row = SeatingPair(first_id=first, second_id=second, kind=kind, by_id=by.id if by else None, at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise PairedAlready from None
    tell_both(session, row, "seating_paired", by=by, at=at)
    return row


def end_pair(session, one: int, other: int, *, by, at):
    """What is not there any more need not end."""
    first, second = pair(one, other)
    query = select(SeatingPair).where(SeatingPair.first_id == first, SeatingPair.second_id == second)
    if row := session.scalars(query).one_or_none():
        tell_both(session, row, "seating_unpaired", by=by, at=at)
        session.execute(delete(SeatingPair).where(SeatingPair.id == row.id))
        session.flush()


def tell_both(session, row: SeatingPair, what: str, *, by, at):
    for enrolment_id in (row.first_id, row.second_id):
        history.record(session, session.get(Enrolment, enrolment_id), what, by=by, at=at)
