"""People who are asked to teach, made without the pages they are asked on."""

from datetime import timedelta

from sqlalchemy import select

from tests.attendance.lessons import cohort_of, parts_of
from tests.make import MONDAY
from tests.scheduling.teaching import make_instructor
from workforce.outbox import Message
from workforce.people.models import Person
from workforce.scheduling.actions.requests import asking
from workforce.scheduling.models import Assignment, Duty, Engagement, Request, Search

DAY = timedelta(days=1)
SOON = MONDAY + 10 * DAY
"""When the sessions begin for which somebody is asked on MONDAY."""
EVENING = MONDAY + 3 * DAY + timedelta(hours=11)
"""20:00 at the centre, three days later."""
NAMES = ("田村 先生", "石川 直樹", "大野 節子")


def make_people(session, count=3) -> list[int]:
    return [make_instructor(session, name).person_id for name in NAMES[:count]]


def ask(session, sittings, people, *, at=MONDAY, duty=Duty.LEAD, **given) -> Search:
    parts = [part.id for one in sittings for part in parts_of(session, one)]
    values = {"part_ids": parts, "person_ids": people, "duty": duty, "by": None, "at": at}
    return asking.begin(session, cohort_of(session, sittings[0]), **values | given)


def requests_of(session, search=None) -> list[Request]:
    query = select(Request).order_by(Request.search_id, Request.position)
    if search is not None:
        query = query.where(Request.search_id == search.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def standings(session, search=None) -> list[str]:
    session.flush()
    return [one.standing.value for one in requests_of(session, search)]


def letters(session) -> list[tuple[str, str]]:
    """(template, given name of the reader), in the order in which they were written."""
    query = select(Message.template, Person.given_name, Person.family_name).join(Person, Person.id == Message.person_id)
    return [(template, family or given) for template, given, family in session.execute(query.order_by(Message.id))]


def taught(session) -> set[tuple[int, int]]:
    """(person, part) of every assignment."""
    return {tuple(row) for row in session.execute(select(Assignment.person_id, Assignment.part_id))}


def engaged(session) -> set[tuple[int, int]]:
    return {tuple(row) for row in session.execute(select(Engagement.person_id, Engagement.session_id))}
