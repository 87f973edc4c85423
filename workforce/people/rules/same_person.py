"""Who is the same human, when nobody has signed in.

The same: reading, date of birth and one contact agree. Less than that is never merged, because families share a
telephone, and twins a birthday; two of the three make a candidate that staff decide about.
"""

from dataclasses import dataclass, field
from datetime import date

from .kana import folded


@dataclass(frozen=True)
class Identity:
    """What a person is recognised by, each value as stored: katakana, ISO date, folded addresses, E.164 numbers."""

    kana: str
    birth_date: date
    mails: frozenset[str] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)


def is_same(a: Identity, b: Identity) -> bool:
    """Reading, date of birth and a contact agree, letter by letter."""
    return kana_key(a.kana) == kana_key(b.kana) != "" and a.birth_date == b.birth_date and share_contact(a, b)


def may_be_duplicate(a: Identity, b: Identity) -> bool:
    """Not the same, but near enough for somebody to look: two of reading, date of birth and contact agree.

    The reading is compared loosely: タカハシ ハナコ is near ハナコ タカハシ and ダカハシ ハナコ. So this finds a name
    changed by marriage, a mistyped birth date and a new telephone, and does not find brothers and sisters.
    """
    signs = (near_kana(a.kana, b.kana), a.birth_date == b.birth_date, share_contact(a, b))
    return sum(signs) >= 2 and not is_same(a, b)


def kana_key(kana: str) -> str:
    """The reading without spaces and dots: グエン・アン and グエン アン are one."""
    return kana.replace(" ", "").replace("・", "")


def near_kana(a: str, b: str) -> bool:
    """Whether two readings differ in nothing but word order, dots, voiced marks, small letters and long vowels."""
    return folded(kana_key(a)) == folded(kana_key(b)) != "" or _words(a) == _words(b) != []


def _words(kana: str) -> list[str]:
    return sorted(folded(word) for word in kana.replace("・", " ").split())


def share_contact(a: Identity, b: Identity) -> bool:
    return bool(a.mails & b.mails or a.phones & b.phones)
