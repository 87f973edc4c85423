"""Seats without names go back. Who calls it has held the cohort, and offers on what is free."""

from ... import history, outbox
from ...operators.queries import contacts
from ..queries import reservations as queries

RETURNED, GIVEN_BACK, ENDED_WITH_COHORT = "returned", "given_back", "ended_with_cohort"
ENDED_WITH_OPERATOR = "ended_with_operator"
TOLD = {RETURNED, ENDED_WITH_COHORT}
"""What an operator has not done itself, and still reads of."""


def end_late(session, cohort_id, *, at) -> int:
    """Those whose time is over. Returns how many reservations ended."""
    late = queries.late(session, cohort_id, at=at)
    for reservation in late:
        end(session, reservation, RETURNED, by=None, at=at)
    return len(late)


def end_all(session, cohort_id, *, by, at):
    """The cohort will not take place."""
    for reservation in queries.open_in(session, cohort_id):
        end(session, reservation, ENDED_WITH_COHORT, by=by, at=at)


def end(session, reservation, what, *, by, at):
    """Every seat of it that has no name is free; the operator is told of what is in TOLD."""
    left = queries.left_of(session, reservation.id)
    for seat in left:
        seat.returned_at = at
    close(session, reservation, what, len(left), by=by, at=at)
    if what in TOLD and left:
        tell(session, reservation, "reservation_over", seats=len(left), is_cancelled=what == ENDED_WITH_COHORT, at=at)


def close(session, reservation, what, count, *, by, at):
    reservation.ended_at = at
    history.record(session, reservation, what, by=by, at=at, changes=[history.Change("seats", count, 0)])


def end_full(session, operator_id, cohort_id, *, by, at):
    """A reservation whose seats all have names is over."""
    for reservation in queries.open_in(session, cohort_id):
        if reservation.operator_id == operator_id and not queries.left_of(session, reservation.id):
            close(session, reservation, "named", 0, by=by, at=at)


def tell(session, reservation, template, *, seats, at, **details):
    """To everybody who speaks for the operator now."""
    cohort = reservation.cohort
    for contact in contacts.of_operator(session, reservation.operator_id):
        if contact.person:
            outbox.queue(
                session,
                template,
                to=contact.person,
                mail=contact.email,
                cause=f"reservation:{reservation.id}",
                at=at,
                details={
                    "operator": reservation.operator.name,
                    "course": cohort.course.title,
                    "code": cohort.code,
                    "starts_at": cohort.starts_at.isoformat() if cohort.starts_at else None,
                    "seats": seats,
                    "until_at": reservation.until.isoformat(),
                    "name": contact.person.name,
                    **details,
                },
            )
