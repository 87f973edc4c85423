"""What somebody is offered whose date was cancelled."""

from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ..queries import own_dates as queries
from ..queries import transfers
from ..rules.own_dates import price_there, seats_there


def instead_of(enrolment, at):
    """[(OtherDate, seats in words, tone, price in words)] where the enrolment (ShownEnrolment) ended with its cohort;
    nothing for everybody else.
    """
    if enrolment.cohort.state is not CohortState.CANCELLED or not transfers.ended_with_cohort(db.session, enrolment):
        return []
    cohort = catalogue.cohort_brief(db.session, enrolment.cohort.code)
    return nearest_rows(cohort, at)


def nearest_rows(cohort, at):
    """The same for the dates nearest to `cohort`."""
    own = queries.fee_of(db.session, cohort.id)
    found = queries.nearest_dates(db.session, cohort, at=at)
    return [(date, *seats_there(date, False), price_there(date.fee, own)) for date in found]
