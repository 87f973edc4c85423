"""Faults about moves to another date and about wishes, for test_audit."""

from datetime import timedelta

import sqlalchemy as sa

from tests.make import MONDAY, make_cohort
from workforce.database import db

NOW = MONDAY
DAY = timedelta(days=1)
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def moved(centre, *, to=None, what="transfer"):
    """The first of the centre's people came from another date of the course; the id of the row."""
    origin = make_cohort(centre.session, course=None, code="before")
    centre.sql("UPDATE cohort SET course_id = :course WHERE id = :id", course=centre.course_id, id=origin.id)
    entry = centre.new(
        "history", subject="enrolment", subject_id=centre.first.id, what=what, to_state="confirmed", at=NOW
    )
    ways = {"from_cohort_id": origin.id, "to_cohort_id": to or centre.cohort.id}
    return centre.new("transfer", enrolment_id=centre.first.id, entry_id=entry, at=NOW, **ways)


@fault
def transfers_without_effect(centre):
    other = make_cohort(centre.session, code="elsewhere")
    centre.sql("UPDATE cohort SET course_id = :course WHERE id = :id", course=centre.course_id, id=other.id)
    moved(centre, to=other.id)
    return centre.first.id


@fault
def transfers_that_do_not_follow(centre):
    stranger = make_cohort(centre.session, code="stranger")
    entry = centre.new(
        "history", subject="enrolment", subject_id=centre.first.id, what="transfer", to_state="confirmed", at=NOW
    )
    ways = {"from_cohort_id": stranger.id, "to_cohort_id": centre.cohort.id}
    return centre.new("transfer", enrolment_id=centre.first.id, entry_id=entry, at=NOW, **ways)


@fault
def transfers_unlike_history(centre):
    return centre.new(
        "history",
        subject="enrolment",
        subject_id=centre.first.id,
        what="transfer",
        to_state="confirmed",
        at=NOW + timedelta(hours=1),
    )


@fault
def transfers_charged_wrongly(centre):
    moved(centre)
    centre.new("fee_line", cohort_id=centre.cohort.id, kind="tuition", yen=5000)
    return centre.first.id


def two_wishes(centre, *ranks, choice="better"):
    """The first of the centre's people wants another date of the course as well; the id of the enrolment there."""
    other = make_cohort(centre.session, code="second")
    centre.sql("UPDATE cohort SET course_id = :course WHERE id = :id", course=centre.course_id, id=other.id)
    row = centre.session.execute(
        sa.select(db.metadata.tables["enrolment"]).where(sa.column("id") == centre.first.id)
    ).mappings()
    values = dict(row.one()) | {"cohort_id": other.id, "receipt": "9999999999", "idempotency_key": "also"}
    del values["id"]
    also = centre.new("enrolment", **values | {"changed_at": NOW - timedelta(days=1)})
    centre.sql("UPDATE enrolment SET changed_at = :at WHERE id = :id", at=str(NOW - DAY), id=centre.first.id)
    kept = centre.new("wish_list", choice=choice, changed_at=NOW - DAY)
    for one, rank in zip((centre.first.id, also), ranks, strict=True):
        centre.new("wish", list_id=kept, enrolment_id=one, rank=rank)
    return also


@fault
def ranks_given_twice(centre):
    two_wishes(centre, 1, 1, choice="all")


@fault
def dates_kept_against_the_wish(centre):
    return two_wishes(centre, 1, 2)


@fault
def dates_ended_untold(centre):
    centre.new(
        "history", subject="enrolment", subject_id=centre.waiting.id, what="give_way", to_state="cancelled", at=NOW
    )
    return centre.waiting.id


@fault
def orders_of_several_people(centre):
    two_wishes(centre, 1, 2, choice="all")
    centre.sql("UPDATE wish SET enrolment_id = :id WHERE rank = 2", id=centre.waiting.id)
