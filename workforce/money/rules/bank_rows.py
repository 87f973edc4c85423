"""One line of a bank's file: the day, the amount, who sent it and what they wrote."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from flask_babel import gettext as _

from ...people.rules import eras, receipts
from ...refusals import Refused
from .bank_file import Columns

DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?(?:\D.*)?|(\d{4})(\d{2})(\d{2})")
ERA_DAY = re.compile(r"(令和|平成|R|H)\.?\s*(元|\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?", re.IGNORECASE)
YEN = re.compile(r"\+?\d{1,9}")
NUMBERS = re.compile(r"\d[\d\-‐‑‒–—―−ー ]*\d")
MOST_LETTERS = 200


@dataclass(frozen=True)
class Line:
    """`number` in the file, from 1. `error`: why it cannot be read. `yen` 0: no money came in by it.

    `again`: the same line stands in the file before.
    """

    number: int
    day: date | None = None
    yen: int = 0
    kana: str = ""
    words: str = ""
    error: str | None = None
    fingerprint: str = ""
    again: bool = False


def lines_of(rows: Sequence[Sequence[str]], columns: Columns, *, today: date) -> list[Line]:
    """Every line below the headings."""
    return list(told_apart(read_line(number, row, columns, today) for number, row in numbered(rows, columns)))


def numbered(rows, columns):
    return list(enumerate(rows, 1))[columns.first :]


def read_line(number: int, row: Sequence[str], columns: Columns, today: date) -> Line:
    day, yen, kana = (cell(row, column) for column in (columns.day, columns.yen, columns.kana))
    words = cell(row, columns.words) if columns.words is not None else ""
    if len(row) <= max(columns.day, columns.yen, columns.kana):
        return Line(number, error=_("This line has too few columns."))
    amount = read_yen(yen)
    if amount is None:
        return Line(number, kana=kana, error=_("The amount cannot be read: %(text)s", text=yen[:40]))
    if amount == 0:
        return Line(number, kana=kana)
    when = read_day(day)
    if when is None:
        return Line(number, kana=kana, error=_("The day cannot be read: %(text)s", text=day[:40]))
    if when > today:
        return Line(number, kana=kana, error=_("The day lies in the future: %(text)s", text=day[:40]))
    return Line(number, when, amount, kana, words)


def told_apart(lines) -> Iterator[Line]:
    """Two payments can look the same: the second of them is another, and says so."""
    seen: Counter[str] = Counter()
    for line in lines:
        if line.error or not line.yen:
            yield line
            continue
        said = "|".join((line.day.isoformat(), str(line.yen), plain(line.kana), plain(line.words)))
        seen[said] += 1
        mark = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:32]
        yield Line(line.number, line.day, line.yen, line.kana, line.words, None, mark, seen[said] > 1)


def cell(row: Sequence[str], column: int) -> str:
    return row[column][:MOST_LETTERS] if column < len(row) else ""


def plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).split())


def read_yen(text: str) -> int | None:
    """12,000円 and １２０００; 0 for an empty cell and for money that went out; None for what is no amount."""
    typed = re.sub(r"[,、\s¥\\円]", "", normalize("NFKC", text))
    if typed in ("", "-", "*"):
        return 0
    if re.fullmatch(r"[-−△▲]\d+", typed):
        return 0
    return int(typed) if YEN.fullmatch(typed) else None


def read_day(text: str) -> date | None:
    """2026/11/20, 20261120, 2026年11月20日, 令和8年11月20日 and R8.11.20; None for what is no day."""
    typed = normalize("NFKC", text).strip()
    if found := ERA_DAY.match(typed):
        era = eras.BY_WORD[found[1].lower()]
        numbers = [era.year(1 if found[2] == "元" else int(found[2])), int(found[3]), int(found[4])]
    elif found := DAY.fullmatch(typed):
        numbers = [int(group) for group in found.groups() if group]
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def receipts_in(text: str) -> list[str]:
    """Every receipt number in a text, each once; numbers with a wrong digit are none."""
    found = []
    for run in NUMBERS.findall(normalize("NFKC", text)):
        try:
            found.append(receipts.read(run))
        except Refused:
            continue
    return list(dict.fromkeys(found))
