"""Faults about moves to another date and about wishes, for test_audit."""

from datetime import timedelta

from tests.make import MONDAY, make_cohort

NOW = MONDAY
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
