"""The instructors of the demo year."""

from datetime import timedelta

from tests.attendance.lessons import items_of
from tests.attendance.taught import make_taught
from tests.make import make_account
from workforce.access import Role
from workforce.demo import teaching
from workforce.scheduling.queries import assignments


def test_every_cohort_that_runs_has_somebody_and_nobody_teaches_twice_on_a_day(session):
    staff, teacher = make_account(session), make_account(session, Role.INSTRUCTOR, email="instructor@demo.example")
    one = make_taught(session)
    same_days, later = make_taught(session), make_taught(session, starts_at=one.starts_at + timedelta(days=20))
    teaching.name_everybody(session, teacher, staff=staff, at=one.starts_at)

    found = [teachers(session, cohort) for cohort in (one, same_days, later)]
    assert [len(each) for each in found] == [1, 1, 1]
    assert found[0] != found[1]
    assert found[0] == {teacher.person_id}


def teachers(session, cohort):
    taught = assignments.of_cohort(session, cohort.id)
    assert len(taught) == len(items_of(session, cohort))
    return {one.person_id for several in taught.values() for one in several}
