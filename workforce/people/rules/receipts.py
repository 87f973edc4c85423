"""Numbers and codes that people read to each other: receipt numbers, which notice a slip, and short resume codes."""

import hmac
import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from workforce.refusals import Refused


class NotAReceipt(Refused):
    message = _("Type the ten digits of the receipt number, for example 123-456-7894.")
    field = "receipt"


class ReceiptMistyped(NotAReceipt):
    message = _("There is no receipt number %(number)s. Compare each digit with your letter or mail and type it again.")


class NotACode(Refused):
    message = _("Type the eight letters and digits of the code, for example 4F7K-9XM3.")
    field = "code"


BETWEEN = re.compile(r"[\s\-‐‑‒–—―−ー_.・]+")

# H. M. Damm, 2004: a quasigroup in which every single wrong digit and every swap of neighbours changes the check digit.
DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
NINE_DIGITS = 10**9
DIGITS_MEANT = str.maketrans("OQDIL|", "000111")


def new_receipt(random_digits: Callable[[int], int] | int) -> str:
    """Ten digits, the last one the check. Takes `secrets.randbelow`, or the number that it gave for 10**9."""
    number = random_digits if isinstance(random_digits, int) else random_digits(NINE_DIGITS)
    if not 0 <= number < NINE_DIGITS:
        raise ValueError(f"{number} has more than nine digits")
    return f"{number:09d}{_check(f'{number:09d}')}"


def shown(receipt: str) -> str:
    """123-456-7894"""
    return f"{receipt[:3]}-{receipt[3:6]}-{receipt[6:]}"


def read(text: str) -> str:
    """The ten digits of a receipt number, typed in any width and grouping. Raises NotAReceipt, ReceiptMistyped."""
    typed = BETWEEN.sub("", normalize("NFKC", text)).upper().translate(DIGITS_MEANT)
    if not re.fullmatch(r"\d{10}", typed):
        raise NotAReceipt
    receipt = "".join(str(int(digit)) for digit in typed)
    if _check(receipt) != "0":
        raise ReceiptMistyped(number=shown(receipt))
    return receipt


def _check(digits: str) -> str:
    """The digit to append; "0" for a number that already ends in the right one."""
    interim = "0"
    for digit in digits:
        interim = DAMM[int(interim)][int(digit)]
    return interim


# Neither I, L, O, U nor B, Q, S, Z: whoever reads one of them meant the sign that it resembles. 28**8 codes.
ALPHABET = "0123456789ACDEFGHJKMNPRTVWXY"
MEANT = str.maketrans("OQIL|BSZU", "00111852V")
CODE_LENGTH = 8


def new_code(choose: Callable[[str], str]) -> str:
    """Eight signs of ALPHABET, each picked by `choose`, which is `secrets.choice` outside tests."""
    return "".join(choose(ALPHABET) for _place in range(CODE_LENGTH))


def code_from(secret: str | bytes, *said: Any) -> str:
    """The code of what is `said`: from our secret, so that no table holds anything to guess by."""
    key = secret.encode() if isinstance(secret, str) else secret
    number = int.from_bytes(hmac.new(key, ":".join(map(str, said)).encode(), "sha256").digest(), "big")
    signs = []
    for _place in range(CODE_LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def is_code(typed: str, code: str) -> bool:
    """In the same time for every wrong one."""
    return hmac.compare_digest(typed.encode(), code.encode())


def shown_code(code: str) -> str:
    """4F7K-9XM3"""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str:
    """The code meant by what was typed: any case, width or separator, and O for 0, l for 1, S for 5 and their like."""
    code = BETWEEN.sub("", normalize("NFKC", text)).upper().translate(MEANT)
    if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
        raise NotACode
    return code
