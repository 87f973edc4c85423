"""Passwords: hashed by argon2id, and refused when somebody would guess them.

Parameters: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. Length and the missing rules
about signs: NIST SP 800-63B-4, which asks for eight characters beside a second factor; two more are ours.
"""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _

from ...refusals import Refused

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$fRYYJ0ByyZXkLmsRGWd8Hg$ATJ4eBmg0xHFI0vFBnmFeHBCc/WwfNn8Vr1qTPZBe2k"  # of no account
)
SHORTEST = 10
LONGEST = 200
FEWEST_SIGNS = 5
GUESSED_FIRST = ("password", "passw0rd", "qwerty", "letmein", "welcome", "admin", "iloveyou", "abcdef", "asdfgh")


class PasswordRefused(Refused):
    field = "password"


class PasswordTooShort(PasswordRefused):
    message = _("Type at least 10 characters. Three words that do not belong together are easy to remember.")


class PasswordTooLong(PasswordRefused):
    message = _("Shorten the password to 200 characters.")


class PasswordTooPlain(PasswordRefused):
    message = _("Others would guess this password soon. Three words that do not belong together are safer.")


class PasswordNamesYou(PasswordRefused):
    message = _("Your mail address is in this password. Choose something that nobody connects with you.")


def hashed(password: str) -> str:
    return HASHER.hash(normal(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash. Without a hash it is False, and takes exactly as long."""
    try:
        HASHER.verify(password_hash or NOBODYS, normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def check(password: str, *, mail: str):
    """Refuse what is guessed first. Raises a PasswordRefused."""
    plain = normal(password).casefold()
    before_at = mail.partition("@")[0].casefold()
    if len(plain) < SHORTEST:
        raise PasswordTooShort
    if len(plain) > LONGEST:
        raise PasswordTooLong
    if len(before_at) > 3 and before_at in plain:
        raise PasswordNamesYou
    if len(set(plain)) < FEWEST_SIGNS or plain.isdigit() or plain.strip("0123456789!?.-_") in GUESSED_FIRST:
        raise PasswordTooPlain


def normal(password: str) -> str:
    """Full-width letters, typed while the Japanese keyboard was on, are the same password."""
    return normalize("NFKC", password)
