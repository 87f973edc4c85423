"""How people head the columns of a list of names, in any order and spelling."""

import re
from collections.abc import Sequence
from unicodedata import normalize

FIELDS = ("family_name", "given_name", "family_kana", "given_kana", "birth_date", "mail", "phone", "language")
NAME, KANA = "name", "kana"
"""Columns that hold both names, with a space between."""

WORDS = {
    "family_name": "姓 氏 名字 苗字 family familyname lastname surname họ",
    "given_name": "名 given givenname firstname forename tên",
    "family_kana": "セイ せい 姓カナ 姓フリガナ 姓かな 姓ふりがな 氏カナ familykana familynamekana lastnamekana",
    "given_kana": "メイ めい 名カナ 名フリガナ 名かな 名ふりがな givenkana givennamekana firstnamekana",
    NAME: "氏名 名前 お名前 職員名 受講者名 受講者氏名 fullname name 姓名",
    KANA: "フリガナ ふりがな カナ かな 氏名カナ 氏名フリガナ 氏名かな カナ氏名 よみ よみがな kana reading furigana",
    "birth_date": "生年月日 誕生日 birthdate dateofbirth birthday dob born ngàysinh",
    "mail": "メール メールアドレス eメール 電子メール mail email emailaddress mailaddress",
    "phone": "電話 電話番号 携帯 携帯電話 携帯番号 携帯電話番号 tel phone telephone telephonenumber mobile",
    "language": "言語 ことば 使用言語 希望言語 連絡の言語 language lang languageofthemessages",
}
MEANT = {word: field for field, words in WORDS.items() for word in words.split()}
BETWEEN = re.compile(r"[\s()\[\]・_\-/:*※「」【】,.、。’']+")


def field_of(heading: str) -> str | None:
    """Which of FIELDS, NAME or KANA a column holds, None for one that we do not need."""
    return MEANT.get(BETWEEN.sub("", normalize("NFKC", heading).lower())) or MEANT.get(heading.strip())


def fields_of(row: Sequence[str]) -> dict[int, str]:
    """{column: field}; of two columns of one field the first."""
    found: dict[int, str] = {}
    for column, heading in enumerate(row):
        field = field_of(heading)
        if field and field not in found.values():
            found[column] = field
    return found


def is_enough(fields) -> bool:
    """A name, its reading and the date of birth: without them nobody can be enrolled."""
    names = set(fields)
    has_name = NAME in names or bool(names & {"family_name", "given_name"})
    has_kana = KANA in names or bool(names & {"family_kana", "given_kana"})
    return has_name and has_kana and "birth_date" in names
