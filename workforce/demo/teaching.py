"""Who teaches: the demo's instructor, and colleagues without a sign-in of their own, nobody twice on one day."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import select

from .. import clock
from ..access import Role
from ..catalogue.models import Cohort, CohortState, Course
from ..catalogue.queries.cohorts import cohort_page
from ..people.actions import accounts, persons
from ..people.rules.names import name_of
from ..refusals import Refused
from ..scheduling.actions import assignments, charges
from ..scheduling.models import Duty
from . import papers

FIRST = "initial_training"
"""Their cohorts are the first that the demo's own instructor teaches."""
NEAR = timedelta(days=60)
PLANNED = timedelta(days=100)
COLLEAGUES = (
    (("石川", "直樹", "イシカワ", "ナオキ"), date(1971, 3, 18)),
    (("大野", "節子", "オオノ", "セツコ"), date(1964, 9, 2)),
    (("原田", "健", "ハラダ", "ケン"), date(1982, 1, 27)),
    (("PHAM THI MAI", "", "ファム ティ マイ", ""), date(1988, 7, 11)),
    (("三浦", "千鶴", "ミウラ", "チヅル"), date(1976, 11, 30)),
)


def name_everybody(session, teacher, *, staff, at):
    """Every cohort that runs within two months has somebody, as far as there is somebody free who may teach it."""
    people = [teacher.person_id, *(make(session, n, *given, at=at) for n, given in enumerate(COLLEAGUES, 1))]
    for each in papers.PAPERS:
        papers.note(session, each, staff=staff, at=at - PLANNED)
    for each in papers.WEEKS:
        papers.say_times(session, each, at=at - PLANNED)
        papers.say_wishes(session, each, at=at - PLANNED)
    papers.give_calendar(session, next(iter(papers.WEEKS)), at=at)
    taken: dict[int, set[date]] = {person_id: set() for person_id in people}
    for cohort in near(session, at=at):
        days = {clock.today(sitting.starts_at) for sitting in cohort.sessions}
        free = [person_id for person_id in people if not taken[person_id] & days]
        if named := next((one for one in free if name(session, cohort, one, staff=staff, at=at - PLANNED)), None):
            taken[named] |= days


def near(session, *, at) -> Iterator[Cohort]:
    """Those of the long course before the others."""
    published = select(Cohort.code).join(Course, Course.id == Cohort.course_id)
    published = published.where(Cohort.state == CohortState.PUBLISHED)
    now = published.where(Cohort.starts_at < at + NEAR, Cohort.ends_at > at - NEAR)
    for code in session.scalars(now.order_by(Course.slug != FIRST, Cohort.starts_at, Cohort.id)).all():
        if cohort := cohort_page(session, code):
            yield cohort


def make(session, number, words, birth_date, *, at) -> int:
    family, given, family_kana, given_kana = words
    mail = f"instructor{number}@demo.example"
    person = persons.create(
        session,
        name=name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana),
        birth_date=birth_date,
        mail=mail,
        phone=None,
        language="ja",
        at=at - PLANNED,
    )
    accounts.create(session, person=person, email=mail, roles=[Role.INSTRUCTOR], by=None, at=at - PLANNED)
    return person.id


def name(session, cohort, person_id, *, staff, at) -> bool:
    """Whether this person teaches all of it now: they may not be qualified for it, or be somewhere else."""
    parts = [part.id for sitting in cohort.sessions for part in sitting.parts]
    empty = [sitting.id for sitting in cohort.sessions if not sitting.parts]
    with suppress(Refused), session.begin_nested():
        assignments.assign(session, cohort, part_ids=parts, person_id=person_id, duty=Duty.LEAD, by=staff, at=at)
        if empty:
            charges.name(session, cohort, session_ids=empty, person_id=person_id, by=staff, at=at)
        return True
    return False
