"""Who may teach a subject: any of several licences, each with years of practice. Rules that differ by place.

A rule is about one subject of one course, or about one item of it, which then goes before the subject's. What nobody
has set is as shipped; where nothing is shipped either, every instructor may teach.

Source of what is shipped: every prefecture has an annex of its own with the holders it accepts (講師要件の別表). The
planning table here is none of them, so each of its rows is marked as uncertain until staff have set their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.models import CourseKind
from ...refusals import Refused
from .licences import FIELDS, LICENCES, Field, LicenceKind
from .standing import Held

PREFIX = "teachers."
MOST_YEARS = 40


class YearsTooMany(Refused):
    message = _("Nobody has so many years of practice. Give at most 40.")


class Preferred(NamedTuple):
    """What somebody may teach a subject by. `rank`: 0 is preferred, or nothing is said about an order."""

    rank: int
    alternative: "Alternative"


class Alternative(NamedTuple):
    """`field` None: practice in any field counts."""

    licence: LicenceKind
    years: int = 0
    field: Field | None = None

    def fits(self, held: Held, on: date) -> bool:
        return self.licence in held.kinds(on) and (not self.years or held.years(self.field, on) >= self.years)


@dataclass(frozen=True)
class Requirement:
    """Any of `any_of` is enough; none of them: every instructor may. `source`: where it comes from. `as_subject`: of an
    item that asks for no more and no less than its whole subject. `ranks`: for each of `any_of` its turn, where some
    are preferred to others: 0 comes first, several may share a turn; empty where nobody said so.
    """

    any_of: tuple[Alternative, ...] = ()
    is_uncertain: bool = False
    source: str = ""
    as_subject: bool = False
    ranks: tuple[int, ...] = ()

    def allows(self, held: Held, on: date) -> bool:
        return not self.any_of or any(one.fits(held, on) for one in self.any_of)

    def best(self, held: Held, on: date) -> Preferred | None:
        """The first that fits; None: none does, or none is asked for."""
        return next((one for one in self.in_order if one.alternative.fits(held, on)), None)

    @property
    def in_order(self) -> list[Preferred]:
        """The preferred first, otherwise as they were named."""
        ranks = self.ranks or (0,) * len(self.any_of)
        return sorted((Preferred(*pair) for pair in zip(ranks, self.any_of, strict=True)), key=lambda one: one.rank)


OPEN = Requirement()


class Subject(NamedTuple):
    """What a rule is about: a subject of a course by its number, or (`item`) one item of it."""

    course_id: int
    course_kind: CourseKind
    number: int
    item: int | None = None

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.course_id}.{self.number}" + (f".{self.item}" if self.item else "")

    @property
    def whole(self) -> "Subject":
        return self._replace(item=None)


def read(values: Mapping[str, Any], source: str = "") -> Requirement:
    """{"any_of": [["nurse", 2, "care"], …], "is_uncertain": true}, or {"as_subject": true}; where some are preferred,
    "ranks": [0, 1, 1, …] as well.
    """
    if values.get("as_subject"):
        return Requirement(as_subject=True)
    any_of = [
        Alternative(LicenceKind(licence), years, Field(field) if field else None)
        for licence, years, field in values["any_of"]
    ]
    return Requirement(tuple(any_of), bool(values.get("is_uncertain")), source, ranks=tuple(values.get("ranks", ())))


class Row(NamedTuple):
    """A rule as it was set."""

    name: str
    from_day: date
    values: Mapping[str, Any]
    source: str


class Requirements:
    """Every rule that anybody has set, on any day. `rows`: of one name the one that counts last comes last."""

    def __init__(self, rows: Iterable[Row] = ()):
        self.rows: dict[str, list[Row]] = {}
        for row in rows:
            self.rows.setdefault(row.name, []).append(row)

    def row_of(self, subject: Subject, on: date) -> Row | None:
        begun = [row for row in self.rows.get(subject.name, ()) if row.from_day <= on]
        return begun[-1] if begun else None

    def with_row(self, row: Row) -> "Requirements":
        """As they would be if this were set as well."""
        every = [one for rows in self.rows.values() for one in rows]
        return Requirements(sorted([*every, row], key=lambda one: one.from_day))

    def later(self, subject: Subject, on: date) -> list[Row]:
        """Rules that are still to come."""
        return [row for row in self.rows.get(subject.name, ()) if row.from_day > on]

    def read(self, row: Row) -> Requirement:
        return read(row.values, row.source)

    def own(self, subject: Subject, on: date) -> Requirement | None:
        """What is said of just this; None where nothing is."""
        if row := self.row_of(subject, on):
            rule = self.read(row)
            return None if rule.as_subject else rule
        return None if subject.item else SHIPPED.get((subject.course_kind, subject.number))

    def on(self, subject: Subject, on: date) -> Requirement:
        """What counts for it on `on`."""
        return (self.own(subject, on) if subject.item else None) or self.own(subject.whole, on) or OPEN


SOURCE = "都道府県の講師要件の別表（年数などは計画用の目安です。指定を受けた都道府県の要件で確かめてください）"


def shipped(*any_of) -> Requirement:
    return Requirement(tuple(Alternative(*one) for one in any_of), is_uncertain=True, source=SOURCE)


Kind = LicenceKind
LEADING = (
    *((Kind.CARE_WORKER, 5, Field.CARE), (Kind.PRACTITIONER, 5, Field.CARE)),
    *((Kind.SOCIAL_WORKER,), (Kind.FACILITY_HEAD,)),
)
SERVICES = (
    *LEADING,
    *((kind,) for kind in (Kind.CARE_MANAGER, Kind.PUBLIC_OFFICIAL, Kind.NURSE, Kind.DOCTOR)),
)
TALKING = tuple(
    (kind,) for kind in (Kind.CARE_WORKER, Kind.SOCIAL_WORKER, Kind.NURSE, Kind.SPEECH_THERAPIST, Kind.PSYCHOLOGIST)
)
BODY = tuple(
    (kind,)
    for kind in (
        *(Kind.DOCTOR, Kind.NURSE, Kind.PUBLIC_HEALTH_NURSE, Kind.PHYSIOTHERAPIST, Kind.OCCUPATIONAL_THERAPIST),
        *(Kind.SPEECH_THERAPIST, Kind.CARE_WORKER),
    )
)
SKILLS = ((Kind.CARE_WORKER, 1, Field.CARE), (Kind.NURSE, 1))
SUBJECTS: dict[int, Sequence] = {
    **dict.fromkeys((1, 2, 3, 10), LEADING),
    4: SERVICES,
    5: TALKING,
    **dict.fromkeys((6, 7), BODY),
    8: (*BODY, (Kind.PSYCHIATRIC_SOCIAL_WORKER,)),
    9: SKILLS,
}
SHIPPED = {(CourseKind.INITIAL_TRAINING, number): shipped(*any_of) for number, any_of in SUBJECTS.items()}
"""The planning table of the initial training. How many years 'with practice' means in subject 9 is our guess: one."""


def kind_of(subject: Subject, title) -> policies.Kind:
    """The rule about this, as every rule is set. `title` names it for staff."""
    begins = SHIPPED.get((subject.course_kind, subject.number), OPEN)
    return policies.Kind(
        name=subject.name,
        title=title,
        read=read,
        words=words,
        shipped={"as_subject": True} if subject.item else as_values(begins),
        source=begins.source,
        check=check,
    )


def as_values(rule: Requirement) -> dict[str, Any]:
    any_of = [[one.licence.value, one.years, one.field.value if one.field else None] for one in rule.any_of]
    return {"any_of": any_of, "is_uncertain": rule.is_uncertain} | ({"ranks": [*rule.ranks]} if rule.ranks else {})


def ranked(turns: Sequence[int | None]) -> list[int]:
    """The turns that staff wrote as ranks without gaps, 0 the first; who was given none comes after all others. Empty
    where no two differ: then there is no order.
    """
    last = max((turn for turn in turns if turn is not None), default=0) + 1
    given = [last if turn is None else turn for turn in turns]
    ranks = {turn: rank for rank, turn in enumerate(sorted(set(given)))}
    return [ranks[turn] for turn in given] if len(ranks) > 1 else []


def check(rule: Requirement):
    if any(one.years > MOST_YEARS for one in rule.any_of):
        raise YearsTooMany


def words(rule: Requirement) -> list[str]:
    """What it says, a line for each that is enough, the preferred first."""
    if rule.as_subject:
        return [gettext("As the whole subject.")]
    return [preferred(rule, one) for one in rule.in_order] or [gettext("Every instructor may teach it.")]


def preferred(rule: Requirement, one: Preferred) -> str:
    if not rule.ranks:
        return alternative(one.alternative)
    if not one.rank:
        return gettext("%(licence)s: preferred", licence=alternative(one.alternative))
    return gettext("%(licence)s: in turn %(num)s", licence=alternative(one.alternative), num=one.rank + 1)


def alternative(one: Alternative) -> str:
    if not one.years:
        return str(LICENCES[one.licence])
    given = {"licence": LICENCES[one.licence], "field": FIELDS[one.field] if one.field else ""}
    if one.field:
        return ngettext(
            "%(licence)s with %(num)s year of practice in %(field)s",
            "%(licence)s with %(num)s years of practice in %(field)s",
            one.years,
            **given,
        )
    return ngettext(
        "%(licence)s with %(num)s year of practice", "%(licence)s with %(num)s years of practice", one.years, **given
    )


def any_of(rule: Requirement) -> str:
    """All that is enough, in one line: "a or b or c"."""
    return gettext(" or ").join(alternative(one) for one in rule.any_of) or gettext("Every instructor may teach it.")
