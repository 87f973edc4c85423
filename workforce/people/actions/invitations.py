"""How somebody gets a role: a mail with a link, behind which they say who they are and set a password."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ... import history, links, outbox
from ...access import Role
from ...database import hold
from ...links import Purpose
from ...refusals import Refused
from ..models import Account, Invitation
from ..rules.names import Name
from ..rules.roles import are_staff
from . import accounts, passwords, persons, second_factor

LASTS = timedelta(days=7)
LISTENERS: list[Callable] = []


def on_acceptance(listener: Callable) -> Callable:
    """`listener(session, invitation, account, *, at)` runs in the transaction in which somebody takes the role.

    A later feature names itself so: it knows for whom or what the invitation was.
    """
    if listener not in LISTENERS:
        LISTENERS.append(listener)
    return listener


class HasAccount(Refused):
    message = _("This mail address has an account already. Open it in the list and change its roles there.")
    field = "mail"


class AlreadyInvited(Refused):
    message = _("This mail address is invited with another role. Cancel that invitation first.")
    field = "mail"


class InvitationOver(Refused):
    message = _("This invitation was used, cancelled or has run out. Ask for a new one.")


def invite(session, *, email, role: Role, language="ja", has_account: bool = False, by, at: datetime) -> Invitation:
    """Invite `email` (as stored) to hold `role`. The same again, while it is open, is the same invitation.

    `has_account`: whoever has an account with a password may be invited too, and keeps it. Raises HasAccount,
    AlreadyInvited.
    """
    account = session.scalars(select(Account).where(Account.email == email)).first()
    if account and account.closed_at is None and account.password_hash and not has_account:
        raise HasAccount
    before = session.scalars(select(Invitation).where(Invitation.email == email, *is_open(at))).first()
    if before and before.role is not role:
        raise AlreadyInvited
    return before or new_invitation(session, email=email, role=role, language=language, by=by, at=at)


def new_invitation(session, *, email, role, language, by, at) -> Invitation:
    invitation = Invitation(
        email=email,
        role=role,
        language=language,
        invited_by_id=by.id if by else None,
        invited_at=at,
        expires_at=at + LASTS,
    )
    session.add(invitation)
    send(session, invitation, history.record(session, invitation, "invited", to_state=role.value, by=by, at=at), at=at)
    return invitation


def resend(session, invitation: Invitation, *, by, at):
    """The same invitation once more, valid from now. Raises InvitationOver."""
    hold_open(session, invitation)
    invitation.expires_at = at + LASTS
    send(session, invitation, history.record(session, invitation, "invited_again", by=by, at=at), at=at)


def cancel(session, invitation: Invitation, *, by, at):
    """Its links open nothing any more. Raises InvitationOver."""
    hold_open(session, invitation)
    invitation.cancelled_at = at
    history.record(session, invitation, "invitation_cancelled", by=by, at=at)


def accept(session, invitation: Invitation, *, name: Name | None, password: str | None, at) -> Account:
    """Whoever got the mail takes the role. `name` for those without an account; staff need a `password`.

    Returns the account with its person and grants. Raises InvitationOver and the refusals of rules.passwords.
    """
    hold_open(session, invitation, at=at)
    account = account_for(session, invitation, name, at=at)
    account.closed_at = None
    if are_staff([invitation.role]):
        passwords.set_password(session, account, password=password or "", by=account, at=at)
    if invitation.role not in account.roles:
        accounts.grant(session, account, invitation.role, by=None, at=at)
    invitation.accepted_at = at
    history.record(session, invitation, "invitation_accepted", by=account, at=at)
    for listener in LISTENERS:
        listener(session, invitation, account, at=at)
    return account


def account_for(session, invitation, name, *, at) -> Account:
    query = select(Account).options(joinedload(Account.person), selectinload(Account.grants))
    account = session.scalars(query.where(Account.email == invitation.email)).first()
    if account:
        if account.closed_at:
            account.password_hash = None
            second_factor.take_away(session, account)
        return account
    person, _is_new = persons.find_or_create(
        session,
        name=name,
        birth_date=None,
        mail=invitation.email,
        phone=None,
        language=invitation.language,
        at=at,
    )
    return accounts.create(session, person=person, email=invitation.email, roles=[], by=None, at=at)


def send(session, invitation, entry, *, at):
    outbox.queue(
        session,
        "invitation",
        to=None,
        mail=invitation.email,
        language=invitation.language,
        cause=f"history:{entry.id}",
        at=at,
        details={"role": invitation.role.value},
        link=(Purpose.INVITATION, invitation.id),
    )


def link(invitation: Invitation) -> str:
    """The address in the mail, for whoever has to hand it over without one."""
    return links.address(
        Purpose.INVITATION, invitation.id, language=invitation.language, at=invitation.expires_at - LASTS
    )


def hold_open(session, invitation, *, at: datetime | None = None):
    """Raises InvitationOver; with `at` also when it has run out."""
    hold(session, invitation)
    session.refresh(invitation, ["accepted_at", "cancelled_at", "expires_at"])
    if invitation.accepted_at or invitation.cancelled_at or (at and at > invitation.expires_at):
        raise InvitationOver


def is_open(at):
    return Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None), Invitation.expires_at >= at
