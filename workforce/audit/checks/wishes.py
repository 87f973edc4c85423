"""What must be true of people who want several dates of one course."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort
from ...enrolment.models import ACTIVE, Choice, Enrolment, State, Wish, WishList
from ...history import Entry
from ...outbox import Message
from ...people.models import Person
from ..registry import check
from .offers import NOTICED_WITHIN

SEATED = (State.CONFIRMED, State.WAITING_FOR_GUARDIAN)
LAST = 2**31


def human(person):
    return func.coalesce(person.merged_into_id, person.id)


@check(_("No two dates have the same place in somebody's order."))
def ranks_given_twice(session, _at):
    query = select(func.max(Wish.id)).join(Enrolment, Enrolment.id == Wish.enrolment_id)
    query = query.where(Enrolment.state.in_(ACTIVE)).group_by(Wish.list_id, Wish.rank)
    return session.scalars(query.having(func.count() > 1).order_by(func.max(Wish.id)))


@check(_("What ends by somebody's own wish ends within ten minutes."))
def dates_kept_against_the_wish(session, at):
    """Who has a seat on a date that they like better, or wanted one seat alone. Dates that can no longer be given up
    are left out.
    """
    best, better = aliased(Enrolment), aliased(Wish)
    here, there = aliased(Cohort), aliased(Cohort)
    noticed = at - NOTICED_WITHIN
    wanted = or_(better.rank < Wish.rank, and_(WishList.choice == Choice.ONE, Enrolment.state.not_in(SEATED)))
    fixed = func.coalesce(here.changes_until, here.starts_at)
    query = (
        select(Enrolment.id)
        .join(here, here.id == Enrolment.cohort_id)
        .join(Wish, Wish.enrolment_id == Enrolment.id)
        .join(WishList, WishList.id == Wish.list_id)
        .join(better, and_(better.list_id == WishList.id, better.id != Wish.id))
        .join(best, and_(best.id == better.enrolment_id, best.state.in_(SEATED)))
        .join(there, there.id == best.cohort_id)
        .where(Enrolment.state.in_(ACTIVE), WishList.choice != Choice.ALL, wanted)
        .where(best.changed_at < noticed, Enrolment.changed_at < noticed, WishList.changed_at < noticed)
        .where(or_(fixed.is_(None), fixed > at), or_(there.ends_at.is_(None), there.ends_at > at))
        .distinct()
    )
    return session.scalars(query.order_by(Enrolment.id))


@check(_("Whoever lost a date by their own wish was told which one they have, or waits to be told."))
def dates_ended_untold(session, _at):
    owner, reader = aliased(Person), aliased(Person)
    told = (
        exists()
        .where(Message.template == "dates_ended", Message.queued_at == Entry.at, Message.person_id == reader.id)
        .where(human(reader) == human(owner))
        .correlate(Entry, owner)
    )
    query = select(Enrolment.id).join(owner, owner.id == Enrolment.person_id)
    query = query.join(Entry, and_(Entry.subject == Enrolment.__tablename__, Entry.subject_id == Enrolment.id))
    query = query.where(Entry.what == "give_way", Enrolment.forgotten_at.is_(None), ~told)
    return session.scalars(query.distinct().order_by(Enrolment.id))


@check(_("The dates in one order belong to one person and one course."))
def orders_of_several_people(session, _at):
    person = aliased(Person)
    query = select(Wish.list_id).join(Enrolment, Enrolment.id == Wish.enrolment_id)
    query = query.join(person, person.id == Enrolment.person_id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    people, courses = func.count(human(person).distinct()), func.count(Cohort.course_id.distinct())
    return session.scalars(query.group_by(Wish.list_id).having(or_(people > 1, courses > 1)).order_by(Wish.list_id))
