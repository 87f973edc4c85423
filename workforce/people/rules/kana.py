"""The reading of a name: always full-width katakana, however it was typed, and the order of the fifty sounds."""

import re
from unicodedata import combining, normalize

from flask_babel import lazy_gettext as _
from jaconv import hira2kata

from workforce.refusals import Refused

LONGEST = 100


class NotKana(Refused):
    message = _("Type the reading in katakana or hiragana, for example タカハシ ハナコ. This cannot stay: %(others)s")
    field = "family_kana"


class KanaTooLong(NotKana):
    message = _("Shorten the reading to 100 characters, for example タカハシ ハナコ.")


# NFKC would put a space before the stand-alone marks, so they become the ones that join.
JOINING = str.maketrans(
    {"゛": "\u3099", "゜": "\u309a", "•": "・", "·": "・", "∙": "・", "、": " ", ",": " ", "，": " "}
)
DASH = re.compile(r"(?<=[ァ-ヺー])[\-‐‑‒–—―−]")
REPEATED = re.compile(r"([ァ-ヺ])([ヽヾ])")
LETTER = re.compile(r"[ァ-ヺ]")
OTHERS = re.compile(r"[^ァ-ヺー・ ]")


def kana(text: str) -> str:
    """Full-width katakana from hiragana, half-width or mixed text; a dash typed for ー becomes one, スヾ becomes スズ.

    Katakana, ー, ・ and single spaces remain. Nothing typed stays nothing. Raises NotKana, showing what is not kana.
    """
    text = hira2kata(normalize("NFKC", text.translate(JOINING)))
    text = " ".join(DASH.sub("ー", text).split())
    while REPEATED.search(text):
        text = REPEATED.sub(_repeat, text)
    if others := "".join(dict.fromkeys(OTHERS.findall(text))):
        raise NotKana(others=printable(others))
    if text and not LETTER.search(text):
        raise NotKana(others=text)
    if len(text) > LONGEST:
        raise KanaTooLong
    return text


def _repeat(found: re.Match[str]) -> str:
    """ヽ says the letter again without its voiced mark, ヾ with it."""
    plain = normalize("NFD", found[1])[0]
    return found[1] + normalize("NFC", plain + ("\u3099" if found[2] == "ヾ" else ""))


def printable(characters: str) -> str:
    """What can be shown of `characters`; the rest by number, such as U+E000."""
    return " ".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in characters)


LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
ROWS = (
    "アカサタナハマヤラワ",
    "イキシチニヒミリヰ",
    "ウクスツヌフムユル",
    "エケセテネヘメレヱ",
    "オコソトノホモヨロヲ",
)
VOWEL = {letter: row[0] for row in ROWS for letter in row}


def folded(text: str) -> str:
    """Katakana without what the fifty sounds do not tell apart: ガ is カ, ッ is ツ, the ー of ユー is ウ, no ・."""
    plain = "".join(one for one in normalize("NFD", text) if not combining(one)).translate(LARGE)
    letters: list[str] = []
    for one in plain:
        if one == "ー":
            one = VOWEL.get(letters[-1], "") if letters else ""
        if one and one != "・":
            letters.append(one)
    return "".join(letters)


def sort_kana(family_kana: str, given_kana: str = "") -> str:
    """What people are ordered by: 五十音順 by family name, then given name, then voiced marks and small letters.

    Takes kana as stored. Compare the results by code point (in PostgreSQL: collation "C"). A space comes before every
    letter, so that ヤマ タロウ stands before ヤマダ アキ. A reading typed into a search finds its people by prefix:
    `sort_kana LIKE folded(kana(typed)) || '%'`.
    """
    return f"{folded(family_kana)} {folded(given_kana)}/{family_kana} {given_kana}"
