"""One box for people: name as written or read, telephone, mail, receipt number.

Everything is a prefix of something that has an index, so a million people cost what a thousand do. What was typed
becomes *arms*, each a stretch of one index; a page reads at most its own length from each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jaconv import alphabet2kana
from sqlalchemy import and_, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from ...catalogue.queries.paging import Order, Page, read_token, token
from ...enrolment.models import Enrolment
from ...people.models import ContactPoint, Person
from ...people.rules import contacts, receipts
from ...people.rules.kana import folded, kana
from ...people.rules.search_keys import search_key
from ...refusals import Refused
from ...stored import execute

LONGEST = 60
LAST = "\U0010ffff"
SIZE = 25
FEWEST_DIGITS = 3
PLACE = Order((literal(0), literal(""), literal(0)))
"""Where a page ends: number of the arm, key, person."""


@dataclass(frozen=True)
class Arm:
    """Rows whose `key` lies in [low, high], each naming the person `person_id`. `but`: what earlier arms found."""

    key: Any
    person_id: Any
    low: str
    high: str
    but: Any = None

    @property
    def condition(self):
        within = and_(self.key >= self.low, self.key <= self.high)
        return within if self.but is None else and_(within, not_(self.but))


@dataclass(frozen=True)
class Found:
    """A person as kept after merging. `by`: what was found if it is not the name shown: a former name, a contact."""

    id: int
    name: str
    kana: str
    birth_date: date | None
    by: str


def search(session, typed, *, after=None, before=None, size=SIZE) -> Page:
    """A page of Found, in one statement."""
    arms = list(arms_of(typed))
    backwards = bool(before) and not after
    place = read_token(after or before, PLACE)
    if not arms or (place and place[0] >= len(arms)):
        return Page([], None, None)
    backwards = backwards and place is not None
    found = list(execute(session, one_page(arms, place, backwards, size + 1)))
    more, found = len(found) > size, found[:size]
    if backwards:
        found = found[::-1]
    has_before, has_after = (more, True) if backwards else (place is not None, more)
    return Page(
        list({row.id: made(row) for row in found}.values()),
        token(found[0][:3]) if found and has_before else None,
        token(found[-1][:3]) if found and has_after else None,
    )


row, kept = aliased(Person), aliased(Person)


def one_page(arms, place, backwards, count):
    reached = [
        each for rank, arm in enumerate(arms) if (each := stretch(rank, arm, place, backwards, count)) is not None
    ]
    hits = union_all(*(select(*each.subquery().c) for each in reached)).subquery("hits")
    order = [column.desc() if backwards else column for column in (hits.c.rank, hits.c.key, hits.c.person_id)]
    return (
        select(
            hits.c.rank,
            hits.c.key,
            hits.c.person_id,
            kept.id,
            kept.family_name,
            kept.given_name,
            kept.family_kana,
            kept.given_kana,
            kept.birth_date,
            row.family_name.label("row_family"),
            row.given_name.label("row_given"),
        )
        .join(row, row.id == hits.c.person_id)
        .join(kept, kept.id == func.coalesce(row.merged_into_id, row.id))
        .order_by(*order)
        .limit(count)
    )


def stretch(rank, arm: Arm, place, backwards, count):
    """What one arm can give to this page; None if the page lies wholly past it."""
    query = select(literal(rank).label("rank"), arm.key.label("key"), arm.person_id.label("person_id"))
    query = query.where(arm.condition)
    if place:
        past, key, person_id = place
        if rank != past:
            if (rank < past) is not backwards:
                return None
        elif backwards:
            query = query.where(or_(arm.key < key, and_(arm.key == key, arm.person_id < person_id)))
        else:
            query = query.where(or_(arm.key > key, and_(arm.key == key, arm.person_id > person_id)))
    keys = (arm.key.desc(), arm.person_id.desc()) if backwards else (arm.key, arm.person_id)
    return query.order_by(*keys).limit(count)


def made(row) -> Found:
    name = f"{row.family_name} {row.given_name}".strip()
    former = f"{row.row_family} {row.row_given}".strip()
    by = former if former != name else ""
    return Found(row.id, name, f"{row.family_kana} {row.given_kana}".strip(), row.birth_date, by)


# --- what was typed ---------------------------------------------------------------------------------------------------


def exact_receipt(typed) -> str | None:
    """The ten digits, if what was typed is a whole receipt number."""
    try:
        return receipts.read(typed)
    except Refused:
        return None


def arms_of(typed: str) -> Iterator[Arm]:
    typed = " ".join(typed[:LONGEST].split())
    digits = "".join(str(int(one)) for one in typed if one.isdecimal())
    if "@" in typed:
        yield by_contact(mail_of(typed))
    elif digits and not any(one.isalpha() for one in typed):
        yield from by_number(typed, digits)
    else:
        yield from by_name(typed)


def mail_of(typed):
    try:
        return contacts.normal_mail(typed)
    except Refused:
        return typed.replace(" ", "").casefold()


def by_contact(value) -> Arm:
    return Arm(ContactPoint.value, ContactPoint.person_id, value, value + LAST)


def by_number(typed, digits):
    if len(digits) < FEWEST_DIGITS:
        return
    yield by_contact(phone_of(typed, digits))
    if len(digits) <= 10:
        low, high = digits.ljust(10, "0"), digits.ljust(10, "9")
        yield Arm(Enrolment.receipt, Enrolment.person_id, low, high)


def phone_of(typed, digits):
    """The whole number as stored, or the beginning of one."""
    try:
        return contacts.normal_phone(typed)
    except Refused:
        return f"+{digits}" if typed.startswith(("+", "＋")) else f"+81{digits.removeprefix('0')}"


def by_name(typed):
    readings = dict.fromkeys(reading for text in (typed, romaji(typed)) for reading in readings_of(text))
    before: list[Any] = []
    for reading in readings:
        arm = Arm(Person.sort_kana, Person.id, reading, reading + LAST, or_(*before) if before else None)
        before.append(and_(Person.sort_kana >= arm.low, Person.sort_kana <= arm.high))
        yield arm
    if key := search_key(typed):
        yield Arm(Person.search_name, Person.id, key, key + LAST, or_(*before) if before else None)


def readings_of(text):
    """Beginnings of `sort_kana`: family and given name typed in one may part anywhere."""
    try:
        reading = folded(kana(text))
    except Refused:
        return
    if reading:
        yield reading
        yield f" {reading}"
        if " " not in reading:
            yield from (f"{reading[:n]} {reading[n:]}" for n in range(1, len(reading)))


def romaji(typed):
    """タナカ for `tanaka`; what is not Roman stays."""
    return alphabet2kana(typed.lower()) if typed.isascii() else ""
