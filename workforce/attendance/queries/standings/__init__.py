"""How people stand with their hours and papers: four statements, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session as Database

from .... import policies
from ....catalogue.models import CourseKind
from ....stored import execute
from ...rules import standing as rules
from ...rules.completion import COMPLETION
from ...rules.credit import LATENESS
from ...rules.exemptions import EXEMPTIONS
from ...rules.ledger import lines
from ...rules.standing import Papers, Standing
from .enrolled import CHOSEN, WITH_SEAT, joined_at, rule_day
from .recorded import Found, recorded
from .taught import Part, ShownSubject, ahead, shown_subjects, taught_in

RULES = [COMPLETION.name, EXEMPTIONS.name, LATENESS.name]


@dataclass(frozen=True)
class Look:
    """Everything that was read, for pages that show more than how people stand. `joined`: when they got their seat."""

    standings: dict[int, Standing] = field(default_factory=dict)
    parts: dict[int, list[Part]] = field(default_factory=dict)
    found: dict[int, Found] = field(default_factory=dict)
    balances: dict[int, int] = field(default_factory=dict)
    joined: dict[int, datetime] = field(default_factory=dict)
    named: dict[int, list[Any]] = field(default_factory=dict)
    dated: policies.Dated = field(default_factory=lambda: policies.Dated("[]"))

    def subjects_of(self, course_id: int) -> list[ShownSubject]:
        """What the course asks for, with its words."""
        return shown_subjects(self.named[course_id])


def standings(session, enrolment_ids: Iterable[int], *, at, instead=None) -> dict[int, Standing]:
    """{enrolment id: how it stands}, the ids that exist. `instead`: {name of a kind of rule: the rule to try}.

    Hours and papers of a cohort count by the rules of its last day, while it runs by those of today.
    """
    ids = sorted(set(enrolment_ids))
    return look(session, CHOSEN, {"ids": ids}, at, instead).standings if ids else {}


def of_cohort(session, cohort_id: int, *, at, instead=None) -> dict[int, Standing]:
    """The same for everybody who has a seat in this cohort."""
    return look_at_cohort(session, cohort_id, at=at, instead=instead).standings


def look_at(session, enrolment_id: int, *, at) -> Look:
    return look(session, CHOSEN, {"ids": [enrolment_id]}, at, None)


def look_at_cohort(session, cohort_id: int, *, at, instead=None) -> Look:
    return look(session, WITH_SEAT, {"cohort": cohort_id}, at, instead)


def look(session, statement, given, at, instead) -> Look:
    if isinstance(session, Database):
        session.flush()
    enrolled = execute(session, statement, **given, kinds=RULES).all()
    if not enrolled:
        return Look()
    dated = policies.Dated(enrolled[0].rules, instead)
    taught = taught_in(session, {row.course_id for row in enrolled}, {row.cohort_id for row in enrolled})
    found = recorded(session, enrolled, dated, at)
    return Look(
        {row.id: standing_of(row, found[row.id], taught, dated, at) for row in enrolled},
        taught.parts,
        found,
        {row.id: row.balance for row in enrolled},
        {row.id: joined_at(row) for row in enrolled},
        taught.named,
        dated,
    )


def standing_of(row, found, taught, dated, at) -> Standing:
    asked = dated.on(rule_day(row, at), COMPLETION).asked(CourseKind(row.kind))
    kept = lines(taught.items[row.course_id], found.proofs, found.exempted)
    papers = Papers(
        found.passed,
        found.identity_on,
        row.balance,
        max(found.exempted.values(), default=None),
        tuple(found.waived),
        found.waived_on,
    )
    parts = taught.parts[row.cohort_id]
    unknown = [part for part in parts if part.id not in found.recorded]
    joined = joined_at(row)
    return rules.standing(
        row.id,
        row.cohort_id,
        kept,
        asked,
        papers,
        not_recorded=len({part.session_id for part in unknown if joined < part.ends_at <= at}),
        before_joining=len({part.session_id for part in unknown if part.ends_at <= min(at, joined)}),
        ahead=ahead(part for part in unknown if part.ends_at > joined),
    )
