"""Noting of which rank somebody is and who is paid, and what the way to a session cost."""

from datetime import date

from flask_babel import lazy_gettext as _

from ... import history
from ...people.models import Person
from ...refusals import Refused
from ...scheduling.actions.engagements import held
from ...scheduling.queries import engagements
from ...scheduling.rules.days import Busy
from ..models import FareNote, FeeFact, Payee
from ..rules.terms import Rank

MOST_FARE = 200_000


class OperatorMissing(Refused):
    message = _("Choose the operator that is paid.")
    field = "operator"


class NotThere(Refused):
    message = _("They do not teach in this session (any more).")


class FareTooHigh(Refused):
    message = _("Check the yen: nobody's way costs more than 200,000.")
    field = "yen"


def note_fact(session, person_id: int, *, since: date, rank: Rank, payee: Payee, operator_id, by, at) -> FeeFact:
    """Raises OperatorMissing."""
    if payee is Payee.OPERATOR and not operator_id:
        raise OperatorMissing
    person: Person = held(session, person_id)
    whom = {"payee": payee, "operator_id": operator_id if payee is Payee.OPERATOR else None}
    fact = FeeFact(person_id=person.id, since=since, rank=rank, **whom, by_id=by.id if by else None, at=at)
    session.add(fact)
    changes = [history.Change("fee_rank", None, rank.value), history.Change("fee_payee", None, payee.value)]
    changes.append(history.Change("fee_since", None, since))
    history.record(session, person, "fee_fact_noted", by=by, at=at, changes=changes)
    session.flush()
    return fact


def note_fare(session, person_id: int, *, session_id: int, yen: int, by, at) -> FareNote:
    """There and back. Raises NotThere, FareTooHigh."""
    person: Person = held(session, person_id)
    if engaged(session, person.id, session_id) is None:
        raise NotThere
    if yen > MOST_FARE:
        raise FareTooHigh
    note = FareNote(person_id=person.id, session_id=session_id, yen=yen, by_id=by.id, at=at)
    session.add(note)
    session.flush()
    return note


def engaged(session, person_id: int, session_id: int) -> Busy | None:
    """The session, if this person teaches in it."""
    mine = engagements.engaged(session, person_id, [session_id])
    return next(iter(engagements.of_sessions(session, mine)), None)
