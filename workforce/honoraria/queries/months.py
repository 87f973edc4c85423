"""The sheets of a month: as they were closed, or as they would be closed now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock, policies
from ...operators.models import Operator
from ...people.models import Person
from ..models import FeeMonth, FeeSheet, Payee, SheetLine
from ..rules import paying
from ..rules.paying import Line
from ..rules.sheets import Key, Sheet, before, difference, first_of, following, sheets
from ..rules.tax import FARE, TAX
from ..rules.terms import TERMS
from . import facts
from .taught import Sitting, taught

LOOK_BACK = 13
"""So many months back a change still comes as a correction."""


@dataclass(frozen=True)
class Draft:
    """What would be closed now. `waiting`: over, but the roll call is open; `unranked`: nobody noted rank and payee."""

    sheets: list[Sheet]
    waiting: list[Sitting] = field(default_factory=list)
    unranked: list[Sitting] = field(default_factory=list)


def closed(session, month: date) -> FeeMonth | None:
    return session.scalar(select(FeeMonth).where(FeeMonth.month == month))


def last_closed(session) -> date | None:
    return session.scalar(select(func.max(FeeMonth.month)))


def closed_since(session, month: date) -> list[date]:
    return list(session.scalars(select(FeeMonth.month).where(FeeMonth.month >= month).order_by(FeeMonth.month)))


def draft(session, month: date, *, at: datetime, person_id: int | None = None) -> Draft:
    """Of everybody, or of one person."""
    since = month
    for _back in range(LOOK_BACK):
        since = before(since)
    done = [each for each in closed_since(session, since) if each < month]
    only = None if person_id is None else [person_id]
    begins = done[0] if done else month
    everything = taught(session, begins, following(month), at=at, person_ids=only)
    counting = {*done, month}
    those = [one for one in everything if first_of(one.taught.day) in counting]
    held = [one for one in those if one.is_held]
    now, unranked = paid(session, held)
    found = difference(now, said(session, begins, month, person_id))
    return Draft(
        sheets(found, policies.current(session, TAX, at=at)),
        [one for one in those if not one.is_held and first_of(one.taught.day) == month],
        unranked,
    )


def paid(session, held: Iterable[Sitting]) -> tuple[dict[Key, list[Line]], list[Sitting]]:
    """(what each is paid by the rules of its day, sessions of people of no known rank)."""
    rules = policies.Dated(session.scalar(select(policies.EVERY_ROW), {"kinds": [TERMS.name, FARE.name]}))
    by_day: dict[tuple[int, date], list[Sitting]] = defaultdict(list)
    for one in held:
        by_day[one.person_id, one.taught.day].append(one)
    known = facts.facts(session, {person_id for person_id, _day in by_day})
    found: dict[Key, list[Line]] = defaultdict(list)
    unranked: list[Sitting] = []
    for (person_id, day), those in by_day.items():
        fact = facts.on(known.get(person_id, []), day)
        if fact is None:
            unranked += those
        elif fact.payee is not Payee.NOBODY:
            key = Key(person_id, fact.payee, fact.operator_id)
            each = [one.taught for one in those]
            found[key] += paying.lines(day, each, rules.on(day, TERMS), fact.rank, rules.on(day, FARE))
    return found, unranked


def line_of(row: SheetLine) -> Line:
    return Line(row.day, row.duty, row.minutes, row.full, row.half, row.rate, row.yen, row.codes)


def said(session, begins: date, month: date, person_id: int | None = None) -> dict[Key, list[Line]]:
    """What sheets of months before `month` said of days since `begins`, whichever sheet it was."""
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    query = select(kept, FeeSheet.payee, FeeSheet.operator_id, SheetLine).select_from(SheetLine)
    query = query.join(FeeSheet, FeeSheet.id == SheetLine.sheet_id).join(FeeMonth, FeeMonth.id == FeeSheet.month_id)
    query = query.join(row, row.id == FeeSheet.person_id).where(SheetLine.day >= begins, FeeMonth.month < month)
    if person_id is not None:
        query = query.where(kept == person_id)
    found = defaultdict(list)
    for who, payee, operator_id, line in session.execute(query.order_by(SheetLine.id)):
        found[Key(who, payee, operator_id)].append(line_of(line))
    return found


def sheets_of(
    session, months: Iterable[FeeMonth], person_id: int | None = None, *, as_written=False
) -> dict[int, list[Sheet]]:
    """{id of a closed month: its sheets by number}; of everybody, or of one person.

    `as_written`: under the record they were written for, not under who that is now.
    """
    ids = [one.id for one in months]
    row = aliased(Person)
    kept = row.id if as_written else func.coalesce(row.merged_into_id, row.id)
    query = select(kept, FeeSheet, SheetLine).join(row, row.id == FeeSheet.person_id)
    query = query.outerjoin(SheetLine, SheetLine.sheet_id == FeeSheet.id).where(FeeSheet.month_id.in_(ids))
    if person_id is not None:
        query = query.where(kept == person_id)
    rows, lines = {}, defaultdict(list)
    for who, sheet, line in session.execute(query.order_by(FeeSheet.number, SheetLine.day, SheetLine.id)):
        rows[sheet.id] = (who, sheet)
        if line:
            lines[sheet.id].append(line_of(line))
    found: dict[int, list[Sheet]] = {id: [] for id in ids}
    for who, sheet in rows.values():
        key = Key(who, sheet.payee, sheet.operator_id)
        each = tuple(lines[sheet.id])
        found[sheet.month_id].append(Sheet(key, each, sheet.fee, sheet.travel, sheet.tax, sheet.number))
    return found


def closed_sheets(session, month: FeeMonth) -> list[Sheet]:
    return sheets_of(session, [month])[month.id]


@dataclass(frozen=True)
class Names:
    people: dict[int, Person]
    operators: dict[int, str]

    def person(self, sheet_or_sitting) -> str:
        key = getattr(sheet_or_sitting, "key", sheet_or_sitting)
        return self.people[key.person_id].name

    def payee(self, sheet: Sheet) -> str:
        key = sheet.key
        return self.operators[key.operator_id] if key.operator_id else self.people[key.person_id].name


def names(session, found: Iterable) -> Names:
    """Of these sheets and sittings."""
    keys = [getattr(one, "key", one) for one in found]
    people = session.scalars(select(Person).where(Person.id.in_({key.person_id for key in keys})))
    ids = {key.operator_id for key in keys if isinstance(key, Key) and key.operator_id}
    operators = session.execute(select(Operator.id, Operator.name).where(Operator.id.in_(ids)))
    return Names({one.id: one for one in people}, {id: name for id, name in operators})


def months_listed(session, *, at: datetime) -> list[date]:
    """Months that are over and can be closed or were, the newest first, with the one that runs."""
    today = first_of(clock.today(at))
    shown = [today]
    for _month in range(LOOK_BACK - 1):
        shown.append(before(shown[-1]))
    return shown
