"""The password of an account."""

from ... import history, outbox
from ..models import Account
from ..rules import passwords as rules
from . import sign_ins


def set_password(session, account: Account, *, password, by, at):
    """Store a new password; every other browser is signed out, and the owner hears of a change by mail.

    `account` with its person. Raises a rules.passwords.PasswordRefused.
    """
    rules.check(password, mail=account.email or "")
    was_set = account.password_hash is not None
    account.password_hash = rules.hashed(password)
    sign_ins.end_all(session, account.id, but=account.sign_in, at=at)
    entry = history.record(session, account, "password_changed" if was_set else "password_set", by=by, at=at)
    if was_set:
        tell(session, account, "sign_in_password_changed", entry, at=at)


def renew_hash(session, account: Account, password):
    """The password was right, but its hash was made with weaker parameters: make it anew."""
    if account.password_hash and rules.is_outdated(account.password_hash):
        account.password_hash = rules.hashed(password)


def tell(session, account: Account, template, entry, *, at):
    """Something happened to the account that its owner should know."""
    outbox.queue(
        session,
        template,
        to=account.person,
        mail=account.email,
        cause=f"history:{entry.id}",
        at=at,
        details={"name": account.person.name, "changed_at": at.isoformat()},
    )
