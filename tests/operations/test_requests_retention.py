"""Whom the centre asked to teach, and what they wrote, goes with time and with the person."""

from datetime import timedelta

from sqlalchemy import select

from tests.make import MONDAY
from tests.scheduling.asking import DAY, SOON, ask, make_people, requests_of
from tests.scheduling.teaching import HOUR, lesson_at
from workforce.operations.retention import RECORDS, instructors, take
from workforce.scheduling.actions.requests import answering
from workforce.scheduling.models import Search, SearchPart
from workforce.settings import Keeping

STEP = next(step for step in RECORDS if step.name == "teaching_requests")
YEAR = timedelta(days=366)


def night(session, at):
    session.flush()
    return take(STEP, session, at=at, keeping=Keeping(), limit=10)


def test_a_year_after_the_last_session_it_is_forgotten(session):
    people = make_people(session, 2)
    ask(session, [lesson_at(session, SOON)], people[:1])
    newest = ask(session, [lesson_at(session, SOON + DAY)], people[1:])

    assert night(session, SOON + 360 * DAY) == 0
    assert night(session, SOON + YEAR + 2 * HOUR) == 1
    assert session.scalars(select(Search.id)).all() == [newest.id]  # its number is not given again
    assert set(session.scalars(select(SearchPart.search_id))) == {newest.id}
    assert night(session, SOON + 3 * YEAR) == 0


def test_what_somebody_wrote_goes_with_them(session):
    [person_id] = make_people(session, 1)
    ask(session, [lesson_at(session, SOON)], [person_id])
    answering.decline(session, requests_of(session)[0].id, words="入院します", by=None, at=MONDAY)

    instructors.take_papers(session, [person_id])

    assert [one.words for one in requests_of(session)] == [""]
