"""The register of completers as the prefectures ask for it: number, name, birth date, completion."""

from datetime import date

from ...people.rules.eras import in_era

TITLE = "修了者名簿"
HEAD = (
    "証明書番号",
    "氏名",
    "ローマ字氏名",
    "生年月日",
    "課程・講座",
    "開講回",
    "修了年月日",
    "交付年月日",
    "有効期限",
    "備考",
)


def row(line) -> tuple[object, ...]:
    """`line`: queries.registers.Line."""
    content = line.content
    return (
        line.number,
        content["name"],
        content["roman"],
        line.born or "",
        content["course"]["ja"],
        line.code,
        line.completed_on,
        line.issued_on,
        line.expires_on or "",
        line.note,
    )


def printed(cell) -> str:
    """On paper, days are in the Japanese era, as such papers have them."""
    return in_era(cell) if isinstance(cell, date) else str(cell)
