"""A chosen file: CSV in UTF-8, UTF-16 or CP932, or an Excel workbook. Nothing in it is run or worked out."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from flask_babel import lazy_gettext as _

from .group_tables import LINES, NotAList, NothingInIt, Unreadable, rows_of_cells, rows_of_text

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000  # bytes: a workbook of fifty people has some ten thousand
MOST_PARTS = 300
COLUMNS = 60
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class TooLarge(NotAList):
    message = _("This file is too large for a list of 50 people. Save only the list, and choose that file.")


class OldOrLocked(NotAList):
    message = _(
        "This workbook is of an old kind or has a password. Save it as .xlsx without a password, then choose it."
    )


class HasMacros(NotAList):
    message = _("This workbook has macros in it. Save it as .xlsx without macros, then choose it.")


class UnknownLetters(NotAList):
    message = _("The letters in this file are not in UTF-8 or Shift_JIS. Save it again as CSV UTF-8 or as .xlsx.")


def rows_of_file(data: bytes) -> list[dict[str, str]]:
    """As group_tables.rows_of_cells, whatever kind of file it is. Raises a NotAList."""
    if not data:
        raise NothingInIt
    if len(data) > MOST_BYTES:
        raise TooLarge
    if data.startswith(OLD_OFFICE):
        raise OldOrLocked
    if data.startswith(ZIP):
        return rows_of_workbook(data)
    return rows_of_text(decoded(data))


def decoded(data: bytes) -> str:
    for encoding in ["utf-16"] if data.startswith(UTF_16) else ["utf-8-sig", "cp932"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise Unreadable
        return text
    raise UnknownLetters


def rows_of_workbook(data: bytes) -> list[dict[str, str]]:
    refuse_traps(data)
    try:
        return rows_of_cells(cells_of(data))
    except NotAList:
        raise
    except Exception:  # whatever a broken workbook makes the parser say
        raise Unreadable from None


def refuse_traps(data: bytes):
    """What unpacks to far more than it is, and what has programs in it, is never opened."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TooLarge
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise HasMacros


def cells_of(data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet; a formula as the text that stands in its cell."""
    from openpyxl import load_workbook  # here: most visitors never send a workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for row in book.worksheets[0].iter_rows(max_row=LINES, max_col=COLUMNS, values_only=True):
        yield [as_typed(value) for value in row]


def as_typed(value) -> str:
    """A cell as somebody would type it. A number that lost the zero of a telephone number gets it back; the page shows
    it before anything happens.
    """
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 10**8 <= value < 10**10:
        return f"0{value}"
    return str(value)
