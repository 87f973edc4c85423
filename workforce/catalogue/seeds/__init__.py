"""The courses a new installation starts with, one TOML file each.

`statutory/` holds those whose hours the state fixes, `local/` what a city adds. The files are data: staff change the
rows made from them, never the files. Reading touches neither the database nor the web.
"""

from pathlib import Path

from .reading import BadSeed, parse
from .shapes import (
    AUDIENCES,
    LANGUAGES,
    STATUTORY,
    AudienceSeed,
    BlockSeed,
    ConditionSeed,
    CourseSeed,
    EligibilitySeed,
    ExemptionSeed,
    ItemSeed,
    Kind,
    Mode,
    SubjectSeed,
    Text,
)

__all__ = [
    "AUDIENCES",
    "LANGUAGES",
    "STATUTORY",
    "AudienceSeed",
    "BadSeed",
    "BlockSeed",
    "ConditionSeed",
    "CourseSeed",
    "EligibilitySeed",
    "ExemptionSeed",
    "ItemSeed",
    "Kind",
    "Mode",
    "NoSuchSeed",
    "SubjectSeed",
    "Text",
    "everything",
    "read",
    "statutory",
]

HERE = Path(__file__).parent


class NoSuchSeed(LookupError):
    """There is no seed file for this slug."""


def read(slug: str) -> CourseSeed:
    """The course of that slug. Raises NoSuchSeed, or BadSeed when its file cannot be used."""
    found = {path.stem: path for path in files()}
    if slug not in found:
        raise NoSuchSeed(slug)
    return load(found[slug])


def statutory() -> tuple[CourseSeed, ...]:
    """The courses with hours fixed by the state, shortest first."""
    return tuple(sorted((c for c in everything() if c.kind in STATUTORY), key=lambda c: c.minutes))


def everything() -> tuple[CourseSeed, ...]:
    """Every course, by slug."""
    return tuple(sorted(map(load, files()), key=lambda c: c.slug))


def files() -> list[Path]:
    return sorted(HERE.glob("*/*.toml"))


def load(path: Path) -> CourseSeed:
    return parse(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}")
