"""Somebody asks to pay less, and somebody decides: once, with what they saw and why."""

from datetime import date

from flask_babel import lazy_gettext as _

from ... import clock, history, policies
from ...catalogue.models import FeeKind
from ...database import hold
from ...enrolment.actions import messages
from ...people.queries import contacts
from ...refusals import Refused
from ..models import Asking, Evidence, Ground, LineKind, ReductionRequest
from ..queries import ledger
from ..queries import reductions as queries
from ..rules.reductions import REDUCTIONS, tuition_of
from ..rules.terms import PAYMENT_TERM
from .booking import book


class NotOffered(Refused):
    message = _("Nobody pays less for this reason. Choose another, or call us.")
    field = "ground"


class NothingToReduce(Refused):
    message = _("There is no tuition that could become less.")


class AskedAlready(Refused):
    message = _("You have asked already. We will write or call when it is decided.")


class DecidedAlready(Refused):
    message = _("Somebody has decided this already. Look at how it stands now.")


class EvidenceMissing(Refused):
    message = _("Choose what you saw and write on which day. Keep no copy of it.")
    field = "seen_on"


class SeenInTheFuture(Refused):
    message = _("This day lies in the future. Write the day on which you saw it.")
    field = "seen_on"


class ReasonMissing(Refused):
    message = _("Write the reason in words that the applicant understands: it stands in their letter.")
    field = "reason"


class SomebodyElseDecides(Refused):
    message = _("You refused this before. Somebody else must look at it now.")


def ask(session, enrolment, *, ground: Ground, words: str, by, at) -> ReductionRequest:
    """`by` None: the applicant. Raises NotOffered, NothingToReduce, AskedAlready."""
    hold(session, enrolment)
    if ground not in policies.current(session, REDUCTIONS, at=at).off:
        raise NotOffered
    if tuition_of(ledger.statement_of(session, enrolment.id)) <= 0:
        raise NothingToReduce
    if queries.open_one(session, enrolment.id):
        raise AskedAlready
    request = ReductionRequest(
        enrolment_id=enrolment.id,
        ground=ground,
        words=words,
        state=Asking.ASKED,
        asked_by_id=by.id if by else None,
        asked_at=at,
    )
    session.add(request)
    history.record(session, request, "reduction_asked", by=by, at=at, to_state=request.state)
    return request


def grant(session, enrolment, request, *, evidence: Evidence | None, seen_on: date | None, reason: str, by, at):
    """Takes it off the tuition; what was paid too much is to be given back.

    Raises EvidenceMissing, SeenInTheFuture, DecidedAlready, SomebodyElseDecides, NothingToReduce.
    """
    if evidence is None or seen_on is None:
        raise EvidenceMissing
    if seen_on > clock.today(at):
        raise SeenInTheFuture
    still_asked(session, enrolment, request, by=by)
    rule = policies.current(session, REDUCTIONS, at=at)
    yen = rule.yen(request.ground, tuition_of(ledger.statement_of(session, enrolment.id)))
    if yen <= 0:
        raise NothingToReduce
    tax = policies.current(session, PAYMENT_TERM, at=at).tax[FeeKind.TUITION]
    cause, fee = f"reduction:{request.id}", FeeKind.TUITION
    book(session, enrolment.id, LineKind.REDUCTION, -yen, cause=cause, fee=fee, tax=tax, by=by, at=at)
    request.evidence, request.seen_on, request.yen = evidence, seen_on, yen
    decide(session, enrolment, request, Asking.GRANTED, rule, reason=reason, by=by, at=at)


def refuse(session, enrolment, request, *, reason: str, by, at):
    """Raises ReasonMissing, DecidedAlready, SomebodyElseDecides."""
    if not reason:
        raise ReasonMissing
    still_asked(session, enrolment, request, by=by)
    rule = policies.current(session, REDUCTIONS, at=at)
    decide(session, enrolment, request, Asking.REFUSED, rule, reason=reason, by=by, at=at)


def still_asked(session, enrolment, request, *, by):
    hold(session, enrolment)
    session.refresh(request)
    if request.state is not Asking.ASKED:
        raise DecidedAlready
    if by.id in queries.refused_by(session, enrolment.id, request.ground):
        raise SomebodyElseDecides


def decide(session, enrolment, request, state: Asking, rule, *, reason, by, at):
    """Writes it down and tells the applicant, with the way to object. `enrolment` as moves need it."""
    request.state, request.reason, request.decided_by_id, request.decided_at = state, reason or None, by.id, at
    entry = history.record(
        session, request, f"reduction_{state.value}", by=by, at=at, from_state=Asking.ASKED, to_state=state
    )
    messages.tell(
        session,
        enrolment,
        "reduction_decided",
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"history:{entry.id}",
        at=at,
        off_yen=request.yen,
        why=reason,
        objection_days=rule.objection_days,
    )
