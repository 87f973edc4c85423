"""Who is the same human, when nobody has signed in.

The same: reading, date of birth and one contact agree. Less than that is never merged, because families share a
telephone, and twins a birthday; two of the three make a candidate that staff decide about.
"""

from dataclasses import dataclass, field
from datetime import date

from .kana import folded


@dataclass(frozen=True)
class Identity:
    """What a person is recognised by, each value as stored: katakana, date, folded addresses, E.164 numbers.

    An empty value agrees with nothing, not even with another empty one.
    """

    kana: str
    birth_date: date | None
    mails: frozenset[str] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)


def is_same(a: Identity, b: Identity) -> bool:
    """Reading, date of birth and a contact agree, letter by letter."""
    return kana_key(a.kana) == kana_key(b.kana) != "" and share_birth_date(a, b) and share_contact(a, b)


def may_be_duplicate(a: Identity, b: Identity) -> bool:
    """Not the same, but near enough for somebody to look: two of reading, date of birth and contact agree.

    The reading is compared loosely: タカハシ ハナコ is near ハナコ タカハシ and ダカハシ ハナコ. So this finds a name
    changed by marriage, a mistyped birth date and a new telephone, and does not find brothers and sisters.
    """
    signs = (near_kana(a.kana, b.kana), share_birth_date(a, b), share_contact(a, b))
    return sum(signs) >= 2 and not is_same(a, b)


def agree_in(a: Identity, b: Identity) -> list[str]:
    """Which of `kana`, `birth_date`, `mail` and `phone` agree, the reading loosely: what staff see beside a pair."""
    signs = {
        "kana": near_kana(a.kana, b.kana),
        "birth_date": share_birth_date(a, b),
        "mail": bool(a.mails & b.mails),
        "phone": bool(a.phones & b.phones),
    }
    return [sign for sign, agrees in signs.items() if agrees]


def kana_key(kana: str) -> str:
    """The reading without spaces and dots: グエン・アン and グエン アン are one."""
    return kana.replace(" ", "").replace("・", "")


def near_kana(a: str, b: str) -> bool:
    """Whether two readings differ in nothing but word order, dots, voiced marks, small letters and long vowels."""
    return folded(kana_key(a)) == folded(kana_key(b)) != "" or _words(a) == _words(b) != []


def _words(kana: str) -> list[str]:
    return sorted(folded(word) for word in kana.replace("・", " ").split())


def share_birth_date(a: Identity, b: Identity) -> bool:
    return a.birth_date is not None and a.birth_date == b.birth_date


def share_contact(a: Identity, b: Identity) -> bool:
    return bool(a.mails & b.mails or a.phones & b.phones)
