"""The codes beside the names on a sheet of paper, and what somebody types of it.

A code is the number of the row and a letter that belongs to the person: whoever mistypes a row, or holds a sheet that
was printed before somebody joined, is told so instead of recording somebody else.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from ..models import Status

LETTERS = "ACDEFHJKLMNPRTUVWXY"  # none that looks like another or like a digit
TYPED = re.compile(r"(\d{1,3})([A-Z])(?:[:-](\d{1,3}))?")


class CodeUnknown(Refused):
    """Raised with `codes`, a list."""

    message = _("These codes are on no row of this roll: %(codes)s. Compare them with the sheet.")


class CodeTwice(Refused):
    message = _("These codes stand in two places: %(codes)s.")


class CodeMinutes(Refused):
    message = _("Write the minutes behind the code, for example 12K-15: %(codes)s.")


class Typed(NamedTuple):
    status: Status
    late: int
    early: int


def code(row: int, enrolment_id: int) -> str:
    """12K: row 12 of the sheet, and a letter of the person."""
    return f"{row}{LETTERS[enrolment_id % len(LETTERS)]}"


def codes(enrolment_ids: Sequence[int]) -> dict[str, int]:
    """{code: enrolment id} of a sheet with these people in this order."""
    return {code(row, one): one for row, one in enumerate(enrolment_ids, 1)}


def read(known: Mapping[str, int], *, absent: str, late: str, early: str) -> dict[int, Typed]:
    """What was typed of those who were not there all the time, {enrolment id: …}; nobody else is in it.

    `absent`: "3A 12K"; `late` and `early`: "5C-10 7D-20", with minutes. Somebody may be both late and early.
    Raises CodeUnknown, CodeMinutes, CodeTwice.
    """
    missed = {name: split(text) for name, text in (("absent", absent), ("late", late), ("early", early))}
    strange = [word for words in missed.values() for word, found in words if found is None or found[1] not in known]
    if strange:
        raise CodeUnknown(codes=strange)
    rows = {name: [(found[1], found[2]) for _word, found in words if found] for name, words in missed.items()}
    bare = [key for name in ("late", "early") for key, minutes in rows[name] if not minutes]
    if bare:
        raise CodeMinutes(codes=bare)
    away = {key for key, _minutes in rows["absent"]}
    twice = [key for name in rows for key in repeated(rows[name])]
    twice += [key for name in ("late", "early") for key, _minutes in rows[name] if key in away]
    if twice:
        raise CodeTwice(codes=sorted(set(twice)))
    late_by, early_by = dict(rows["late"]), dict(rows["early"])
    found = {known[key]: Typed(Status.ABSENT, 0, 0) for key in away}
    for key in {**late_by, **early_by}:
        status = Status.LATE if key in late_by else Status.LEFT_EARLY
        found[known[key]] = Typed(status, late_by.get(key, 0), early_by.get(key, 0))
    return found


def repeated(rows) -> list[str]:
    keys = [key for key, _minutes in rows]
    return [key for key in keys if keys.count(key) > 1]


def split(text: str) -> list[tuple[str, tuple[str, str, int] | None]]:
    words = normalize("NFKC", text).upper().replace("、", " ").replace(",", " ").split()
    return [(word, matched(word)) for word in words]


def matched(word: str) -> tuple[str, str, int] | None:
    """(…, code, minutes) or None."""
    found = TYPED.fullmatch(word)
    return (word, f"{int(found[1])}{found[2]}", int(found[3] or 0)) if found else None
