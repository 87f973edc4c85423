"""The dates of one course that somebody put beside each other, and the lists in which some of them end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from ...catalogue.models import Cohort, Place
from ...database import LocalizedText
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import ACTIVE, Choice, Enrolment, State, Wish, WishList
from ..rules import wishes as rules
from ..rules.own_dates import OWN_SEAT
from ..rules.wishes import Wanted

UNTIL = func.coalesce(Cohort.changes_until, Cohort.starts_at)


@dataclass(frozen=True)
class OwnDate:
    """One active enrolment of somebody. `until`: how long it can be given up without us."""

    id: int
    receipt: str
    cohort_id: int
    state: State
    starts_at: datetime | None
    place: LocalizedText | None
    until: datetime | None
    rank: int | None

    def wanted(self, at) -> Wanted:
        return Wanted(self.id, self.rank, self.state, self.until is not None and self.until <= at)


OWN_DATES = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        Enrolment.cohort_id,
        Enrolment.state,
        Cohort.starts_at,
        Place.name,
        UNTIL.label("until"),
        Wish.rank,
    )
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .outerjoin(Place, Place.id == Cohort.place_id)
    .outerjoin(Wish, Wish.enrolment_id == Enrolment.id)
    .where(Enrolment.state.in_(ACTIVE))
    .order_by(func.coalesce(Wish.rank, rules.LAST), Enrolment.id)
)


def dates_of(session, enrolment_id, *, at) -> list[OwnDate]:
    """What stands beside this enrolment in its list, and itself, if active and not over; what they like best first."""
    mine = aliased(Wish)
    beside = select(mine.list_id).where(mine.enrolment_id == enrolment_id)
    here = or_(Enrolment.id == enrolment_id, Wish.list_id.in_(beside))
    return [OwnDate(*row) for row in session.execute(OWN_DATES.where(here, is_going_on(at)))]


def dates_in(session, list_id, *, at) -> list[OwnDate]:
    return [OwnDate(*row) for row in session.execute(OWN_DATES.where(Wish.list_id == list_id, is_going_on(at)))]


def is_going_on(at):
    return or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)


def list_of(session, enrolment_id) -> WishList | None:
    query = select(WishList).join(Wish, Wish.list_id == WishList.id)
    return session.scalar(query.where(Wish.enrolment_id == enrolment_id))


def choice_of(session, enrolment_id) -> Choice | None:
    """None for somebody who never put two dates beside each other."""
    found = list_of(session, enrolment_id)
    return found and found.choice


def wish_of(session, enrolment_id) -> Wish | None:
    return session.scalar(select(Wish).where(Wish.enrolment_id == enrolment_id))


def times_there(session, person_id, cohort_id) -> int:
    """How often this human was enrolled in this cohort."""
    theirs = Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id)))
    return session.scalar(select(func.count()).where(theirs, Enrolment.cohort_id == cohort_id))


def due(session, *, at) -> list[int]:
    """The ids of the lists in which a date ends now."""
    asked = session.execute(two_or_more(at)).all()
    return [
        list_id
        for list_id, choice in asked
        if rules.ending(choice, [one.wanted(at) for one in dates_in(session, list_id, at=at)])
    ]


def two_or_more(at):
    """(id, choice) of the lists with a seat and another date that could end by it."""
    has_seat = func.max(Enrolment.state.in_(OWN_SEAT).cast(Wish.rank.type))
    return (
        select(WishList.id, WishList.choice)
        .join(Wish, Wish.list_id == WishList.id)
        .join(Enrolment, Enrolment.id == Wish.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(WishList.choice != Choice.ALL, Enrolment.state.in_(ACTIVE), is_going_on(at))
        .group_by(WishList.id, WishList.choice)
        .having(func.count() > 1, has_seat == 1)
        .order_by(WishList.id)
    )


def person_of(session, list_id) -> Person | None:
    """Who wants these dates, by one of their records."""
    query = select(Person).join(Enrolment, Enrolment.person_id == Person.id)
    query = query.join(Wish, Wish.enrolment_id == Enrolment.id).where(Wish.list_id == list_id)
    return session.scalars(query.order_by(Enrolment.id).limit(1)).first()


def cohorts_of(session, ids) -> list[Cohort]:
    """In the order in which they are held, with what letters say of them."""
    query = select(Cohort).where(Cohort.id.in_(list(ids))).order_by(Cohort.id)
    return list(session.scalars(query.options(joinedload(Cohort.course), joinedload(Cohort.place))))
