"""Accounts and the roles they hold. Roles are dated rows: an ended one stays."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ... import history
from ...access import Role
from ...database import hold
from ...refusals import Refused
from ..models import Account, Person, RoleGrant
from ..rules.roles import are_staff
from . import sign_ins


class OwnAdminRole(Refused):
    message = _("Ask another administrator to take this role from you: then somebody is left who can give it back.")
    field = "roles"


class LastAdmin(Refused):
    message = _("Make somebody else administrator first: without one, nobody could manage accounts.")
    field = "roles"


class NoRole(Refused):
    message = _("Choose at least one role. To take all of them, close the account.")
    field = "roles"


class NeedsPassword(Refused):
    message = _("This person has no password yet. Invite the same mail address with the new role instead.")
    field = "roles"


class OwnAccount(Refused):
    message = _("Ask another administrator to close your account.")


class ReasonMissing(Refused):
    message = _("Say why the account is closed, for example: left the centre.")
    field = "reason"


def create(session, *, person: Person, email, roles, by, at) -> Account:
    """An account without a password; `email` as stored, or None for somebody who only signs in by link."""
    account = Account(person_id=person.id, email=email, created_at=at, grants=[])
    account.person = person
    session.add(account)
    session.flush()
    history.record(session, account, "account_created", by=by, at=at)
    for role in roles:
        grant(session, account, role, by=by, at=at)
    return account


class RolesChangedMeanwhile(Refused):
    message = _(
        "Somebody changed the roles after you opened this page. Reload it to see them, then choose again what you mean."
    )
    field = "roles"


def mark(roles) -> str:
    """Stands for these roles, in whatever order."""
    return " ".join(sorted(role.value for role in roles))


def change_roles(session, account: Account, roles: set[Role], *, by, at, seen=None):
    """The account holds exactly `roles` from now on. `account` with its grants. `seen`: the mark of those shown before.

    Whoever becomes staff signs in anew, with both factors.
    Raises RolesChangedMeanwhile, NoRole, OwnAdminRole, LastAdmin, NeedsPassword.
    """
    hold(session, account)
    session.refresh(account, ["grants"])
    before = set(account.roles)
    if seen is not None and seen != mark(before):
        raise RolesChangedMeanwhile
    if not roles:
        raise NoRole
    if are_staff(roles) and not are_staff(before) and account.password_hash is None:
        raise NeedsPassword
    if Role.ADMIN in before - roles:
        refuse_to_lose_admin(session, account, by)
    for role in sorted(before - roles):
        end_grant(session, account, role, by=by, at=at)
    for role in sorted(roles - before):
        grant(session, account, role, by=by, at=at)
    if are_staff(roles) and not are_staff(before):
        sign_ins.end_all(session, account.id, at=at)


def close(session, account: Account, *, reason, by, at):
    """Nobody signs in by this account any more. Raises OwnAccount, LastAdmin, ReasonMissing."""
    if by is not None and by.id == account.id:
        raise OwnAccount
    if not reason:
        raise ReasonMissing
    if Role.ADMIN in account.roles:
        refuse_to_lose_admin(session, account, by)
    for role in sorted(account.roles):
        end_grant(session, account, role, by=by, at=at)
    account.closed_at = at
    sign_ins.end_all(session, account.id, at=at)
    history.record(session, account, "account_closed", reason=reason, by=by, at=at)


def refuse_to_lose_admin(session, account, by):
    """Every administrator is held, so that two who demote each other at once cannot both succeed."""
    if by is not None and by.id == account.id:
        raise OwnAdminRole
    admins = select(RoleGrant).join(Account, Account.id == RoleGrant.account_id)
    admins = admins.where(RoleGrant.role == Role.ADMIN, RoleGrant.ended_at.is_(None), Account.closed_at.is_(None))
    for held in session.scalars(admins.order_by(RoleGrant.id)).all():
        hold(session, held)
    left = session.scalars(admins.where(Account.id != account.id).execution_options(populate_existing=True)).all()
    if not left:
        raise LastAdmin


def grant(session, account, role, *, by, at):
    account.grants.append(RoleGrant(role=role, granted_at=at, granted_by_id=by.id if by else None))
    history.record(session, account, "role_granted", to_state=role.value, by=by, at=at)


def end_grant(session, account, role, *, by, at):
    for held in account.grants:
        if held.role is role and held.ended_at is None:
            held.ended_at = at
    history.record(session, account, "role_ended", from_state=role.value, by=by, at=at)
