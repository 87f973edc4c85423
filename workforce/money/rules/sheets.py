"""Lists for a spreadsheet, in which nothing that somebody typed is computed."""

import csv
import io
from collections.abc import Iterable

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


def is_in(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
