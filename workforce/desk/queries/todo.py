"""What needs doing now, beyond the cohorts: a few lists of people and messages, each counted, in one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy import Select, String, and_, cast, exists, func, literal, null, or_, select, union_all

from ... import clock
from ...catalogue.models import Cohort, CohortState, Course, CourseState, SessionChange
from ...enrolment.models import ACTIVE, Draw, Enrolment, GuardianRequest, Offer, OwnPart, State
from ...money.models import Asking, BankRow, LedgerLine, ReductionRequest, RowState
from ...operators.models import Operator
from ...outbox import Channel, Message, Sending
from ...people.models import ContactPoint, Person
from ...people.queries import duplicates
from . import screening
from .cohorts import is_lasting

SHOWN = 5
OWN_PART_WITHIN = timedelta(days=14)
OFFERED = "offer"
"""The letter that offers a seat."""


class Kind(StrEnum):
    DRAW = "draw"
    SCREENING = "screening"
    ASSESS = "assess"
    OFFER = "offer"
    GUARDIAN = "guardian"
    GUARDIAN_PAPER = "guardian_paper"
    FAILED = "failed"
    CALL = "call"
    LETTER = "letter"
    UNTOLD = "untold"
    DUPLICATE = "duplicate"
    CONTACT = "contact"
    LEADLESS_COURSE = "leadless_course"
    OVERDUE = "overdue"
    UNCLEAR = "unclear"
    GIVE_BACK = "give_back"
    REDUCTION = "reduction"
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


def waiting(session, *, at, kinds, account_id=None) -> dict[Kind, list[Waiting]]:
    """The oldest of each kind that is asked for, with the number of all. `account_id`: who asks."""
    made = MADE | {Kind.ASSESS: lambda _at: screening.to_assess(line, account_id)}
    arms = [oldest(kind, made[kind](at)) for kind in kinds]
    found: dict[Kind, list[Waiting]] = {kind: [] for kind in kinds}
    if arms:
        for kind, total, row_id, ref, name, detail, since in session.execute(union_all(*arms)):
            found[Kind(kind)].append(Waiting(Kind(kind), total, row_id, ref, name, detail, since))
    return {kind: sorted(rows, key=lambda row: (row.since, row.id)) for kind, rows in found.items()}


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


full_name = func.trim(Person.family_name + " " + Person.given_name)


def guardians(at, *, has_mail=True):
    """Seats held for a guardian's answer, the first last day first: of those who got a letter, or of those who need a
    paper, because no mail address or nobody at all was named.
    """
    until = func.coalesce(Enrolment.held_until, Enrolment.changed_at)
    lines = line(Enrolment.id, Enrolment.receipt, full_name, until, Cohort.code)
    joined = lines.select_from(Enrolment).join(Enrolment.person)
    joined = joined.join(Cohort, Cohort.id == Enrolment.cohort_id)
    asked = exists().where(
        GuardianRequest.enrolment_id == Enrolment.id,
        GuardianRequest.ended_at.is_(None),
        GuardianRequest.mail.is_not(None),
    )
    state = Enrolment.state == State.WAITING_FOR_GUARDIAN
    return joined.where(state, Cohort.state == CohortState.PUBLISHED, is_lasting(at), asked if has_mail else ~asked)


def offers_to_call(at):
    """Seats offered to people who have no mail address, the first deadline first: their letter is a call."""
    subject = '"' + Enrolment.receipt + '"'
    lines = line(Enrolment.id, Enrolment.receipt, full_name, Offer.expires_at, Cohort.code)
    joined = lines.select_from(Offer).join(Enrolment, Enrolment.id == Offer.enrolment_id).join(Enrolment.person)
    joined = joined.join(Cohort, Cohort.id == Enrolment.cohort_id)
    called = exists().where(
        Message.template == OFFERED,
        Message.person_id == Enrolment.person_id,
        Message.link_subject == subject,
        is_call(),
    )
    return joined.where(Offer.ended_at.is_(None), Offer.expires_at > at, called)


def is_call():
    return and_(Message.channel == Channel.CALL, Message.state == Sending.QUEUED)


def messages(condition):
    """`condition`, or what gives it at an instant."""

    def made(at):
        name = func.coalesce(full_name, Message.address)
        lines = line(Message.id, Message.id, name, Message.queued_at, Message.template)
        return lines.join_from(Message, Person, Person.id == Message.person_id, isouter=True).where(
            condition(at) if callable(condition) else condition
        )

    return made


def pairs(_at):
    """Under the name of the older record."""
    pair = duplicates.pairs().subquery().c
    return line(pair.id, pair.id, func.trim(pair.family_name + " " + pair.given_name), pair.found_at)


def contact_changes(at):
    """Nobody noted when a change was asked for, so the oldest person comes first."""
    lines = line(ContactPoint.id, Person.id, full_name, Person.created_at, ContactPoint.value)
    joined = lines.join_from(ContactPoint, Person, Person.id == ContactPoint.person_id)
    return joined.where(ContactPoint.confirmed_at.is_(None), ContactPoint.ended_at.is_(None))


def draws(_at):
    """Lists that are closed and wait for their draw, and repetitions that wait for a second person."""
    title = Course.title["ja"].as_string()
    since = func.coalesce(Draw.frozen_at, Draw.committed_at)
    lines = line(Draw.id, Cohort.code, title, since, Draw.number)
    lines = (
        lines.select_from(Draw).join(Cohort, Cohort.id == Draw.cohort_id).join(Course, Course.id == Cohort.course_id)
    )
    first = and_(Draw.frozen_at.is_not(None), Cohort.decided_at.is_(None))
    is_open = and_(Draw.drawn_at.is_(None), Draw.stopped_at.is_(None), Cohort.state == CohortState.PUBLISHED)
    return lines.where(is_open, or_(first, Draw.number > 1))


def untold_changes(_at):
    """Cohorts of which a session changed, and nobody decided whether people are told; the oldest change first."""
    title, since = Course.title["ja"].as_string(), func.min(SessionChange.at)
    lines = line(Cohort.id, Cohort.code, title, since).select_from(SessionChange)
    joined = lines.join(Cohort, Cohort.id == SessionChange.cohort_id).join(Course, Course.id == Cohort.course_id)
    waits = (SessionChange.decided_at.is_(None), Cohort.state == CohortState.PUBLISHED)
    return joined.where(*waits).group_by(Cohort.id, Cohort.code, title)


def leadless_courses(_at):
    title = Course.title["ja"].as_string()
    lines = line(Course.id, Course.slug, title, Course.created_at)
    return lines.where(Course.lead_id.is_(None), Course.state != CourseState.CANCELLED)


def standings(*having):
    """Enrolments by how their ledger stands; `detail`: what is open, in yen."""
    lines = line(Enrolment.id, Enrolment.receipt, full_name, func.min(LedgerLine.at), func.sum(LedgerLine.yen))
    joined = lines.select_from(LedgerLine).join(Enrolment, Enrolment.id == LedgerLine.enrolment_id)
    return joined.join(Enrolment.person).group_by(Enrolment.id, Person.id).having(*having)


def overdue(at):
    return standings(func.sum(LedgerLine.yen) > 0, func.max(LedgerLine.due_on) < clock.today(at))


def to_give_back(_at):
    return standings(func.sum(LedgerLine.yen) < 0)


def unclear_payments(_at):
    lines = line(BankRow.id, BankRow.id, BankRow.kana, BankRow.changed_at, BankRow.yen)
    return lines.where(BankRow.state == RowState.UNCLEAR)


def reduction_requests(_at):
    lines = line(
        ReductionRequest.id, ReductionRequest.id, full_name, ReductionRequest.asked_at, ReductionRequest.ground
    )
    joined = lines.select_from(ReductionRequest).join(Enrolment, Enrolment.id == ReductionRequest.enrolment_id)
    return joined.join(Enrolment.person).where(ReductionRequest.state == Asking.ASKED)


def leadless_operators(_at):
    lines = line(Operator.id, Operator.id, Operator.name, Operator.created_at)
    return lines.where(Operator.lead_id.is_(None), Operator.ended_at.is_(None))


def own_parts(at):
    """Whose employer enrolled them, and who has not completed their part although the course begins soon."""
    lines = line(Enrolment.id, Enrolment.receipt, full_name, Cohort.starts_at, Cohort.code)
    joined = lines.select_from(Enrolment).join(Enrolment.person).join(Cohort, Cohort.id == Enrolment.cohort_id)
    missing = exists().where(OwnPart.enrolment_id == Enrolment.id, OwnPart.done_at.is_(None))
    soon = and_(Cohort.starts_at > at, Cohort.starts_at <= at + OWN_PART_WITHIN)
    return joined.where(missing, Enrolment.state.in_(ACTIVE), Cohort.state == CohortState.PUBLISHED, soon)


MADE = {
    Kind.DRAW: draws,
    Kind.SCREENING: lambda at: screening.to_see_to(line, at),
    Kind.GUARDIAN: guardians,
    Kind.GUARDIAN_PAPER: partial(guardians, has_mail=False),
    Kind.FAILED: messages(Message.state == Sending.FAILED),
    Kind.CALL: messages(lambda at: and_(is_call(), Message.template != OFFERED, Message.send_after <= at)),
    Kind.LETTER: messages(and_(Message.channel == Channel.LETTER, Message.state == Sending.QUEUED)),
    Kind.OFFER: offers_to_call,
    Kind.UNTOLD: untold_changes,
    Kind.DUPLICATE: pairs,
    Kind.CONTACT: contact_changes,
    Kind.LEADLESS_COURSE: leadless_courses,
    Kind.OVERDUE: overdue,
    Kind.UNCLEAR: unclear_payments,
    Kind.GIVE_BACK: to_give_back,
    Kind.REDUCTION: reduction_requests,
    Kind.OWN_PART: own_parts,
    Kind.LEADLESS_OPERATOR: leadless_operators,
}
