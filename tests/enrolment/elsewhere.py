"""Two dates of one course, and somebody who goes from one to the other."""

from tests.enrolment.applying import record
from tests.make import LATER, make_cohort, make_course
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.enrolment.actions.transferring import transfer

NEXT_MONTH = LATER.replace(month=5)


def two_dates(session, *, first=None, second=None, **course):
    """(first, second), the second a month later; `first` and `second`: what is special about each."""
    made = make_course(session, **course)
    later = {"starts_at": NEXT_MONTH, "ends_at": NEXT_MONTH.replace(hour=5), "changes_until": NEXT_MONTH}
    return (
        make_cohort(session, course=made, **first or {}),
        make_cohort(session, course=made, **later | (second or {})),
    )


def go(session, enrolment, to, *, by=None, at, reason=None):
    """As the page does it: both are loaded before anything is held."""
    found = record(session, enrolment)
    return transfer(session, found, cohort_brief(session, to.code), by=by, at=at, reason=reason)
