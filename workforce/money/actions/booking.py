"""The ledger follows every move of an enrolment, in the same transaction."""

from ... import clock, policies
from ...catalogue.models import CohortState
from ...enrolment.actions.wishes import GIVE_WAY
from ...enrolment.models import State
from ...enrolment.rules.states import TRANSFER
from ..models import LedgerLine, LineKind
from ..queries import ledger
from ..rules.cancellation import CANCELLATION_STEPS, staying
from ..rules.ledger import Statement, reversal_of
from ..rules.terms import PAYMENT_TERM


def book(session, enrolment_id, kind: LineKind, yen: int, *, cause: str, by, at, **given) -> LedgerLine:
    """One line. `given`: fee, tax, day, due_on, words."""
    line = LedgerLine(
        enrolment_id=enrolment_id,
        kind=kind,
        yen=yen,
        cause=cause,
        by_id=by.id if by else None,
        at=at,
        **{"day": clock.today(at)} | given,
    )
    session.add(line)
    session.flush()
    return line


def take_back(session, line: LedgerLine, *, by, at, words=None) -> LedgerLine:
    """`line` counts no more; both stay to be read."""
    return book(
        session,
        line.enrolment_id,
        LineKind.REVERSAL,
        -line.yen,
        cause=reversal_of(line),
        fee=line.fee,
        tax=line.tax,
        words=words,
        by=by,
        at=at,
    )


def book_move(session, enrolment, entry, *, move, at):
    """A confirmed seat is charged for; a seat that is given up is reversed, and what the table says stays. Another date
    of the same course is for `rebooking`.
    """
    if enrolment.has_fees is False or move == TRANSFER:
        return
    if entry.to_state == State.CONFIRMED:
        charge(session, enrolment, entry, at=at)
    elif entry.from_state == State.CONFIRMED:
        release(session, enrolment, entry, at=at)


def charge(session, enrolment, entry, *, at):
    cohort = ledger.priced_cohort(session, enrolment.cohort_id)
    enrolment.has_fees = bool(cohort.fees)
    if not cohort.fees:
        return
    term = policies.current(session, PAYMENT_TERM, at=at)
    due_on = term.due_on(clock.today(at), first_day(cohort))
    for fee in cohort.fees:
        book(
            session,
            enrolment.id,
            LineKind.CHARGE,
            fee.yen,
            cause=f"history:{entry.id}:{fee.kind.value}",
            fee=fee.kind,
            tax=term.tax[fee.kind],
            due_on=due_on,
            by=None,
            at=at,
        )


def release(session, enrolment, entry, *, at):
    """A seat that gives way to one on a date they like better costs nothing, as changing the date does not."""
    found = ledger.statement_of(session, enrolment.id)
    enrolment.has_fees = bool(found.lines)
    for line in found.fees:
        take_back(session, line, by=None, at=at)
    if found.fees and entry.to_state == State.CANCELLED and entry.what != GIVE_WAY:
        keep_what_stays(session, enrolment, entry, found, at=at)


def keep_what_stays(session, enrolment, entry, found: Statement, *, at):
    """Nothing stays with us if it is we who cancel the cohort."""
    cohort = ledger.priced_cohort(session, enrolment.cohort_id)
    if cohort.state is CohortState.CANCELLED:
        return
    today = clock.today(at)
    percent = policies.current(session, CANCELLATION_STEPS, at=at).percent(today, first_day(cohort))
    due_on = policies.current(session, PAYMENT_TERM, at=at).due_on(today)
    for (fee, tax), yen in staying(found.fees, percent).items():
        cause = f"history:{entry.id}:{fee.value}"
        given = {"fee": fee, "tax": tax, "due_on": due_on}
        book(session, enrolment.id, LineKind.CANCELLATION_FEE, yen, cause=cause, by=None, at=at, **given)


def letter_details(session, enrolment, *, at) -> dict[str, int | str]:
    """What the letter about a move says of money: fee_yen and fee_due_on, or refund_yen."""
    if enrolment.has_fees is False or enrolment.state not in (State.CONFIRMED, State.CANCELLED):
        return {}
    found = ledger.statement_of(session, enrolment.id)
    if found.balance > 0 and found.due_on:
        return {"fee_yen": found.balance, "fee_due_on": found.due_on.isoformat()}
    return {"refund_yen": -found.balance} if found.balance < 0 else {}


def first_day(cohort):
    return clock.today(cohort.starts_at) if cohort.starts_at else None
