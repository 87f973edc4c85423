"""A form of the authority as a table: on paper, and in a workbook with a sheet for each."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from ...certificates.rules.sheets import printed
from ...money.rules.sheets import ERA, LONGEST_TITLE, write

WIDTHS = (8, 44)  # in digits; a Japanese letter is as wide as two
NOBODY = "該当する者はいません。"
NOT_IN_A_TITLE = str.maketrans("/\\?*[]:", "／＼？＊［］：")


@dataclass(frozen=True)
class Sheet:
    """`lead`: a sentence under the title; `facts`: (what, said) above the table; `head` empty: no table; `note` below
    it. `wide`: landscape. `spread`: the columns that share what the others leave of the page.
    """

    title: str
    facts: Sequence[tuple[str, object]] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    note: str = ""
    wide: bool = False
    of: str = ""
    lead: str = ""
    spread: Sequence[int] = ()

    @property
    def name(self) -> str:
        return f"{self.title}　{self.of}".strip("　")


@dataclass
class Names:
    """Titles of sheets: short, each once."""

    given: set[str] = field(default_factory=set)

    def of(self, sheet: Sheet, number: int) -> str:
        name = f"{number}{sheet.name.translate(NOT_IN_A_TITLE)}"[:LONGEST_TITLE]
        self.given.add(name)
        return name


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    from openpyxl import Workbook  # here: most visitors never ask for a workbook

    book, names = Workbook(), Names()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(sheets, start=1):
        fill(book.create_sheet(names.of(sheet, number)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(page, sheet: Sheet):
    """Title, facts, the table, and the note."""
    from openpyxl.styles import Font

    above: list[Sequence[object]] = [(sheet.name,), *([(sheet.lead,)] if sheet.lead else []), *sheet.facts, ()]
    table = [sheet.head, *(sheet.rows or [(NOBODY,)])] if sheet.head else []
    for row, line in enumerate([*above, *table, (), (sheet.note,)], start=1):
        for column, value in enumerate(line, start=1):
            if value != "":
                write(page.cell(row, column), value, ERA)
    page.cell(1, 1).font = Font(bold=True, size=14)
    rule(page, len(above) + 1, len(table), len(sheet.head))
    for column, width in enumerate(widths(sheet), start=1):
        page.column_dimensions[page.cell(1, column).column_letter].width = width
    fit(page, sheet)


def rule(page, top: int, height: int, width: int):
    """Lines around the cells of the table that begins in the row `top`; its heading stands on every page."""
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side(style="thin")
    for row in range(top, top + height):
        for column in range(1, width + 1):
            cell = page.cell(row, column)
            cell.border, cell.font = Border(thin, thin, thin, thin), Font(bold=row == top)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    if height:
        page.print_title_rows = f"{top}:{top}"


def fit(page, sheet):
    """A4, as wide as the paper."""
    page.page_setup.orientation = "landscape" if sheet.wide else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.paperSize = 9


def widths(sheet: Sheet) -> list[int]:
    """Of each column what the longest value of the table needs, within reason; facts run on over the next columns."""
    found = {0: max((wide(what) for what, _said in sheet.facts), default=0)}
    for line in [sheet.head, *sheet.rows]:
        for column, value in enumerate(line):
            found[column] = max(found.get(column, 0), wide(printed(value)))
    narrow, most = WIDTHS
    return [min(max(found[column] + 2, narrow), most) for column in sorted(found)]


def wide(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "FWA" else 1 for letter in text)
