"""Readings over kanji. Easy texts write {漢字|かんじ}; the page shows ruby, attributes and mails show it plainly.

After a number a counter is read as that number asks: write 2{人|にん}, 3{日|にち} or %(num)s{分|ふん}, and readers get
ふたり, みっか and the right one of ふん and ぷん. A day of the month differs in 1 only: write {1日|ついたち}.
"""

import re

from flask import g

READING = re.compile(r"\{([0-9]*[々ヶ〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)\|([ぁ-ゖー]+)\}")
# What shows words without markup: elements that hold only text, and the tags themselves.
ONLY_TEXT = r"<(title|option|textarea|script|style)\b.*?</\3\s*>|<[^>]*\{[^>]*>"
PIECE = re.compile(f"{READING.pattern}|{ONLY_TEXT}", re.DOTALL)

DAYS = {
    **{2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか"},
    **{10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか"},
}
TOGETHER = {
    "人": {1: "ひとり", 2: "ふたり"},
    "日": DAYS,
    "日間": {number: f"{reading}かん" for number, reading in DAYS.items()},
    "日目": {number: f"{reading}め" for number, reading in DAYS.items()},
    "歳": {20: "はたち"},
}
"""Counters that melt with some numbers into one word: {counter: {number: the reading of both}}."""

SOFT = {"分": "ふん", "分間": "ふんかん"}
"""Read with ふ after 2, 5, 7 and 9, with ぷ after all other numbers: さんぷん, じゅっぷん."""

COUNTER = re.compile(rf"\{{({'|'.join([*TOGETHER, *SOFT])})\|[ぁ-ゖー]+\}}")
NUMBER = re.compile(r"[0-9][0-9,]*\Z")
DIGITS = len("99,999")  # of a number that is looked for before a counter


def plain(text: str) -> str:
    """Without readings: for attributes, titles and anything that cannot carry markup."""
    return READING.sub(r"\1", text)


def bracketed(text: str) -> str:
    """{漢字|かんじ} → 漢字(かんじ): for mails and paper."""
    return READING.sub(r"\1(\2)", counted(text))


def marked_up(html: str) -> str:
    """A whole page: ruby between tags, plain words inside tags and inside elements that hold only text."""
    return PIECE.sub(piece_marked_up, counted(html)) if "|" in html else html


def piece_marked_up(piece) -> str:
    words, reading, _element = piece.groups()
    return f"<ruby>{words}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>" if words else plain(piece[0])


def counted(text: str) -> str:
    """Counters read as the numbers before them ask: 2{人|にん} → {2人|ふたり}, 10{分|ふん} → 10{分|ぷん}."""
    done: list[str] = []
    at = 0
    for piece in COUNTER.finditer(text):
        if number := NUMBER.search(text, max(at, piece.start() - DIGITS), piece.start()):
            done += text[at : number.start()], together(number[0], piece[1], piece[0])
            at = piece.end()
    return "".join([*done, text[at:]]) if done else text


def together(number: str, counter: str, written: str) -> str:
    count = int(number.replace(",", ""))
    if reading := TOGETHER.get(counter, {}).get(count):
        return f"{{{number}{counter}|{reading}}}"
    if reading := SOFT.get(counter):
        return f"{number}{{{counter}|{reading if count % 10 in {2, 5, 7, 9} else reading.replace('ふ', 'ぷ', 1)}}}"
    return number + written


def show_readings(response):
    language = g.get("language")
    is_page = response.mimetype == "text/html" and not response.direct_passthrough
    if language and language.html_lang == "ja" and is_page:
        response.set_data(marked_up(response.get_data(as_text=True)))
    return response
