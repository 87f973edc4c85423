"""A small centre in the database, to be planned: cohorts on weekdays, rooms of one place, and people who teach."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from tests.attendance.lessons import make_session, parts_of
from tests.make import make_cohort, make_course
from tests.scheduling.places import make_place, make_room
from tests.scheduling.teaching import make_instructor
from workforce.catalogue.models import Mode, Session
from workforce.people.models import Person
from workforce.scheduling.queries.planning import Wanted, filled

NOW = datetime.fromisoformat("2026-04-01T09:00+09:00")
FIRST = datetime.fromisoformat("2026-04-06T10:00+09:00")
"""A Monday."""
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SINCE, UNTIL = date(2026, 4, 6), date(2026, 4, 19)


class Centre:
    """`place` has `rooms`; `people` teach."""

    def __init__(self, session, *, rooms=("研修室A", "研修室B"), people=("青木 一", "馬場 二", "千葉 三")):
        self.session = session
        self.place = make_place(session)
        self.rooms = [make_room(session, self.place, name) for name in rooms]
        accounts = [make_instructor(session, name) for name in people]
        self.accounts = {one.person_id: one for one in accounts}
        self.people = [session.get(Person, one.person_id) for one in accounts]
        self.cohorts = []

    def cohort(self, *begins, course=None, length=120, minutes=(50, 60), **given):
        """With a session at each of these instants; every instructor may teach its course unless one is given."""
        course = course or make_course(self.session, items=tuple((each, Mode.LECTURE) for each in minutes))
        window = {"opens_at": NOW - 30 * DAY, "closes_at": NOW - DAY}
        values = {"place_id": self.place.id, "starts_at": min(begins), "ends_at": max(begins) + length * MINUTE}
        cohort = make_cohort(self.session, course=course, **window | values | given)
        for one in begins:
            make_session(self.session, cohort, starts_at=one, length=length, minutes=minutes)
        self.cohorts.append(cohort)
        return cohort

    def sessions(self, cohort):
        query = select(Session).where(Session.cohort_id == cohort.id)
        return list(self.session.scalars(query.order_by(Session.starts_at).execution_options(populate_existing=True)))

    def session_parts(self, cohort, number=1):
        return parts_of(self.session, self.sessions(cohort)[number - 1])

    def wanted(self, *cohorts, since=SINCE, until=UNTIL, open_sessions=()):
        return Wanted([one.id for one in cohorts or self.cohorts], since, until, frozenset(open_sessions))

    def filled(self, wanted=None, *, at=NOW, **given):
        return filled(self.session, wanted or self.wanted(), at=at, **given)
