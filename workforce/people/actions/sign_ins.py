"""One browser signed in: a row that can be ended from elsewhere; the cookie holds the token, the row its hash."""

import secrets

from sqlalchemy import update

from ..models import SignIn
from ..rules.sign_ins import hashed


def start(session, account, *, browser, at):
    """Sign `account` in here; the token for the cookie is `account.sign_in.token`."""
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(account_id=account.id, token_hash=hashed(token), browser=browser, started_at=at, seen_at=at)
    session.add(sign_in)
    session.flush()
    sign_in.token = token
    account.sign_in = sign_in
    return sign_in


def end(session, sign_in, *, at):
    """Whoever holds this cookie is nobody from now on."""
    sign_in.ended_at = sign_in.ended_at or at


def end_all(session, account_id, *, but=None, at):
    """Every browser of this account is signed out, except the sign-in `but`. Returns how many."""
    mine = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    if but is not None:
        mine = mine.where(SignIn.id != but.id)
    return session.execute(mine.values(ended_at=at)).rowcount


def see(session, sign_in_id, *, at):
    """This browser was used now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.seen_at < at).values(seen_at=at))
