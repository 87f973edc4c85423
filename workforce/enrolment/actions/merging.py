"""Merging people, as far as their enrolments allow it."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort
from ...people.actions import merging
from ...people.models import Merge, Person
from ...people.queries.persons import in_group
from ...refusals import Refused
from ..models import ACTIVE, Enrolment


class BothEnrolled(Refused):
    message = _(
        "Both records have an active enrolment in %(cohort)s. Cancel one of the two enrolments first, then merge."
    )


def merge(session, keep: Person, absorb: Person, *, reason, by, at) -> Merge:
    """As people.actions.merging.merge. Raises BothEnrolled as well: one human cannot hold two seats in one cohort."""
    merging.hold_in_order(session, keep, absorb)
    if code := shared_cohort(session, keep.id, absorb.id):
        raise BothEnrolled(cohort=code)
    return merging.merge(session, keep, absorb, reason=reason, by=by, at=at)


def shared_cohort(session, one_id, other_id) -> str | None:
    """The code of a cohort in which both humans have an active enrolment."""
    one, other, mine, theirs = aliased(Person), aliased(Person), aliased(Enrolment), aliased(Enrolment)
    query = (
        select(func.min(Cohort.code))
        .join(mine, mine.cohort_id == Cohort.id)
        .join(theirs, theirs.cohort_id == Cohort.id)
        .join(one, one.id == mine.person_id)
        .join(other, other.id == theirs.person_id)
        .where(mine.state.in_(ACTIVE), theirs.state.in_(ACTIVE), in_group(one, one_id), in_group(other, other_id))
    )
    return session.scalar(query) if one_id != other_id else None
