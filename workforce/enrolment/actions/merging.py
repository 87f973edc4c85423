"""Merging people, as far as their enrolments allow it."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort
from ...people.actions.merging import hold_in_order
from ...people.models import Merge, Person
from ...people.queries.persons import group_ids, in_group
from ...refusals import Refused
from ...scheduling.actions import merging
from ..models import ACTIVE, Enrolment, Wish, WishList


class BothEnrolled(Refused):
    message = _(
        "Both records have an active enrolment in %(cohort)s. Cancel one of the two enrolments first, then merge."
    )


def merge(session, keep: Person, absorb: Person, *, reason, by, at) -> Merge:
    """As scheduling.actions.merging.merge. Raises BothEnrolled as well: nobody holds two seats in one cohort."""
    hold_in_order(session, keep, absorb)
    if code := shared_cohort(session, keep.id, absorb.id):
        raise BothEnrolled(cohort=code)
    return merging.merge(session, keep, absorb, reason=reason, by=by, at=at)


def undo(session, merged: Merge, *, by, at):
    """As scheduling.actions.merging.undo; dates that were put in one order meanwhile are two people's again."""
    merging.undo(session, merged, by=by, at=at)
    session.flush()
    for list_id, found in wishes_in_lists_of_others(session, merged.absorbed_id).items():
        own = WishList(choice=session.get_one(WishList, list_id).choice, changed_at=at)
        session.add(own)
        session.flush()
        for wish in found:
            wish.list_id = own.id
    session.flush()


def wishes_in_lists_of_others(session, person_id) -> dict[int, list[Wish]]:
    """{list id: the wishes of this human} of the lists in which somebody else has one as well."""
    theirs, beside, other = group_ids(session, person_id), aliased(Wish), aliased(Enrolment)
    strangers = select(beside.list_id).join(other, other.id == beside.enrolment_id)
    strangers = strangers.where(other.person_id.not_in(theirs))
    query = select(Wish).join(Enrolment, Enrolment.id == Wish.enrolment_id).where(Enrolment.person_id.in_(theirs))
    query = query.where(Wish.list_id.in_(strangers)).order_by(Wish.id)
    found: dict[int, list[Wish]] = {}
    for wish in session.scalars(query):
        found.setdefault(wish.list_id, []).append(wish)
    return found


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
