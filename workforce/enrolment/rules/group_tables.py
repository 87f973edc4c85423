"""A list of names out of a spreadsheet: text becomes rows of typed values, or a refusal that says why not."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from .group_headings import FIELDS, KANA, NAME, fields_of, is_enough

AT_MOST = 50
"""People of one group. Source: ENR-9 of our goals, as in the bulk booking of comparable systems."""

LINES = 3000  # empty ones included: nobody's list of fifty people is longer
LONGEST = 200  # characters of one cell
DELIMITERS = ("\t", ",", ";")


class NotAList(Refused):
    """`field` is set by whoever knows where the text came from."""


class NothingInIt(NotAList):
    message = _("There are no names in it. The first row names the columns, each row below it one person.")


class NoHeadings(NotAList):
    message = _(
        "We do not find the columns. The first row must name at least 姓, 名, セイ, メイ and 生年月日 "
        "(or 氏名, フリガナ and 生年月日). You can use our file with the right columns."
    )


class TooManyPeople(NotAList):
    message = _("There are more than %(most)s people in it. Enrol them in parts of at most %(most)s.")


class Unreadable(NotAList):
    message = _("We cannot read this as a list. Save it as CSV or as an Excel workbook (.xlsx) and choose it again.")


def rows_of_text(text: str) -> list[dict[str, str]]:
    """Pasted or decoded text: cells between tabs, commas or semicolons, whichever makes sense of the first row."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise NothingInIt
    delimiter = max(DELIMITERS, key=lambda one: len(fields_of(next(csv.reader([lines[0]], delimiter=one), []))))
    try:
        return rows_of_cells(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable from None


def rows_of_cells(cells: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    """The rows below the headings, each {field of FIELDS: as typed}. Raises a NotAList."""
    filled = (row for row in islice(cells, LINES) if any(cell.strip() for cell in row))
    headings = next(filled, None)
    if headings is None:
        raise NothingInIt
    columns = fields_of(headings)
    if not is_enough(columns.values()):
        raise NoHeadings
    rows = [row_of(columns, row) for row in islice(filled, AT_MOST + 1)]
    if not rows:
        raise NothingInIt
    if len(rows) > AT_MOST:
        raise TooManyPeople(most=AT_MOST)
    return rows


def row_of(columns: dict[int, str], cells: Sequence[str]) -> dict[str, str]:
    found = {field: cells[column].strip()[:LONGEST] for column, field in columns.items() if column < len(cells)}
    found = parted(found, NAME, "family_name", "given_name")
    found = parted(found, KANA, "family_kana", "given_kana")
    return {field: found.get(field, "") for field in FIELDS}


def parted(found: dict[str, str], both: str, family: str, given: str) -> dict[str, str]:
    """高橋 花子 in one cell: the family name before the first space, the given name behind it."""
    words = found.get(both, "").split(maxsplit=1)
    parts = dict(zip((family, given), words, strict=False))
    return {**parts, **{field: value for field, value in found.items() if field != both and value}}
