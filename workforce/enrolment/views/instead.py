"""What somebody is offered whose date was cancelled, or began without them."""

from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ..queries import own_dates as queries
from ..queries import transfers
from ..rules.own_dates import price_there, seats_there


def instead_of(enrolment, at, *, has_waited_in_vain: bool):
    """[(OtherDate, seats in words, tone, price in words)] for a ShownEnrolment that ended with its cohort, or waited in
    vain; nothing for everybody else.
    """
    is_called_off = enrolment.cohort.state is CohortState.CANCELLED
    if not has_waited_in_vain and not (is_called_off and transfers.ended_without_them(db.session, enrolment)):
        return []
    cohort = catalogue.cohort_brief(db.session, enrolment.cohort.code)
    return nearest_rows(cohort, at)


def nearest_rows(cohort, at):
    """The same for the dates nearest to `cohort`."""
    own = queries.fee_of(db.session, cohort.id)
    found = queries.nearest_dates(db.session, cohort, at=at)
    return [(date, *seats_there(date, False), price_there(date.fee, own)) for date in found]
