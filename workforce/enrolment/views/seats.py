"""Every seat of a cohort: who has it and how it came, what is offered, and who waits in which order."""

from collections import Counter

from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...catalogue.models import CohortState
from ...database import db
from ...web import render
from .. import hooks
from ..models import State
from ..queries import bands, guests, reservations, seats
from ..queries import every_seat as queries
from ..rules import takes_seat
from ..rules.together import RULES
from . import views
from .board import is_by_telephone, load, next_to_confirm
from .words import seats_in_words


@views.get("/staff/cohorts/<code>/seats")
@requires(Permission.ENROLMENTS_READ)
def cohort_seats(code):
    cohort, at = load(code), clock.now()
    hooks.ask_names(db.session, cohort, current_user)
    counted = seats.seats_of(db.session, cohort.id, at=at)
    everybody = queries.everybody(db.session, cohort.id)
    told = queries.told(db.session, cohort.id)
    deadlines = sorted(row.offered_until for row in everybody if row.offered_until)
    return render(
        "enrolment/staff_seats.html",
        cohort=cohort,
        at=at,
        may_move=may(current_user, Permission.ENROLMENTS_MANAGE) and cohort.state is CohortState.PUBLISHED,
        seats=counted,
        sentence=seats_in_words(counted, deadlines),
        reservations=reservations.of_cohort(db.session, cohort.id) if counted.reserved else [],
        visitors=guests.visitors(db.session, cohort.id, at=at) if counted.guests else [],
        is_by_telephone=next_to_confirm(cohort, counted, at)[1] > 0 and is_by_telephone(cohort, counted, at),
        taken=[(row, queries.how_it_came(told.get(row.id, []))) for row in sorted_seats(everybody)],
        waiting=[(n, row, queries.waits_since(told.get(row.id, []))) for n, row in enumerate(in_line(everybody), 1)],
        reordered=queries.reordered(told),
        people={row.id: row for row in everybody},
        shares=bands.shares_of(db.session, cohort.id, counted, at=at) if counted.has_bands else None,
        groups=groups(everybody),
        group_rule=RULES[cohort.group_rule],
        applied=[row for row in everybody if row.state is State.APPLIED],
        decision=queries.decision(db.session, cohort.id) if counted.decided_at else None,
    )


def in_line(everybody):
    return [row for row in everybody if row.state is State.WAITLISTED]


def groups(everybody) -> dict[int, tuple[int, int]]:
    """{group id: (its number on this page, how many people)} of those who wait, or are offered seats, together."""
    sizes = Counter(row.group_id for row in everybody if row.group_id is not None)
    return {group_id: (number, size) for number, (group_id, size) in enumerate(sizes.items(), 1) if size > 1}


def sorted_seats(everybody):
    """Offers that wait for an answer first, then seats that wait for a paper, then the rest as they were given."""
    order = (State.OFFERED, State.WAITING_FOR_GUARDIAN, State.CONFIRMED)
    taken = [row for row in everybody if takes_seat(row.state)]
    return sorted(taken, key=lambda row: (order.index(row.state), row.offered_until or row.changed_at, row.id))
