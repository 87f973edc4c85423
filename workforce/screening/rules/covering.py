"""Names, addresses and numbers in what applicants wrote, covered before an assessor reads it.

It finds what the applicant's own record says. What it cannot know, an assessor says with a flag.
"""

import re
from collections.abc import Iterable

COVER = "●●"
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"[+\d０-９][\d０-９ー()（）\s-]{7,}[\d０-９]")
SHORTEST = 2  # a family name of one character is also a word: 森, 林


def covered(text: str, names: Iterable[str]) -> str:
    """`names`: family, given and full name, their readings, the name in Roman letters; "" is passed over."""
    text = NUMBER.sub(COVER, MAIL.sub(COVER, text))
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) >= SHORTEST:
            text = re.sub(pattern_of(name), COVER, text, flags=re.IGNORECASE)
    return text


def pattern_of(name: str) -> str:
    """With or without spaces; in Roman letters only as whole words, so that "Lan" is not found in "language"."""
    parts = r"[\s　・]*".join(re.escape(part) for part in name.split())
    return rf"\b{parts}\b" if name.isascii() else parts


def hiragana(kana: str) -> str:
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in kana)
