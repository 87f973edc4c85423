"""From the bytes of a bank's CSV to lines of cells, and which column is what."""

import csv
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from ...refusals import Refused

MOST_BYTES = 3_000_000
MOST_LINES = 10_000
LOOKED_AT = 20
"""Lines among which the headings are looked for: banks write their own words above them."""

HEADINGS = {
    "day": ("取引日", "入金日", "勘定日", "年月日", "日付", "起算日", "date"),
    "yen": ("入金額", "お預り金額", "お預かり金額", "預入金額", "お預入", "預入", "入金", "金額", "amount"),
    "kana": ("振込依頼人", "依頼人", "振込人", "お取引内容", "取引内容", "摘要", "内容", "名前", "name"),
    "words": ("EDI", "メモ", "備考", "通信", "memo"),
}
NOT_THESE = ("出金", "支払", "引出", "残高", "区分")


class FileRefused(Refused):
    field = "file"


class FileEmpty(FileRefused):
    message = _("This file is empty. Export it from the bank's site again.")


class FileTooLarge(FileRefused):
    message = _("This file is larger than 3 MB. Export a shorter time from the bank's site.")


class NotText(FileRefused):
    message = _("This is not a CSV file. Export the list from the bank's site as CSV, or save it as CSV in Excel.")


class WrongEncoding(FileRefused):
    message = _(
        "We cannot read the letters of this file: they are neither CP932 (Shift JIS) nor UTF-8. "
        "Export it from the bank's site again and do not change it."
    )


class TooManyLines(FileRefused):
    message = _("This file has more than %(most)s lines. Export a shorter time from the bank's site.")


class ColumnsMissing(Refused):
    message = _("Choose the columns with the day, the amount and the sender.")


class Columns(NamedTuple):
    """Column numbers, from 0. `first`: the number of the first line below the headings."""

    first: int
    day: int
    yen: int
    kana: int
    words: int | None = None


def decoded(body: bytes) -> tuple[str, str]:
    """(text, encoding). Raises FileEmpty, FileTooLarge, NotText, WrongEncoding."""
    if not body.strip():
        raise FileEmpty
    if len(body) > MOST_BYTES:
        raise FileTooLarge
    if body[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise NotText
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932"):
        try:
            return body.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise WrongEncoding


def cells_of(text: str) -> list[list[str]]:
    """The lines that hold anything, each a list of texts. Raises NotText, TooManyLines."""
    if "\x00" in text:
        raise NotText
    lines = text.splitlines(keepends=True)
    try:
        rows = [[unwrapped(cell) for cell in row] for row in csv.reader(lines, delimiter=separator(lines))]
    except csv.Error:
        raise NotText from None
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    return rows


def separator(lines: Sequence[str]) -> str:
    start = "".join(lines[:LOOKED_AT])
    return max(",\t;", key=start.count)


def unwrapped(cell: str) -> str:
    """Excel's ="0123" is the text 0123; any other formula stays the text that it is."""
    quoted = re.fullmatch(r'="(.*)"', cell.strip())
    return quoted[1].strip() if quoted else cell.strip()


def recognised(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns by the bank's own headings; None if they cannot be told."""
    for number, row in enumerate(rows[:LOOKED_AT]):
        names = [normalize("NFKC", cell).replace(" ", "") for cell in row]
        found: dict[str, Any] = {what: column(names, words) for what, words in HEADINGS.items()}
        if found["words"] in (found["kana"], found["yen"], found["day"]):
            found["words"] = None
        named = [found["day"], found["yen"], found["kana"]]
        if None not in named and len(set(named)) == len(named):
            return Columns(first=number + 1, **found)
    return None


def column(names: Sequence[str], words: Sequence[str]) -> int | None:
    """The first column whose heading holds the most telling word."""
    for word in words:
        for number, name in enumerate(names):
            if word in name and not any(other in name for other in NOT_THESE):
                return number
    return None


def widest(rows: Sequence[Sequence[str]]) -> int:
    return max((len(row) for row in rows), default=0)
