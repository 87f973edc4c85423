"""The register of completers as the prefectures ask for it: number, name, birth date, completion."""

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
    """`line`: queries.registers.Line; days in the Japanese era, as such papers have them."""
    content = line.content
    return (
        line.number,
        content["name"],
        content["roman"],
        in_era(line.born) if line.born else "",
        content["course"]["ja"],
        line.code,
        in_era(line.completed_on),
        in_era(line.issued_on),
        in_era(line.expires_on) if line.expires_on else "",
        line.note,
    )
