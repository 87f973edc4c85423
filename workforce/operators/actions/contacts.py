"""Who speaks for an operator: invited by staff or by a colleague, known once they accept, ended by either."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ... import history
from ...access import Role
from ...database import hold
from ...people.actions import accounts, invitations
from ...people.models import Account, Invitation
from ...people.queries import accounts as account_queries
from ...refusals import Refused
from ..models import ContactRole, Operator, OperatorContact
from ..queries import contacts as queries
from .operators import hold_open

AT_MOST = 30
"""People of one operator at a time."""


class EnoughContacts(Refused):
    message = _("So many people speak for this operator already. End the access of somebody first.")


class LastManager(Refused):
    message = _("Invite a colleague who may invite others first, and wait until they accept. Or ask us to end it.")


def invite(session, operator: Operator, *, email: str, role: ContactRole, language="ja", by, at) -> OperatorContact:
    """Invite `email` (as stored). Who was invited before and has not accepted gets the mail again.

    Nothing here tells whether the address is known to us. Raises invitations.AlreadyInvited, EnoughContacts,
    OperatorEnded.
    """
    hold_open(session, operator)
    before = queries.open_contact(session, operator.id, email)
    if before:
        send_again(session, before, by=by, at=at)
        return before
    if len(queries.of_operator(session, operator.id)) >= AT_MOST:
        raise EnoughContacts
    invitation = invitations.invite(
        session, email=email, role=Role.OPERATOR, language=language, has_account=True, by=by, at=at
    )
    session.flush()
    contact = OperatorContact(
        operator_id=operator.id, email=email, role=role, invitation_id=invitation.id, invited_at=at
    )
    session.add(contact)
    history.record(session, contact, "invited", by=by, at=at, to_state=role.value)
    return contact


def send_again(session, contact: OperatorContact, *, by, at):
    """The mail once more to somebody who has not accepted; to everybody else nothing."""
    invitation = session.get(Invitation, contact.invitation_id) if contact.from_at is None else None
    if invitation and not invitation.cancelled_at and not invitation.accepted_at:
        invitations.resend(session, invitation, by=by, at=at)


@invitations.on_acceptance
def begin(session, invitation: Invitation, account: Account, *, at):
    """Whoever accepted speaks from now on for every operator that invited them by this invitation."""
    waiting = select(OperatorContact).where(
        OperatorContact.invitation_id == invitation.id,
        OperatorContact.from_at.is_(None),
        OperatorContact.until_at.is_(None),
    )
    for contact in session.scalars(waiting).all():
        contact.person_id, contact.from_at = account.person_id, at
        history.record(session, contact, "accepted", by=account, at=at)


def end(session, contact: OperatorContact, *, by, at, by_colleague=False):
    """Their access is over at once; a second click is nothing new. Raises LastManager, for colleagues only."""
    hold(session, session.get_one(Operator, contact.operator_id))
    session.refresh(contact, ["until_at", "from_at"])
    if contact.until_at:
        return
    if by_colleague and not queries.other_managers(session, contact):
        raise LastManager
    contact.until_at = at
    history.record(session, contact, "ended", by=by, at=at)
    session.flush()
    cancel_invitation(session, contact, by=by, at=at)
    if contact.person_id:
        take_role(session, contact.person_id, by=by, at=at)


def cancel_invitation(session, contact, *, by, at):
    """Its link opens nothing any more, unless another operator counts on it."""
    invitation = session.get(Invitation, contact.invitation_id) if contact.invitation_id else None
    if invitation is None or invitation.accepted_at or invitation.cancelled_at:
        return
    if not queries.waits_for(session, invitation.id):
        invitations.cancel(session, invitation, by=by, at=at)


def take_role(session, person_id, *, by, at):
    """Whoever speaks for no operator any more is no operator's contact."""
    if queries.current_of(session, person_id):
        return
    for account in account_queries.open_of(session, person_id):
        if Role.OPERATOR in account.roles:
            accounts.end_grant(session, account, Role.OPERATOR, by=by, at=at)
