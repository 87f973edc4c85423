"""The oldest lines of each kind, with the number of all, in one statement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, null, select, union_all

from .... import policies
from ....people.models import Person

SHOWN = 5
full_name = func.trim(Person.family_name + " " + Person.given_name)


class Kind(StrEnum):
    """In the order of the page."""

    ASSESS = "assess"
    DRAW = "draw"
    TEACHERLESS = "teacherless"
    TEACHING_DECISION = "teaching_decision"
    TEACHING_STUCK = "teaching_stuck"
    SCREENING = "screening"
    OFFER = "offer"
    OUTLOOK = "outlook"
    GUARDIAN_PAPER = "guardian_paper"
    GUARDIAN = "guardian"
    CALL = "call"
    LETTER = "letter"
    CONTEST = "contest"
    LATE_MARK = "late_mark"
    ROLL = "roll"
    ROOMLESS = "roomless"
    TWO_PLACES = "two_places"
    PLAN = "plan"
    AT_RISK = "at_risk"
    NO_DOCUMENT = "no_document"
    EXEMPTION = "exemption"
    OVERRIDE = "override"
    UNTOLD = "untold"
    FAILED = "failed"
    CONTACT = "contact"
    DUPLICATE = "duplicate"
    CERTIFICATES = "certificates"
    PAPERS = "papers"
    LEADLESS_COURSE = "leadless_course"
    OVERDUE = "overdue"
    UNCLEAR = "unclear"
    GIVE_BACK = "give_back"
    REDUCTION = "reduction"
    FEES = "fees"
    OWN_PART = "own_part"
    LEADLESS_OPERATOR = "leadless_operator"


@dataclass(frozen=True)
class Waiting:
    """One line. `total` of its kind; `ref`: receipt, message id, pair id, person id or slug; `detail`: more words."""

    kind: Kind
    total: int
    id: int
    ref: str
    name: str
    detail: str | None
    since: datetime


MADE: dict[Kind, Callable[..., Select]] = {}
MADE_FOR: dict[Kind, Callable[[datetime, int], Select]] = {}
ASKS: dict[Kind, tuple[policies.Kind, ...]] = {}
"""The rules that lines of a kind follow from."""


def finds(kind: Kind, *rules: policies.Kind):
    """The decorated function gives, at an instant and by these rules as they count then, the lines of this kind."""

    def register(made: Callable[..., Select]):
        MADE[kind], ASKS[kind] = made, rules
        return made

    return register


def finds_for(kind: Kind):
    """The decorated function gives, at an instant, the lines of this kind that are the account's own."""

    def register(made: Callable[[datetime, int], Select]):
        MADE_FOR[kind] = made
        return made

    return register


def waiting(session, *, at, kinds, account_id: int) -> dict[Kind, list[Waiting]]:
    """The oldest of each kind that is asked for, with the number of all, and before it one statement where lines follow
    from rules. `account_id`: who asks.
    """
    rules = rules_of(session, kinds, at)
    arms = [
        oldest(kind, MADE[kind](at, *rules[kind]) if kind in MADE else MADE_FOR[kind](at, account_id)) for kind in kinds
    ]
    found: dict[Kind, list[Waiting]] = {kind: [] for kind in kinds}
    if arms:
        for kind, total, row_id, ref, name, detail, since in session.execute(union_all(*arms)):
            found[Kind(kind)].append(Waiting(Kind(kind), total, row_id, ref, name, detail, since))
    return {kind: sorted(rows, key=lambda row: (row.since, row.id)) for kind, rows in found.items()}


def rules_of(session, kinds, at) -> dict[Kind, list[Any]]:
    asked = {rule.name: rule for kind in kinds for rule in ASKS.get(kind, ())}
    counts = dict(zip(asked, policies.current_of(session, *asked.values(), at=at), strict=True)) if asked else {}
    return {kind: [counts[rule.name] for rule in ASKS.get(kind, ())] for kind in kinds}


def line(row_id, ref, name, since, detail=None) -> Select:
    """One shape for every kind, so that they fit into one statement."""
    return select(
        row_id.label("id"),
        cast(ref, String).label("ref"),
        name.label("name"),
        cast(null() if detail is None else detail, String).label("detail"),
        since.label("since"),
    )


def oldest(kind, lines: Select):
    rows = lines.subquery()
    chosen = (
        select(literal(kind.value).label("kind"), func.count().over().label("total"), *rows.c)
        .order_by(rows.c.since, rows.c.id)
        .limit(SHOWN)
        .subquery()
    )
    return select(*chosen.c)
