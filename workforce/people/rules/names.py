"""Names as people write them: kanji kept stroke for stroke, Roman letters as on the residence card, readings in kana.

Source: the Digital Agency's GIF (names in separate parts, kana in full-width katakana, a foreign name in half-width
capitals as in the passport or residence card). No filter by character set: 髙, 﨑, 𠮷 and
variant selectors stay.
"""

import re
from dataclasses import dataclass
from unicodedata import category, normalize

from flask_babel import lazy_gettext as _

from workforce.refusals import Refused

from .kana import LONGEST, kana, printable, sort_kana
from .search_keys import search_key

__all__ = ["Name", "display_name", "kana", "name_of", "normalise", "roman", "search_key", "sort_kana"]


class NameRefused(Refused):
    """The base of what is said about a name."""

    field = "family_name"


class NameMissing(NameRefused):
    message = _("Type your name, for example 高橋 花子. If you have one name only, fill in one of the two fields.")


class NameNotLetters(NameRefused):
    message = _("A name is written in letters only, for example 高橋 or NGUYEN. This cannot stay: %(others)s")


class NameTooLong(NameRefused):
    message = _("Shorten the name to 100 characters, for example as it stands on your residence card.")


class NotRoman(NameRefused):
    message = _("Type the name as on your residence card, for example NGUYEN VAN AN. This cannot stay: %(others)s")
    field = "roman_name"


class KanaMissing(NameRefused):
    message = _("Type how the name is read, in katakana or hiragana, for example タカハシ or グエン.")
    field = "family_kana"


WIDE = re.compile("[\uff01-\uff1c\uff1e-\uff9f]+")  # full-width Latin and half-width katakana; ＝ joins ジャン＝ポール
# NFC replaces these ideographs by their modern forms (U+FA19 by U+795E): a name that has them would lose its strokes.
NOT_COMPATIBILITY = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "=": "＝"})
SIGNS = set(" '-.,・･＝゠ー()〇々〆")
JOINERS = "\u200c\u200d"  # Burmese and Nepali spelling need them after a mark; elsewhere they only glue emoji
EMOJI_STYLE = "\ufe0f"


def normalise(text: str) -> str:
    """The name as stored: half-width Latin, full-width kana, single spaces; kanji and their variants untouched.

    Raises NameNotLetters for emoji, digits, control and private characters, NameTooLong past 100 characters.
    """
    text = WIDE.sub(lambda found: normalize("NFKC", found[0]), text.translate(UNSEEN))
    text = NOT_COMPATIBILITY.sub(lambda found: normalize("NFC", found[0]).translate(STRAIGHT), text)
    text = " ".join(text.split())
    before = [" ", *text]
    others = [one for one, last in zip(text, before, strict=False) if not _belongs(one, last)]
    if others or (text and not any(category(one).startswith("L") for one in text)):
        raise NameNotLetters(others=printable("".join(dict.fromkeys(others or text))))
    if len(text) > LONGEST:
        raise NameTooLong
    return text


def _belongs(one: str, before: str) -> bool:
    if one in JOINERS:
        return category(before).startswith("M")
    return one in SIGNS or (category(one)[0] in "LM" and one != EMOJI_STYLE)


CAPITALS = str.maketrans(
    {"Đ": "D", "Ð": "D", "Ł": "L", "Ø": "OE", "Æ": "AE", "Œ": "OE", "Þ": "TH", "İ": "I", "＝": "-"}
)
NOT_ON_A_CARD = re.compile(r"[^A-Z' .,()\-]")


def roman(text: str) -> str:
    """A name as the residence card prints it: half-width capitals without accents. `Nguyễn Văn Đức` → NGUYEN VAN DUC.

    Nothing typed stays nothing. Raises NotRoman.
    """
    capitals = normalize("NFD", normalise(text).upper())
    letters = "".join(one for one in capitals if not category(one).startswith("M")).translate(CAPITALS)
    if others := NOT_ON_A_CARD.findall(letters):
        raise NotRoman(others=printable("".join(dict.fromkeys(others))))
    if len(letters) > LONGEST:
        raise NameTooLong
    return letters


def is_roman(name: str) -> bool:
    """Whether every letter of a normalised name is Latin, with or without accents."""
    return bool(name) and all(ord(one) < 0x250 or 0x1E00 <= ord(one) < 0x1F00 or category(one) == "Mn" for one in name)


@dataclass(frozen=True)
class Name:
    """One person's name, each part as stored; a part that does not exist is empty."""

    family: str
    given: str
    family_kana: str
    given_kana: str
    roman: str

    @property
    def shown(self) -> str:
        return display_name(self.family, self.given, self.roman)

    @property
    def shown_kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def sorted_by(self) -> str:
        return sort_kana(self.family_kana, self.given_kana)


def name_of(*, family: str, given: str, family_kana: str, given_kana: str, roman_name: str = "") -> Name:
    """The whole name from its typed parts.

    One of `family` and `given` may be empty (single names); each part that is there needs its reading. Parts in Roman
    letters become those of the card, and make up `roman` when it was left empty. Raises a Refused with its `field` set.
    """
    family, given = _stored(family, field="family_name"), _stored(given, field="given_name")
    family_kana = _beside("family_kana", kana, family_kana)
    given_kana = _beside("given_kana", kana, given_kana)
    if not family and not given:
        raise NameMissing
    if family and not family_kana:
        raise KanaMissing
    if given and not given_kana:
        raise _placed(KanaMissing(), "given_kana")
    written = f"{family} {given}".strip()
    card = _beside("roman_name", roman, roman_name) or (written if is_roman(written) else "")
    return Name(family, given, family_kana, given_kana, card)


def display_name(family: str, given: str, roman_name: str = "") -> str:
    """高橋 花子; a name in Roman letters as written on the card, or family name first as cards print it."""
    written = f"{family} {given}".strip()
    return roman_name if roman_name and (not written or is_roman(written)) else written


def _stored(text: str, *, field: str) -> str:
    name = _beside(field, normalise, text)
    return _beside(field, roman, name) if is_roman(name) else name


def _beside(field, read, text):
    """read(text), whose refusal then stands beside `field`."""
    try:
        return read(text)
    except Refused as refusal:
        raise _placed(refusal, field) from None


def _placed(refusal: Refused, field: str) -> Refused:
    refusal.field = field
    return refusal
