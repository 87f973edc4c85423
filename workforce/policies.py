"""Rules that differ by place: dated rows that staff set, each with its source. The newest that has begun counts.

A feature names its kind of rule, and the values that we ship with their source: they count as long as no row has begun.
Its code asks `current` and never holds a number of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Text, UniqueConstraint, bindparam, cast, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from . import clock, history, staff_words
from .database import LocalizedText, db
from .refusals import Refused
from .stored import as_json, execute, text


class Policy(db.Model):
    """From `from_day` on, `values` count for this `kind`. Never edited: a newer row takes the place of an older one."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("kind", "from_day", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    from_day: Mapped[date]
    number: Mapped[int] = mapped_column(default=1)
    values: Mapped[LocalizedText]
    source: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime]


@dataclass(frozen=True)
class Kind:
    """One sort of rule: `read` makes it from a row's values, `words` says what it means in sentences.

    `check` raises what is wrong with a rule that staff want to set.
    """

    name: str
    title: Any
    read: Callable[[dict[str, Any]], Any]
    words: Callable[[Any], Sequence[str]]
    shipped: dict[str, Any]
    source: str
    check: Callable[[Any], None] = lambda rule: None


KINDS: dict[str, Kind] = {}


class DayOver(Refused):
    message = _("A rule cannot begin in the past: somebody was told by the older one. Set today or a later day.")
    field = "from_day"


class SourceMissing(Refused):
    message = _("Write where the rule comes from: a law, an agreement, or who decided it and when.")
    field = "source"


class SetMeanwhile(Refused):
    message = _("Somebody set this rule at the same moment. Look at what counts now, then set yours again.")


def kind(name, title, *, read, words, shipped, source, check=lambda rule: None) -> Kind:
    KINDS[name] = Kind(name, title, read, words, shipped, source, check)
    return KINDS[name]


staff_words.subject("policy", _("Rule"), told={"rule_set": _("Rule set")})
staff_words.fields({"from_day": _("Counts from"), "source": _("Source")})

HAS_BEGUN = (Policy.kind == bindparam("of")) & (Policy.from_day <= bindparam("today"))
ROW = select(Policy).where(HAS_BEGUN).order_by(Policy.from_day.desc(), Policy.number.desc()).limit(1)
VALUES = ROW.with_only_columns(Policy.values)
SEVERAL = (
    select(Policy.kind, Policy.values)
    .where(Policy.kind.in_(bindparam("kinds", expanding=True)), Policy.from_day <= bindparam("today"))
    .order_by(Policy.from_day.desc(), Policy.number.desc())
)
"""Of each of `kinds` what has begun, the newest first."""


EVERY_ROW = as_json(
    select(Policy.kind, cast(Policy.from_day, Text), cast(Policy.values, Text))
    .where(Policy.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(Policy.from_day, Policy.number)
)
"""All rows of `kinds` as one value, for a statement that needs rules of several days; `Dated` reads it."""


class Dated:
    """The rules of some kinds on any day, from the value of EVERY_ROW. `instead`: rules that nobody has set yet."""

    def __init__(self, kept: str, instead: Mapping[str, Any] | None = None):
        self.rows = [(name, date.fromisoformat(day), values) for name, day, values in text(kept)]
        self.instead = dict(instead or {})

    def on(self, day: date, of: Kind):
        """The rule of this kind that counts on `day`."""
        if of.name in self.instead:
            return self.instead[of.name]
        values = next(
            (text(kept) for name, begun, kept in reversed(self.rows) if name == of.name and begun <= day), None
        )
        return of.read(of.shipped if values is None else values)


def current(database, of: Kind, *, at: datetime):
    """The rule of this kind that counts at `at`."""
    values = execute(database, VALUES, of=of.name, today=clock.today(at)).scalar()
    return of.read(of.shipped if values is None else values)


def current_of(database, *kinds: Kind, at: datetime) -> list:
    """The rules of these kinds that count at `at`, in one statement."""
    found = execute(database, SEVERAL, kinds=[of.name for of in kinds], today=clock.today(at)).all()
    values = {name: values for name, values in reversed(found)}
    return [of.read(values.get(of.name, of.shipped)) for of in kinds]


def row_of(session, of: Kind, *, at: datetime) -> Policy | None:
    """The row behind it; None while what we ship counts."""
    return session.scalar(ROW, {"of": of.name, "today": clock.today(at)})


def rows(session) -> list[Policy]:
    """Every row of every kind, of each the one that begins last first."""
    return list(session.scalars(select(Policy).order_by(Policy.kind, Policy.from_day.desc(), Policy.number.desc())))


def refuse(of: Kind, rule, *, from_day: date, source: str, at):
    """Raises DayOver, SourceMissing, and what the kind's own `check` finds."""
    if from_day < clock.today(at):
        raise DayOver
    if not source:
        raise SourceMissing
    of.check(rule)


def set_rule(session, of: Kind, *, from_day: date, values: dict[str, Any], source: str, by, at) -> Policy:
    """From `from_day` on, `values` count. What was set before stays as it is; of two rows of one day the later counts.

    Raises SetMeanwhile, and what `refuse` finds.
    """
    refuse(of, of.read(values), from_day=from_day, source=source, at=at)
    newest = select(func.max(Policy.number)).where(Policy.kind == of.name, Policy.from_day == from_day)
    number = (session.scalar(newest) or 0) + 1
    row = Policy(
        kind=of.name, from_day=from_day, number=number, values=values, source=source, set_by_id=by.id, set_at=at
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise SetMeanwhile from None
    changes = [history.Change("from_day", None, from_day), history.Change("source", None, source)]
    history.record(session, row, "rule_set", by=by, at=at, changes=changes)
    return row
