"""What stands on a certificate, frozen as it is on the day of issue, so that it reads the same for ever."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ...catalogue.models import CourseKind
from ...i18n import LANGUAGES
from ...money.rules.documents import written
from . import glyphs
from .issuer import Issuer
from .registers import Register

WHO = ("name", "roman", "birth_date", "birth")
"""Who it was issued to: what the register keeps."""
ABROAD = "en"
"""The language of the back for whoever reads Japanese, so that it can be shown elsewhere."""


@dataclass(frozen=True)
class Award:
    """What is certified: `title` is the course's, in all its languages; `minutes` what it takes."""

    kind: CourseKind
    title: dict[str, Any]
    minutes: int
    completed_on: date


def language_of_back(language: str) -> str:
    return language if LANGUAGES[language].html_lang != "ja" else ABROAD


def unprintable(person) -> list[str]:
    """The letters of a name that no font of ours has."""
    return glyphs.missing(f"{person.name} {person.roman_name}")


def frozen(
    person, award: Award, rule: Register, issuer: Issuer, *, number: str, language: str, today: date, ends: date | None
) -> dict[str, Any]:
    """The content, as JSON values. `person`: whoever that is now; a name in Roman letters stands once.

    `back`: the language of the other side.
    """
    return {
        "number": number,
        "title": rule.title,
        "name": person.name,
        "roman": person.roman_name if person.roman_name != person.name else "",
        "birth_date": person.birth_date.isoformat(),
        "birth": written(person.birth_date, issuer.calendar),
        "kind": award.kind.value,
        "course": award.title,
        "minutes": award.minutes,
        "statement": rule.said(award.title["ja"]),
        "completed": written(award.completed_on, issuer.calendar),
        "issued": written(today, issuer.calendar),
        "expires": written(ends, issuer.calendar) if ends else None,
        "designation": rule.designation,
        "permanent": rule.permanent,
        "issuer": asdict(issuer),
        "back": language_of_back(language),
    }


def unproven(content: dict[str, Any]) -> dict[str, Any]:
    """The same without where somebody worked."""
    return {key: value for key, value in content.items() if key != "renewed"}


def forgotten(content: dict[str, Any]) -> dict[str, Any]:
    """The same without anybody's name."""
    return {key: "" if key in WHO else value for key, value in unproven(content).items()}
