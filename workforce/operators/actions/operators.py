"""Staff keep the register of operators and their offices."""

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import Office, Operator


class OfficeKnown(Refused):
    message = _("This office is registered already with this service. Look for its number in the list of operators.")
    field = "number"


class OperatorEnded(Refused):
    message = _("This operator has ended its work with us. Nobody can be added any more.")


def register(session, *, name: str, lead_id: int | None, by, at) -> Operator:
    operator = Operator(name=name, lead_id=lead_id, created_at=at, changed_at=at)
    session.add(operator)
    history.record(session, operator, "created", by=by, at=at)
    return operator


def edit(session, operator: Operator, *, name: str, lead_id: int | None, by, at):
    hold(session, operator)
    changes = [history.Change("name", operator.name, name), history.Change("lead_id", operator.lead_id, lead_id)]
    if all(change.old == change.new for change in changes):
        return
    operator.name, operator.lead_id, operator.changed_at = name, lead_id, at
    history.record(session, operator, "edited", by=by, at=at, changes=changes)


def add_office(session, operator: Operator, *, name, number, service, municipality, by, at) -> Office:
    """One service of one office; `number` as stored. Raises OfficeKnown, OperatorEnded."""
    hold_open(session, operator)
    office = Office(
        operator_id=operator.id,
        name=name,
        number=number,
        service=service,
        municipality=municipality,
        created_at=at,
    )
    try:
        with session.begin_nested():
            session.add(office)
    except IntegrityError:
        raise OfficeKnown from None
    history.record(session, office, "created", by=by, at=at)
    return office


def end_office(session, office: Office, *, by, at):
    """It gives this service no more; the row stays."""
    hold(session, office)
    session.refresh(office, ["ended_at"])
    if office.ended_at is None:
        office.ended_at = at
        history.record(session, office, "ended", by=by, at=at)


def hold_open(session, operator: Operator):
    """Until this transaction ends, nobody ends our work with it. Raises OperatorEnded."""
    hold(session, operator)
    session.refresh(operator, ["ended_at"])
    refuse_ended(operator)


def refuse_ended(operator: Operator):
    if operator.ended_at:
        raise OperatorEnded
