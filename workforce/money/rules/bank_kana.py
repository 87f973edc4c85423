"""A name as banks write it: capital kana only, voiced marks as letters of their own, and what they leave out."""

import re
from unicodedata import normalize

LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヲ", "アイウエオツヤユヨワカケオ")
JOINING = str.maketrans({"゛": "\u3099", "゜": "\u309a", "ﾞ": "\u3099", "ﾟ": "\u309a"})
LEFT_OUT = re.compile(r"[^ァ-ヺA-Z]")
LONG = re.compile(r"[ー\-‐‑‒–—―−]")
DIGITS = re.compile(r"[\d\-‐‑‒–—―−ー]*\d")


def bank_kana(text: str) -> str:
    """What two ways to write one name have in common: ヤマダ ハナコ and ﾔﾏﾀﾞﾊﾅｺ, シャ and シヤ, ユーコ and ユ-コ.

    Digits, spaces, marks and the long sound fall away; hiragana is not expected from a bank.
    """
    whole = normalize("NFKC", text.translate(JOINING)).upper()
    return LEFT_OUT.sub("", LONG.sub("", whole).translate(LARGE))


def without_numbers(text: str) -> str:
    """The name in a text that may begin or end with a receipt number."""
    return DIGITS.sub(" ", normalize("NFKC", text))


def as_typed(kana: str) -> str:
    """How somebody types their name at the bank: ヤマダ ハナコ."""
    return kana.translate(LARGE).replace("・", " ")
