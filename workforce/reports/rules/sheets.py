"""A form of the authority as a table: on paper, and in a workbook with a sheet for each."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...certificates.rules.sheets import printed
from ...money.rules.sheets import ERA, LONGEST_TITLE, write

WIDTHS = (10, 44)  # in digits; a Japanese letter is as wide as two
NOT_IN_A_TITLE = str.maketrans("/\\?*[]:", "／＼？＊［］：")


@dataclass(frozen=True)
class Sheet:
    """`lead`: a sentence under the title; `facts`: (what, said) above the table; `head` empty: no table; `note` below
    it. `wide`: landscape.
    """

    title: str
    facts: Sequence[tuple[str, object]] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    note: str = ""
    wide: bool = False
    of: str = ""
    lead: str = ""

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
    from openpyxl.styles import Font

    book, names = Workbook(), Names()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(sheets, start=1):
        page = book.create_sheet(names.of(sheet, number))
        above: list[Sequence[object]] = [(sheet.name,), *([(sheet.lead,)] if sheet.lead else []), *sheet.facts, ()]
        lines = [*above, sheet.head, *sheet.rows, (), (sheet.note,)]
        for row, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                if value != "":
                    write(page.cell(row, column), value, ERA)
        page.cell(1, 1).font = Font(bold=True, size=14)
        for column in range(1, len(sheet.head) + 1):
            page.cell(len(above) + 1, column).font = Font(bold=True)
        for column, width in enumerate(widths(lines[1:]), start=1):
            page.column_dimensions[page.cell(1, column).column_letter].width = width
        page.page_setup.orientation = "landscape" if sheet.wide else "portrait"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.paperSize = 9  # A4
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def widths(lines: Sequence[Sequence[object]]) -> list[int]:
    """Of each column what its longest value needs, within reason."""
    found: dict[int, int] = {}
    for line in lines:
        for column, value in enumerate(line):
            found[column] = max(found.get(column, 0), 2 * len(printed(value)) + 2)
    narrow, wide = WIDTHS
    return [min(max(found[column], narrow), wide) for column in sorted(found)]
