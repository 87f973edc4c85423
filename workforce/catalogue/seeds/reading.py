"""From the text of a seed file to a `CourseSeed`, refusing what it does not understand."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .shapes import (
    AUDIENCES,
    LANGUAGES,
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


class BadSeed(ValueError):
    """A seed file that says something we cannot use. The message names the file and the place in it."""


class UnknownKey(BadSeed):
    pass


class MissingKey(BadSeed):
    pass


class UnknownWord(BadSeed):
    """A kind, mode, audience, block, subject or source that does not exist."""


class BadValue(BadSeed):
    """The wrong sort of value: a number where a text belongs, an empty text, minutes below zero."""


class BadMinutes(BadValue):
    pass


class Table:
    """A table of the file whose keys are taken one by one; what nobody took is refused."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            raise BadValue(f"{where}: expected a table")
        self.values = dict(values)
        self.where = where

    def take(self, key: str, expected: type, default: Any = ...) -> Any:
        if key not in self.values:
            if default is ...:
                raise MissingKey(f"{self.where}: {key} is missing")
            return default
        value = self.values.pop(key)
        if type(value) is not expected:
            raise BadValue(f"{self.where}.{key}: expected {expected.__name__}, found {value!r}")
        return value

    def words(self, key: str, default: Any = ...) -> str:
        value: str = self.take(key, str, default)
        if not value.strip():
            raise BadValue(f"{self.where}.{key}: is empty")
        return value

    def one_of(self, key: str, known: Any) -> str:
        return self.check(key, self.words(key), known)

    def check(self, key: str, word: str, known: Any) -> str:
        if word not in known:
            raise UnknownWord(f"{self.where}.{key}: {word!r} is not one of {', '.join(sorted(known))}")
        return word

    def minutes(self, key: str, *, least: int, default: Any = ...) -> int:
        value: int = self.take(key, int, default)
        if value < least:
            raise BadMinutes(f"{self.where}.{key}: {value} minutes, at least {least} expected")
        return value

    def list_of_words(self, key: str) -> tuple[str, ...]:
        return tuple(self.take(key, list, []))

    def text(self, key: str) -> Text:
        with opened(self.take(key, dict), f"{self.where}.{key}") as table:
            return {language: table.words(language) for language in LANGUAGES}

    def tables(self, key: str) -> list[tuple[dict[str, Any], str]]:
        rows = self.take(key, list, [])
        return [(row, f"{self.where}.{key}[{count}]") for count, row in enumerate(rows, start=1)]


@contextmanager
def opened(values: Any, where: str) -> Iterator[Table]:
    table = Table(values, where)
    yield table
    if table.values:
        raise UnknownKey(f"{where}: {', '.join(sorted(table.values))} is not known here")


def parse(content: str, where: str) -> CourseSeed:
    """`content` is TOML, `where` names it in refusals. Raises BadSeed, or tomllib's error when it is not TOML."""
    with opened(tomllib.loads(content), where) as table:
        return course(table)


def course(table: Table) -> CourseSeed:
    with opened(table.take("sources", dict), f"{table.where}.sources") as given:
        sources = Sources(given)
    blocks = tuple(block(*row) for row in table.tables("block"))
    subjects = tuple(subject(*row, sources, {b.key for b in blocks}) for row in table.tables("subject"))
    return CourseSeed(
        slug=table.words("slug"),
        kind=Kind(table.one_of("kind", list(Kind))),
        title=table.text("title"),
        summary=table.text("summary"),
        description=table.text("description"),
        source=sources.of("course"),
        uncertain=sources.is_uncertain("course"),
        eligibility=eligibility(table.take("eligibility", dict), f"{table.where}.eligibility"),
        audiences=tuple(audience(*row) for row in table.tables("audience")),
        blocks=blocks,
        subjects=subjects,
        exemptions=tuple(exemption(*row, {s.key for s in subjects}) for row in table.tables("exemption")),
    )


class Sources:
    """Where a file's figures come from: the course itself, its hours, its distance caps, the split into items."""

    OF = ("course", "hours", "distance", "items")

    def __init__(self, table: Table) -> None:
        self.cited = {of: table.words(of) for of in self.OF if of in table.values}
        self.uncertain = {table.check("uncertain", of, self.OF) for of in table.list_of_words("uncertain")}
        if "course" not in self.cited:
            raise MissingKey(f"{table.where}: course is missing")

    def of(self, what: str) -> str:
        return self.cited.get(what, self.cited["course"])

    def is_uncertain(self, what: str) -> bool:
        return what in self.uncertain


def subject(values: Any, where: str, sources: Sources, blocks: set[str]) -> SubjectSeed:
    with opened(values, where) as table:
        return SubjectSeed(
            number=table.take("number", int),
            key=table.words("key"),
            title=table.text("title"),
            minutes=table.minutes("minutes", least=1),
            block=table.one_of("block", blocks) if "block" in table.values else None,
            source=table.words("source", sources.of("hours")),
            uncertain=table.take("uncertain", bool, sources.is_uncertain("hours")),
            max_distance_minutes=table.minutes("max_distance_minutes", least=0, default=0),
            distance_source=table.words("distance_source", sources.of("distance")),
            distance_uncertain=table.take("distance_uncertain", bool, sources.is_uncertain("distance")),
            items=tuple(item(*row, sources) for row in table.tables("item")),
        )


def item(values: Any, where: str, sources: Sources) -> ItemSeed:
    with opened(values, where) as table:
        return ItemSeed(
            number=table.take("number", int),
            title=table.text("title"),
            minutes=table.minutes("minutes", least=1),
            mode=Mode(table.one_of("mode", list(Mode))),
            source=table.words("source", sources.of("items")),
            uncertain=table.take("uncertain", bool, sources.is_uncertain("items")),
        )


def block(values: Any, where: str) -> BlockSeed:
    with opened(values, where) as table:
        return BlockSeed(key=table.words("key"), title=table.text("title"))


def audience(values: Any, where: str) -> AudienceSeed:
    with opened(values, where) as table:
        return AudienceSeed(
            audience=table.one_of("audience", AUDIENCES),
            rank=table.take("rank", int),
            pitch=table.text("pitch"),
        )


def eligibility(values: Any, where: str) -> EligibilitySeed:
    with opened(values, where) as table:
        return EligibilitySeed(
            minimum_age=table.take("minimum_age", int, None),
            after_compulsory_school=table.take("after_compulsory_school", bool, False),
            prerequisites=table.list_of_words("prerequisites"),
            conditions=tuple(condition(*row) for row in table.tables("condition")),
            source=table.words("source"),
            uncertain=table.take("uncertain", bool, False),
        )


def condition(values: Any, where: str) -> ConditionSeed:
    with opened(values, where) as table:
        return ConditionSeed(key=table.words("key"), text=table.text("text"))


def exemption(values: Any, where: str, subjects: set[str]) -> ExemptionSeed:
    with opened(values, where) as table:
        return ExemptionSeed(
            qualification=table.words("qualification"),
            title=table.text("title"),
            total_minutes=table.minutes("total_minutes", least=1),
            subjects=tuple(table.check("subjects", key, subjects) for key in table.list_of_words("subjects")),
            source=table.words("source"),
            uncertain=table.take("uncertain", bool, False),
        )
