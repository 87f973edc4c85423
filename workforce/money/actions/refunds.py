"""A refund case goes on: opened by staff, proven by the employer, approved, paid out. Each move is history."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _

from ... import clock, history, outbox, policies
from ...database import hold
from ...enrolment.models import State
from ...i18n.formats import day as day_in_words
from ...links import Purpose
from ...refusals import Refused
from ..models import Case, LineKind, RefundCase
from ..queries import ledger
from ..queries import refunds as queries
from ..queries.completion import completion_of
from ..rules.refunds import COMPLETION_REFUND, MOVES
from .booking import book

LINK_LASTS = timedelta(days=60)


class CaseOpen(Refused):
    message = _("There is a refund case for this enrolment already.")


class NotPaid(Refused):
    message = _("Only whoever has a seat and has paid all of the fee can get a part of it back.")


class DayNotPossible(Refused):
    message = _("The course cannot have been completed on this day. Write the day on which it was.")
    field = "completed_on"


class NotCompleted(Refused):
    message = _("By the recorded hours and assessment the course is not completed. Look at the hours of this person.")


class ProofMissing(Refused):
    message = _("Write what shows that the course was completed, for example the number of the certificate.")
    field = "proof"


class MoveNotPossible(Refused):
    message = _("That is no longer possible: this case has moved on. Look at how it stands now.")


class LinkOver(Refused):
    message = _("This question was answered already, or asked again in a newer letter.")


class TooEarly(Refused):
    """Raised with `day`."""

    message = _("That is too early: the months of work are over on %(day)s. Please answer again from then on.")
    field: str | None = "works_since"

    def text(self):
        return str(self.message) % {"day": day_in_words(self.values["day"])}


class TooLate(TooEarly):
    message = _("The refund could be asked for until %(day)s only.")
    field = None


class NameMissing(Refused):
    message = _("Write the name of whoever answers.")
    field = "name"


class SinceMissing(Refused):
    message = _("Write since when the person works there.")
    field = "works_since"


class ReasonMissing(Refused):
    message = _("Write the reason: it is kept with the case.")
    field = "reason"


def open_case(session, enrolment, *, completed_on: date | None, proof: str, by, at) -> RefundCase:
    """Where hours are on record they decide; about an older course staff say what shows it.

    Raises CaseOpen, NotPaid, NotCompleted, DayNotPossible, ProofMissing.
    """
    hold(session, enrolment)
    if queries.of_enrolment(session, enrolment.id):
        raise CaseOpen
    found = ledger.statement_of(session, enrolment.id)
    if enrolment.state is not State.CONFIRMED or found.balance > 0 or found.paid_for_seat <= 0:
        raise NotPaid
    if known := completion_of(session, enrolment, at=at):
        completed_on, proof = known.on, known.proof
        if completed_on is None:
            raise NotCompleted
    starts = enrolment.cohort.starts_at
    if completed_on is None or completed_on > clock.today(at) or (starts and completed_on < clock.today(starts)):
        raise DayNotPossible
    if not proof:
        raise ProofMissing
    given = {"completed_on": completed_on, "proof": proof, "changed_at": at}
    case = RefundCase(enrolment_id=enrolment.id, state=Case.COMPLETED, **given)
    session.add(case)
    history.record(session, case, "case_opened", by=by, at=at, to_state=case.state)
    return case


def ask_employer(session, case, enrolment, *, employer: str, mail: str, language: str, by, at):
    """A letter with a link of its own; links of earlier letters open nothing any more. Raises MoveNotPossible."""
    move(session, case, "ask_employer", by=by, at=at)
    case.employer, case.mail, case.link = employer, mail, case.link + 1
    outbox.queue(
        session,
        "employer_proof",
        to=None,
        mail=mail,
        language=language,
        cause=f"refund_case:{case.id}:{case.link}",
        at=at,
        details={
            "employer": employer,
            "name": enrolment.person.name,
            "course": enrolment.cohort.course.title,
            "until_on": clock.today(at + LINK_LASTS).isoformat(),
        },
        link=(Purpose.EMPLOYER, subject(case)),
    )


def subject(case) -> str:
    return f"{case.id}.{case.link}"


def prove(session, case, *, works_since: date | None, name: str, move_by: str, by, at):
    """`move_by`: "prove" by the employer's link, "prove_on_paper" by staff. Raises SinceMissing, NameMissing, TooEarly,
    MoveNotPossible.
    """
    if works_since is None:
        raise SinceMissing
    if not name:
        raise NameMissing
    rule = policies.current(session, COMPLETION_REFUND, at=at)
    if (ends := rule.proven_from(works_since)) > clock.today(at):
        raise TooEarly(day=ends)
    move(session, case, move_by, by=by, at=at)
    case.works_since, case.proven_by = works_since, name


def deny(session, case, *, at):
    """The employer does not know the person: staff ask somebody else. Raises MoveNotPossible."""
    move(session, case, "deny", by=None, at=at)


def approve(session, case, enrolment, *, by, at):
    """Promise it in the ledger; from then on it stands on the list of payments. Raises TooLate, MoveNotPossible."""
    rule = policies.current(session, COMPLETION_REFUND, at=at)
    if (last := rule.last_day(case.completed_on)) < clock.today(at):
        raise TooLate(day=last)
    move(session, case, "approve", by=by, at=at)
    hold(session, enrolment)
    case.yen = rule.yen(ledger.statement_of(session, enrolment.id).paid_for_seat)
    cause = f"refund_case:{case.id}"
    book(session, enrolment.id, LineKind.COMPLETION_REFUND, -case.yen, cause=cause, by=by, at=at)


def refuse(session, case, *, reason: str, by, at):
    """Raises ReasonMissing, MoveNotPossible."""
    if not reason:
        raise ReasonMissing
    move(session, case, "refuse", by=by, at=at, reason=reason)
    case.reason = reason


def paid_out(session, enrolment, *, by, at):
    """Money went back to this person: if nothing is left to give, their approved case is done."""
    case = queries.of_enrolment(session, enrolment.id)
    if case and case.state is Case.APPROVED and ledger.statement_of(session, enrolment.id).balance >= 0:
        move(session, case, "pay", by=by, at=at)


def move(session, case: RefundCase, what: str, *, by, at, reason=None):
    hold(session, case)
    session.refresh(case)
    before = case.state
    if (what, before) not in MOVES:
        raise MoveNotPossible
    case.state, case.changed_at = MOVES[what, before], at
    history.record(session, case, what, by=by, at=at, from_state=before, to_state=case.state, reason=reason)
