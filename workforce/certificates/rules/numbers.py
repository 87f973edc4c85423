"""Numbers of certificates as they stand on paper and as people type them: SN-2026-00012."""

import re
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from ...people.rules.receipts import BETWEEN
from ...refusals import Refused

DIGITS = 5
LETTERS = re.compile(r"[A-Z]{1,4}")
AROUND = re.compile(r"第|号")
NUMBER = re.compile(r"^NO-(?=[A-Z])")


class NotANumber(Refused):
    message = _("Type the number as it stands on the certificate, for example SN-2026-00012.")
    field = "number"


def register_of(letters: str, year: int | None) -> str:
    """The name of a register: its letters, and the fiscal year where numbers begin anew each year."""
    return f"{letters}-{year}" if year else letters


def shown(register: str, number: int) -> str:
    return f"{register}-{number:0{DIGITS}d}"


def read(text: str) -> tuple[str, int]:
    """(register, number) that was meant: any case and width, with or without hyphens, 第 and 号.

    Without hyphens the last five digits are the number. Raises NotANumber.
    """
    typed = AROUND.sub("", normalize("NFKC", text).upper())
    typed = NUMBER.sub("", BETWEEN.sub("-", typed.strip()).strip("-"))
    found = re.fullmatch(r"([A-Z]{1,4})-?(?:(20\d\d)-)?(\d{1,6})", typed) or joined(typed.replace("-", ""))
    if not found:
        raise NotANumber
    letters, year, number = found.groups()
    return register_of(letters, int(year) if year else None), int(number)


def joined(typed: str):
    """Everything in one word: a year can only be told from the number by how many digits there are."""
    return re.fullmatch(r"([A-Z]{1,4})(20\d\d)(\d{5,6})", typed) or re.fullmatch(r"([A-Z]{1,4})()(\d{1,6})", typed)
