"""Links that open a record without an account: signed, single-purpose, expiring; and what this visitor was let into.

A link only ever *shows*. Whatever acts is a POST on the page it opens.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from flask import current_app, session
from itsdangerous import BadSignature, URLSafeSerializer

GRANTED_AT_MOST = 20


class Purpose(StrEnum):
    ENROLMENT = "enrolment"
    SIGN_IN = "sign-in"
    INVITATION = "invitation"
    CONTACT = "contact"
    DRAFT = "draft"
    EMPLOYER = "employer"
    GUARDIAN = "guardian"
    TOGETHER = "together"
    TEACHING = "teaching"


@dataclass(frozen=True)
class Door:
    """The address that a link of one purpose opens, `endpoint(token)`, and how long it lasts."""

    endpoint: str
    lasts: timedelta


DOORS: dict[Purpose, Door] = {}


def opens(purpose: Purpose, endpoint: str, *, lasts: timedelta):
    """A feature says where the links of `purpose` in mails lead."""
    DOORS[purpose] = Door(endpoint, lasts)


LEADS: dict[str, str] = {}
"""{letter: endpoint of the page of the same record to which its link leads, if it is not the usual one}."""


def leads(letter: str, endpoint: str):
    """A feature says so of a letter; the page is `endpoint(language, receipt)` and, as any that a link opens, shows."""
    LEADS[letter] = endpoint


def page_of(claims: dict, usual: str) -> str:
    """The endpoint to which a genuine link leads; one that is no longer known is the usual one."""
    return claims["page"] if claims.get("page") in LEADS.values() else usual


def address(purpose: Purpose, subject, *, language: str, at: datetime, **claims) -> str:
    """A freshly minted link as it stands in a mail: whole, also where there is no request."""
    door = DOORS[purpose]
    values = {"token": mint(purpose, subject, at=at, lasts=door.lasts, **claims)}
    if current_app.url_map.is_endpoint_expecting(door.endpoint, "language"):
        values["language"] = language
    return whole(door.endpoint, **values)


def whole(endpoint: str, **values) -> str:
    """The whole address of a page, also where there is no request."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def secret_word(what: str, seed: str) -> str:
    """A word that only this server can make of `seed`, the same each time: for addresses that nobody may guess."""
    key = current_app.config["SECRET_KEY"].encode()
    return urlsafe_b64encode(hmac.digest(key, f"{what}:{seed}".encode(), "sha256")).rstrip(b"=").decode()


def fingerprint(word: str) -> str:
    """What a table keeps of a secret word."""
    return sha256(word.encode()).hexdigest()


def mint(purpose: Purpose, subject, *, at: datetime, lasts: timedelta, **claims) -> str:
    """A token for `subject` (an id or a short text), valid until `at + lasts`."""
    ends = int((at + lasts).timestamp())
    return serializer(purpose).dumps([subject, ends, claims])


def read(purpose: Purpose, token: str, *, at: datetime):
    """(subject, claims) of a genuine token for this purpose that has not expired, else None."""
    try:
        subject, ends, claims = serializer(purpose).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (subject, claims) if at.timestamp() <= ends else None


def serializer(purpose: Purpose) -> URLSafeSerializer:
    return serializer_of(current_app.config["SECRET_KEY"], purpose)


@lru_cache
def serializer_of(secret: str, purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=f"link:{purpose}")


def grant(purpose: Purpose, subject):
    """Remember in this visitor's session that they may see `subject`."""
    held = [item for item in session.get(f"granted:{purpose}", []) if item != subject]
    session[f"granted:{purpose}"] = [*held, subject][-GRANTED_AT_MOST:]
    session.permanent = True


def granted(purpose: Purpose) -> list:
    """Every subject of this purpose that this visitor was let into."""
    return session.get(f"granted:{purpose}", [])


def withdraw(purpose: Purpose, subject):
    session[f"granted:{purpose}"] = [item for item in granted(purpose) if item != subject]
