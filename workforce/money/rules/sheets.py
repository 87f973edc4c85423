"""Lists for a spreadsheet, in which nothing that somebody typed is computed."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import category

BEGINS = ("=", "+", "-", "@", "\t", "\r")
IN_ITS_PLACE = "〓"
"""For a letter that the chosen encoding lacks."""


def neutral(value) -> str:
    """A text that begins like a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(BEGINS) else text


def as_csv(rows: Iterable[Iterable[object]], encoding: str) -> bytes:
    """`encoding`: "cp932", or "utf-8", which begins with a mark so that Excel reads it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[neutral(value) for value in row] for row in rows])
    text = out.getvalue()
    if encoding == "cp932":
        return "".join(one if is_in(one, encoding) else IN_ITS_PLACE for one in text).encode(encoding)
    return text.encode("utf-8-sig")


def as_workbook(head: Sequence[str], rows: Iterable[Sequence[object]], *, title: str, days: str = "") -> bytes:
    """One sheet of an XLSX file: numbers and dates as themselves, everything else as text, whatever it begins with.

    `days`: how dates are shown, ERA for example.
    """
    from openpyxl import Workbook  # here: most visitors never ask for a workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = title[:LONGEST_TITLE], "A2"
    for number, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            write(sheet.cell(number, column), value, days)
    for column, name in enumerate(head, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = max(NARROWEST, 2 * len(name) + 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LONGEST_TITLE = 31
NARROWEST = 18  # in digits; a Japanese letter is as wide as two
FORMATS = {int: "#,##0", date: "yyyy/mm/dd"}
ERA = '[$-411]ggge"年"m"月"d"日"'
"""A date that shows itself as 令和8年5月1日 and still is one."""


def write(cell, value, days=""):
    if made := FORMATS.get(type(value)):
        cell.value, cell.number_format = value, days if days and type(value) is date else made
    else:
        cell.value = "".join(letter for letter in str(value) if letter.isprintable() or category(letter) == "Zs")
        cell.data_type = "s"  # a name that begins like a formula stays a name


def is_in(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
