"""The second factor: six digits that change every 30 seconds (RFC 6238), and recovery codes for a lost phone."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from unicodedata import normalize

import pyotp

from .receipts import BETWEEN, CODE_LENGTH, NotACode, new_code, read_code, shown_code

STEP_SECONDS = 30
RECOVERY_CODES = 10


def new_secret() -> str:
    return pyotp.random_base32()


def shown_secret(secret: str) -> str:
    """In groups of four, to type into an app."""
    return " ".join(re.findall(".{1,4}", secret))


def app_address(secret: str, *, mail: str, centre: str) -> str:
    """What the QR code says: the otpauth address that every authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=mail, issuer_name=centre)


def is_app_code(text: str) -> bool:
    return re.fullmatch(r"[0-9]{6}", plain(text)) is not None


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The 30-second step in which the app shows `code`: this one, or one before or after for clocks that differ."""
    now = int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    fits = [step for step in (now, now - 1, now + 1) if hmac.compare_digest(totp.generate_otp(step), plain(code))]
    return fits[0] if fits else None


def new_recovery_codes() -> list[str]:
    """As people write them down: 4F7K-9XM3-0TTA-HW2C."""
    return [f"{shown_code(half())}-{shown_code(half())}" for _number in range(RECOVERY_CODES)]


def recovery_hash(text: str) -> str | None:
    """What is stored of a recovery code, however it was typed; None if it cannot be one. 77 bits need no slow hash."""
    signs = BETWEEN.sub("", plain(text))
    try:
        code = read_code(signs[:CODE_LENGTH]) + read_code(signs[CODE_LENGTH:])
    except NotACode:
        return None
    return hashlib.sha256(code.encode()).hexdigest()


def half():
    return new_code(secrets.choice)


def plain(text):
    return re.sub(r"\s", "", normalize("NFKC", text))
