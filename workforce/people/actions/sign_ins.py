"""One browser signed in: a row that can be ended from elsewhere; the cookie holds the token, the row its hash."""

import hashlib
import secrets

from ..models import SignIn


def start(session, account, *, browser, at):
    """Sign `account` in here; the token for the cookie is `account.sign_in.token`."""
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(account_id=account.id, token_hash=hashed(token), browser=browser, started_at=at, seen_at=at)
    session.add(sign_in)
    session.flush()
    sign_in.token = token
    account.sign_in = sign_in
    return sign_in


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()
