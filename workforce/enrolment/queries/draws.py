"""Draws and their lists."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, case, exists, func, literal, select, update
from sqlalchemy.orm import aliased, undefer

from ...catalogue.models import Cohort, CohortState, Course, Selection
from ...people.models import Account, Person
from ..models import TAKES_SEAT, Draw, DrawEntry, DrawOutcome, Enrolment, Offer, State
from ..rules.draw import Entry, Result

DRAWN = (Selection.LOTTERY, Selection.LOTTERY_IF_OVER)


STILL_HERE = case((Enrolment.cohort_id == Draw.cohort_id, Enrolment.state), else_=literal(State.CANCELLED.value))


class Listed(NamedTuple):
    """One applicant of a draw, with the enrolment behind the receipt number."""

    enrolment_id: int
    state: State
    entry: Entry


def of_cohort(session, cohort_id) -> list[Draw]:
    """Every draw of this cohort with its files, the first one first."""
    files = (undefer(Draw.begins), undefer(Draw.published))
    return list(session.scalars(select(Draw).where(Draw.cohort_id == cohort_id).order_by(Draw.number).options(*files)))


def published_as(session, file_hash) -> str | None:
    """The code of the cohort for which exactly this file was published."""
    query = select(Cohort.code).join(Draw, Draw.cohort_id == Cohort.id)
    return session.scalar(query.where(Draw.file_hash == file_hash).limit(1))


def newest(session, cohort_id) -> Draw | None:
    """The last one that nobody decided against, read anew."""
    query = select(Draw).where(Draw.cohort_id == cohort_id, Draw.stopped_at.is_(None))
    return session.scalar(query.order_by(Draw.number.desc()).limit(1).execution_options(populate_existing=True))


def secret_of(session, draw_id) -> str:
    """Only for the draw itself."""
    return session.scalar(select(Draw.secret).where(Draw.id == draw_id))


def next_number(session, cohort_id) -> int:
    return (session.scalar(select(func.max(Draw.number)).where(Draw.cohort_id == cohort_id)) or 0) + 1


def first_id(session, cohort_id) -> int:
    """The first draw of a cohort, whose list all others repeat."""
    return session.scalar(select(Draw.id).where(Draw.cohort_id == cohort_id, Draw.number == 1))


def listed_first(session, cohort_id) -> list[Listed]:
    return listed(session, first_id(session, cohort_id))


def seats_outside(session, cohort_id, enrolment_ids) -> list[int | None]:
    """Of every seat that is taken by somebody who is none of these: the band whose it is, or None."""
    query = select(Enrolment.seat_band_id).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(TAKES_SEAT))
    return list(session.scalars(query.where(Enrolment.id.not_in(list(enrolment_ids)))))


def title_of(session, cohort_id) -> str | None:
    """The Japanese title of the course."""
    query = select(Course.title).join(Cohort, Cohort.course_id == Course.id).where(Cohort.id == cohort_id)
    return session.scalar(query).get("ja")


def begins_of(session, draw_id) -> str:
    """The file up to the end of the list."""
    return session.scalar(select(Draw.begins).where(Draw.id == draw_id))


def person_of(session, account_id) -> int | None:
    """Whose account that is, by the record kept after merging."""
    query = select(func.coalesce(Person.merged_into_id, Person.id)).join(Account, Account.person_id == Person.id)
    return session.scalar(query.where(Account.id == account_id))


def is_frozen(session, cohort_id) -> bool:
    """Whether the list is closed and nobody is decided yet."""
    waiting = select(Draw.id).where(Draw.cohort_id == cohort_id, Draw.frozen_at.is_not(None), Draw.drawn_at.is_(None))
    return session.scalar(waiting.limit(1)) is not None


def without_promise(session) -> list[int]:
    """The ids of published cohorts that draw and for which no secret is made yet."""
    promised = exists().where(Draw.cohort_id == Cohort.id)
    query = select(Cohort.id).where(
        Cohort.state == CohortState.PUBLISHED, Cohort.selection.in_(DRAWN), Cohort.decided_at.is_(None), ~promised
    )
    return list(session.scalars(query.order_by(Cohort.id)))


def to_freeze(session, *, at) -> list[int]:
    """The ids of the cohorts that are closed and draw, and whose list is not closed yet; also those that draw only if
    too many applied.
    """
    frozen = exists().where(Draw.cohort_id == Cohort.id, Draw.frozen_at.is_not(None))
    query = select(Cohort.id).where(
        Cohort.state == CohortState.PUBLISHED,
        Cohort.selection.in_(DRAWN),
        Cohort.decided_at.is_(None),
        Cohort.closes_at <= at,
        ~frozen,
    )
    return list(session.scalars(query.order_by(Cohort.id)))


def applicants(session, cohort_id) -> Sequence[Row]:
    """(id, receipt, band_id, person_id: as kept after merging, losses) of everybody who is to be decided."""
    lost = losses(cohort_id).subquery("lost")
    kept = func.coalesce(Person.merged_into_id, Person.id)
    query = (
        select(
            Enrolment.id,
            Enrolment.receipt,
            Enrolment.band_id,
            kept.label("person_id"),
            func.coalesce(lost.c.times, 0).label("losses"),
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(lost, lost.c.person_id == kept)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.APPLIED)
    )
    return session.execute(query.order_by(Enrolment.receipt)).all()


def listed(session, draw_id) -> list[Listed]:
    """The list of a draw, in the order of receipt numbers, and how each enrolment stands now: who went to another date
    has left.
    """
    query = (
        select(DrawEntry.enrolment_id, STILL_HERE, Enrolment.receipt, DrawEntry.band, DrawEntry.weight)
        .join(Enrolment, Enrolment.id == DrawEntry.enrolment_id)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .where(DrawEntry.draw_id == draw_id)
    )
    rows = session.execute(query.order_by(Enrolment.receipt))
    return [Listed(row[0], State(row[1]), Entry(*row[2:])) for row in rows]


def standing_of(database, enrolment_id, cohort_id) -> Sequence[Row]:
    """Every draw of the cohort that nobody decided against, the first one first, and this enrolment's place in it:
    (begins, drawn_at, band, weight, rank, outcome).
    """
    query = (
        select(Draw.begins, Draw.drawn_at, DrawEntry.band, DrawEntry.weight, DrawEntry.rank, DrawEntry.outcome)
        .outerjoin(DrawEntry, (DrawEntry.draw_id == Draw.id) & (DrawEntry.enrolment_id == enrolment_id))
        .where(Draw.cohort_id == cohort_id, Draw.stopped_at.is_(None))
    )
    return database.execute(query.order_by(Draw.number)).all()


def results(session, draw_id) -> list[Result]:
    query = select(DrawEntry.rank, Enrolment.receipt, DrawEntry.outcome, DrawEntry.seat_band)
    query = query.join(Enrolment, Enrolment.id == DrawEntry.enrolment_id).where(DrawEntry.draw_id == draw_id)
    return [Result(*row) for row in session.execute(query.order_by(DrawEntry.rank))]


def keep_results(session, draw_id, enrolments: dict[str, int], results: Sequence[Result]):
    """`enrolments`: {receipt number: enrolment id}."""
    this = (DrawEntry.draw_id == bindparam("draw")) & (DrawEntry.enrolment_id == bindparam("of"))
    keep = update(DrawEntry).where(this)
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("rank", "outcome", "seat_band")}
    rows = [
        {"draw": draw_id, "of": enrolments[one.receipt], "new_rank": one.rank, "new_outcome": one.outcome}
        | {"new_seat_band": one.band}
        for one in results
    ]
    if rows:
        session.connection().execute(keep.values(values), rows)


def losses(cohort_id):
    """(person_id, times): how many earlier draws of the course of this cohort somebody lost without a seat since.

    By the record kept after merging.

    A draw is lost by who was to wait and was never offered a seat. A seat in a cohort that closed at the same time or
    later ends the count.
    """
    person, other, seated = aliased(Person), aliased(Person), aliased(Enrolment)
    earlier, later = aliased(Cohort), aliased(Cohort)
    again = aliased(Draw)
    kept = func.coalesce(person.merged_into_id, person.id)
    course_id = select(Cohort.course_id).where(Cohort.id == cohort_id).scalar_subquery()
    since = (
        select(seated.id)
        .join(other, other.id == seated.person_id)
        .join(later, later.id == seated.cohort_id)
        .where(func.coalesce(other.merged_into_id, other.id) == kept, seated.state.in_(TAKES_SEAT))
        .where(later.course_id == earlier.course_id, later.closes_at >= earlier.closes_at)
    )
    return (
        select(kept.label("person_id"), func.count().label("times"))
        .select_from(DrawEntry)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .join(Enrolment, Enrolment.id == DrawEntry.enrolment_id)
        .join(earlier, earlier.id == Draw.cohort_id)
        .join(person, person.id == Enrolment.person_id)
        .where(earlier.course_id == course_id, earlier.id != cohort_id, DrawEntry.outcome == DrawOutcome.WAITING)
        .where(
            ~exists().where(again.cohort_id == Draw.cohort_id, again.number > Draw.number, again.drawn_at.is_not(None))
        )
        .where(~exists().where(Offer.enrolment_id == Enrolment.id), ~since.exists())
        .group_by(kept)
    )


def seated_before(session, cohort_id, person_ids) -> set[int]:
    """Which of these people have, or had until the end, a seat in another cohort of ours."""
    kept = func.coalesce(Person.merged_into_id, Person.id)
    query = select(kept).join(Enrolment, Enrolment.person_id == Person.id)
    query = query.where(Enrolment.state == State.CONFIRMED, Enrolment.cohort_id != cohort_id, kept.in_(person_ids))
    return set(session.scalars(query))
