"""What a certificate is worth on a day."""

from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _


class Worth(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"
    VOID = "void"


WORDS = {
    Worth.VALID: _("Valid"),
    Worth.EXPIRED: _("Expired"),
    Worth.REPLACED: _("Replaced by another"),
    Worth.VOID: _("Void"),
}
TONES = {Worth.VALID: "good", Worth.EXPIRED: "few", Worth.REPLACED: "quiet", Worth.VOID: "bad"}


def worth(*, is_void: bool, is_replaced: bool, expires_on: date | None, today: date) -> Worth:
    """Void comes before everything; the day on which it ends still counts."""
    if is_void:
        return Worth.VOID
    if is_replaced:
        return Worth.REPLACED
    return Worth.EXPIRED if expires_on and expires_on < today else Worth.VALID
