"""Our work with an operator ends, and is taken up again."""

from flask_babel import lazy_gettext as _

from ... import history
from ...access import Role
from ...database import hold
from ...people.actions import accounts
from ...people.queries import accounts as account_queries
from ...refusals import Refused
from .. import hooks
from ..models import Operator, OperatorContact
from ..queries import contacts as queries
from . import contacts


class ReasonMissing(Refused):
    message = _("Write the reason: it stands in the history.")
    field = "reason"


class EndedAlready(Refused):
    message = _("Somebody has ended the work with this operator in the meantime.")


class NotEnded(Refused):
    message = _("Somebody has taken up the work with this operator in the meantime.")


def end(session, operator: Operator, *, reason: str, by, at):
    """All its contacts lose their access at once, and what it holds goes back. Its people keep what they have.

    Raises ReasonMissing, EndedAlready.
    """
    held(session, operator, reason)
    if operator.ended_at:
        raise EndedAlready
    hooks.ended(session, operator, by=by, at=at)
    for contact in queries.of_operator(session, operator.id):
        contacts.end(session, contact, by=by, at=at)
    operator.ended_at = operator.changed_at = at
    history.record(session, operator, "ended", reason=reason, by=by, at=at)


def take_up(session, operator: Operator, *, reason: str, by, at):
    """Whoever spoke for it until the end speaks for it again; what went back is not held again.

    Raises ReasonMissing, NotEnded.
    """
    held(session, operator, reason)
    if operator.ended_at is None:
        raise NotEnded
    for contact in queries.until_the_end(session, operator):
        give_back(session, contact, by=by, at=at)
    operator.ended_at, operator.changed_at = None, at
    history.record(session, operator, "taken_up", reason=reason, by=by, at=at)


def give_back(session, contact: OperatorContact, *, by, at):
    """Their access, unless they have no account any more: then they are invited anew."""
    found = account_queries.open_of(session, contact.person_id)
    if not found:
        return
    contact.until_at = None
    history.record(session, contact, "given_back", by=by, at=at)
    if not any(Role.OPERATOR in account.roles for account in found):
        accounts.grant(session, found[0], Role.OPERATOR, by=by, at=at)


def held(session, operator, reason):
    if not reason:
        raise ReasonMissing
    hold(session, operator)
    session.refresh(operator, ["ended_at"])
