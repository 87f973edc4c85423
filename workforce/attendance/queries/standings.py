"""How people stand with their hours and papers: four statements, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Integer, Text, bindparam, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased

from ... import clock, policies
from ...catalogue.models import Cohort, Course, CourseKind, Session, SessionPart, Subject, SubjectItem
from ...database import LocalizedText
from ...enrolment.models import Enrolment, Guest, State, Transfer
from ...money.models import LedgerLine
from ...people.models import IdentityCheck, Person
from ...stored import execute, instant, stored, text
from ..models import AssessmentResult, Attendance, CompletionOverride, Credit, Exemption, Verdict
from ..rules import standing as rules
from ..rules.completion import COMPLETION
from ..rules.credit import LATENESS
from ..rules.exemptions import EXEMPTIONS
from ..rules.ledger import Item, Proof, Source, lines
from ..rules.standing import GapKind, Papers, Standing
from .rolls import SEATED

THESE = Enrolment.id.in_(bindparam("ids", expanding=True))
RULES = [COMPLETION.name, EXEMPTIONS.name, LATENESS.name]

CAME = select(func.max(Transfer.at)).where(Transfer.enrolment_id == Enrolment.id).scalar_subquery()
BALANCE = select(func.sum(LedgerLine.yen)).where(LedgerLine.enrolment_id == Enrolment.id).scalar_subquery()

ENROLLED = (
    select(
        Enrolment.id,
        Enrolment.cohort_id,
        Cohort.course_id,
        cast(Course.kind, Text),
        stored(Cohort.ends_at),
        stored(Enrolment.submitted_at),
        stored(SEATED.label("seated_at")),
        stored(CAME.label("came_at")),
        func.coalesce(BALANCE, 0).label("balance"),
        policies.EVERY_ROW.label("rules"),
    )
    .join_from(Enrolment, Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .order_by(Enrolment.id)
)
CHOSEN = ENROLLED.where(THESE)
WITH_SEAT = ENROLLED.where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.state == State.CONFIRMED)

TAUGHT = union_all(
    select(
        Subject.course_id.label("of"),
        SubjectItem.id.label("item_id"),
        SubjectItem.minutes.label("minutes"),
        SubjectItem.subject_id.label("subject_id"),
        cast(null(), Integer).label("part_id"),
        cast(null(), Integer).label("session_id"),
        stored(cast(null(), Session.starts_at.type).label("starts_at")),
        stored(cast(null(), Session.ends_at.type).label("ends_at")),
        Subject.number.label("subject_number"),
        SubjectItem.number.label("number"),
        stored(Subject.title.label("subject_title")),
        stored(SubjectItem.title.label("title")),
    )
    .join_from(SubjectItem, Subject, Subject.id == SubjectItem.subject_id)
    .where(Subject.course_id.in_(bindparam("courses", expanding=True))),
    select(
        Session.cohort_id,
        SessionPart.item_id,
        SessionPart.minutes,
        cast(null(), Integer),
        SessionPart.id,
        Session.id,
        stored(Session.starts_at),
        stored(Session.ends_at),
        literal(0),
        literal(0),
        cast(null(), Text),
        cast(null(), Text),
    )
    .join_from(Session, SessionPart, SessionPart.session_id == Session.id)
    .where(Session.cohort_id.in_(bindparam("cohorts", expanding=True))),
)
"""What the courses ask for, and the parts in which the cohorts teach it."""

IS_GUEST = (
    select(Guest.id)
    .join(Enrolment, Enrolment.id == Guest.enrolment_id)
    .where(Guest.enrolment_id == Attendance.enrolment_id, Guest.session_id == Attendance.session_id)
    .where(Guest.cohort_id != Enrolment.cohort_id)
    .where(or_(Guest.ended_at.is_(None), Guest.ended_at > Session.starts_at))
    .correlate(Attendance, Session)
    .exists()
)
"""They came from elsewhere: not with a seat that was given back before, and not where they belong now."""
PRESENT = (
    select(
        Attendance.enrolment_id,
        Attendance.part_id,
        SessionPart.item_id,
        Attendance.minutes,
        SessionPart.minutes.label("part"),
        stored(Session.starts_at),
        IS_GUEST.label("is_guest"),
    )
    .join_from(Attendance, SessionPart, SessionPart.id == Attendance.part_id)
    .join(Session, Session.id == SessionPart.session_id)
    .where(Attendance.enrolment_id.in_(bindparam("ids", expanding=True)))
)


def paper(what, enrolment, *, ref=None, minutes=None, words=None, day):
    """One kind of paper as columns that all kinds share; its day or instant as text."""
    return select(
        literal(what, Text),
        enrolment,
        cast(null() if ref is None else ref, Integer),
        cast(null() if minutes is None else minutes, Integer),
        cast(null() if words is None else words, Text),
        cast(day, Text),
    ).where(enrolment.in_(bindparam("ids", expanding=True)))


record, member = aliased(Person), aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)
CHECKED = paper("identity", Enrolment.id, day=IdentityCheck.checked_on).join_from(
    Enrolment, record, record.id == Enrolment.person_id
)
STANDS = IdentityCheck.withdrawn_at.is_(None)

PAPERS = union_all(
    paper(
        "credit",
        Credit.enrolment_id,
        ref=Credit.item_id,
        minutes=Credit.minutes,
        words=Credit.source,
        day=Credit.done_on,
    ).where(Credit.ended_at.is_(None)),
    paper("exemption", Exemption.enrolment_id, ref=Exemption.subject_id, day=Exemption.decided_at).where(
        Exemption.granted, Exemption.ended_at.is_(None)
    ),
    paper("passed", AssessmentResult.enrolment_id, words=AssessmentResult.kind, day=AssessmentResult.taken_on).where(
        AssessmentResult.verdict == Verdict.PASSED, AssessmentResult.ended_at.is_(None)
    ),
    paper(
        "override",
        CompletionOverride.enrolment_id,
        words=CompletionOverride.waived,
        day=CompletionOverride.decided_at,
    ).where(CompletionOverride.granted),
    CHECKED.join(IdentityCheck, IdentityCheck.person_id == KEPT).where(STANDS),
    CHECKED.join(member, member.merged_into_id == KEPT)
    .join(IdentityCheck, IdentityCheck.person_id == member.id)
    .where(STANDS),
)


@dataclass(frozen=True)
class Part:
    id: int
    session_id: int
    item_id: int
    minutes: int
    starts_at: datetime
    ends_at: datetime


@dataclass
class Taught:
    """By course what it asks for, by cohort the parts in which it is taught."""

    items: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    named: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Found:
    """What was recorded for one enrolment. `recorded`: {part id: (minutes of presence, minutes that count)}."""

    proofs: list[Proof] = field(default_factory=list)
    recorded: dict[int, tuple[int, int]] = field(default_factory=dict)
    exempted: dict[int, date] = field(default_factory=dict)
    passed: dict[GapKind, date] = field(default_factory=dict)
    identity_on: date | None = None
    waived: list[rules.Gap] = field(default_factory=list)
    waived_on: date | None = None


class ShownItem(NamedTuple):
    id: int
    number: int
    title: LocalizedText


class ShownSubject(NamedTuple):
    id: int
    number: int
    title: LocalizedText
    items: tuple[ShownItem, ...]


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
        return [
            ShownSubject(
                subject_id, found[0].subject_number, text(found[0].subject_title), tuple(map(shown_item, found))
            )
            for subject_id, group in groupby(self.named[course_id], attrgetter("subject_id"))
            if (found := list(group))
        ]


def shown_subject(subject_id, rows) -> ShownSubject:
    first = rows[0]
    return ShownSubject(subject_id, first.subject_number, text(first.subject_title), tuple(map(shown_item, rows)))


def shown_item(row) -> ShownItem:
    return ShownItem(row.item_id, row.number, text(row.title))


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


def rule_day(row, at) -> date:
    ends_at = instant(row.ends_at)
    return clock.today(min(at, ends_at) if ends_at else at)


def taught_in(session, courses, cohorts) -> Taught:
    rows = execute(session, TAUGHT, courses=list(courses), cohorts=list(cohorts)).all()
    taught = Taught()
    for row in sorted(rows, key=attrgetter("subject_number", "number")):
        if row.part_id is None:
            taught.items[row.of].append(Item(row.item_id, row.subject_id, row.minutes))
            taught.named[row.of].append(row)
        else:
            taught.parts[row.of].append(part_of(row))
    for parts in taught.parts.values():
        parts.sort(key=lambda part: (part.starts_at, part.id))
    return taught


def part_of(row) -> Part:
    starts_at, ends_at = instant(row.starts_at), instant(row.ends_at)
    return Part(row.part_id, row.session_id, row.item_id, row.minutes, starts_at, ends_at)


def recorded(session, enrolled, dated, at) -> dict[int, Found]:
    found: dict[int, Found] = defaultdict(Found)
    ids = [row.id for row in enrolled]
    lateness = {row.cohort_id: dated.on(rule_day(row, at), LATENESS) for row in enrolled}
    rules_of = {row.id: (lateness[row.cohort_id], CourseKind(row.kind)) for row in enrolled}
    days: dict[Any, date] = {}
    for enrolment_id, part_id, item_id, present, part, starts_at, is_guest in execute(session, PRESENT, ids=ids):
        rule, kind = rules_of[enrolment_id]
        credit = rule.credit(kind, present=present, part=part)
        if starts_at not in days:
            days[starts_at] = day_of(starts_at)
        mine = found[enrolment_id]
        mine.recorded[part_id] = present, credit
        source = Source.MADE_UP if is_guest else Source.ATTENDED
        mine.proofs.append(Proof(item_id, source, credit, days[starts_at]))
    for what, enrolment_id, ref, minutes, words, day in execute(session, PAPERS, ids=ids):
        PUT[what](found[enrolment_id], ref, minutes, words, day)
    return found


def put_credit(found, item_id, minutes, source, day):
    found.proofs.append(Proof(item_id, Source(source), minutes, date.fromisoformat(day)))


def put_exemption(found, subject_id, minutes, words, day):
    found.exempted[subject_id] = day_of(day)


def put_passed(found, ref, minutes, kind, day):
    on = date.fromisoformat(day)
    found.passed[GapKind(kind)] = min(on, found.passed.get(GapKind(kind), on))


def put_override(found, ref, minutes, words, day):
    found.waived += [rules.gap(kept) for kept in text(words)["gaps"]]
    found.waived_on = max(day_of(day), found.waived_on or date.min)


def put_identity(found, ref, minutes, words, day):
    found.identity_on = min(date.fromisoformat(day), found.identity_on or date.max)


PUT = {
    "credit": put_credit,
    "exemption": put_exemption,
    "passed": put_passed,
    "override": put_override,
    "identity": put_identity,
}


def day_of(kept) -> date:
    return clock.today(instant(kept))


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


def ahead(parts) -> dict[int, int]:
    minutes: dict[int, int] = defaultdict(int)
    for part in parts:
        minutes[part.item_id] += part.minutes
    return dict(minutes)


def joined_at(row) -> datetime:
    """When they got their seat in this cohort."""
    seated = instant(row.seated_at) or instant(row.submitted_at)
    return max(seated, instant(row.came_at) or seated)
