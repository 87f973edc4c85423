"""The papers of those who teach: what each is qualified by, and one who gave a licence back."""

from contextlib import suppress
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from .. import clock, policies
from ..catalogue.models import Cohort, CohortState, CourseKind
from ..catalogue.queries.cohorts import cohort_page
from ..people.models import Account
from ..refusals import Refused
from ..scheduling.actions import assignments, availability, own_calendars, qualifications, wishes
from ..scheduling.models import Duty
from ..scheduling.queries import instructors
from ..scheduling.rules.availability import Hours
from ..scheduling.rules.licences import Field, LicenceKind
from ..scheduling.rules.requirements import SHIPPED, Subject, as_values, kind_of

PAPERS = {
    "instructor": (LicenceKind.CARE_WORKER, date(1994, 4, 1), Field.CARE, date(1992, 4, 1), "見本苑"),
    "instructor1": (LicenceKind.CARE_WORKER, date(2009, 4, 1), Field.CARE, date(2007, 4, 1), "デイサービス見本"),
    "instructor2": (LicenceKind.NURSE, date(1986, 4, 1), Field.NURSING, date(1986, 4, 1), "訪問看護ステーション見本"),
    "instructor3": (LicenceKind.PHYSIOTHERAPIST, date(2005, 4, 1), Field.REHABILITATION, date(2005, 4, 1), "見本病院"),
    "instructor4": (LicenceKind.CARE_WORKER, date(2016, 4, 1), Field.CARE, date(2012, 10, 1), "見本苑"),
    "instructor5": (LicenceKind.SOCIAL_WORKER, date(2001, 4, 1), Field.COUNSELLING, date(2001, 4, 1), "見本市"),
}
"""By the name in the mail address: a licence and since when, the field of work and since when, where."""
LIMITS = {"instructor2": 6 * 60}
"""Minutes a day, at most."""
WHOLE_DAY, EVENING, MORNING = (
    Hours(time(9), time(17)),
    Hours(time(18), time(21)),
    Hours(time(9), time(12, 30)),
)
WEEKS = {
    "instructor": {0: [WHOLE_DAY], 2: [MORNING, EVENING], 4: [WHOLE_DAY], 5: [WHOLE_DAY]},
    "instructor1": {day: [EVENING] for day in range(5)} | {5: [WHOLE_DAY], 6: [WHOLE_DAY]},
    "instructor2": {1: [MORNING], 3: [MORNING], 5: [WHOLE_DAY]},
}
"""Of some: of the others nothing is known."""
RATHER_NOT = {"instructor": (2, EVENING), "instructor1": (4, EVENING)}
"""A weekday and its hours."""
LIKED_HOURS = {"instructor": 20, "instructor2": 8}
"""A month."""
PREFERRED, DEMENTIA = LicenceKind.NURSE, 7
RETURNS = "instructor3"
HELPED = range(6, 9)
LEFT, DAY = timedelta(days=2), timedelta(days=1)
PLANNED_DAYS = 110 * DAY


def note(session, name, *, staff, at):
    """What staff were shown by whoever has this name in their mail address."""
    kind, since, field, from_on, employer = PAPERS[name]
    person_id, day = account(session, name).person_id, clock.today(at)
    given = {"by": staff, "at": at}
    qualifications.note_licence(session, person_id, kind=kind, since=since, seen_on=day, **given)
    qualifications.note_practice(
        session, person_id, field=field, from_on=from_on, until_on=None, place=employer, seen_on=day, **given
    )
    qualifications.keep(
        session,
        person_id,
        operator_id=None,
        employer=employer,
        history_on=day,
        day_minutes=LIMITS.get(name),
        week_minutes=None,
        **given,
    )


def say_times(session, name, *, at):
    """What they wrote themselves of their usual week, and of a day and a week on which it does not hold."""
    own = account(session, name)
    given: dict[str, Any] = {"by": own, "at": at}
    today = clock.today(at)
    availability.say_week(session, own.person_id, since=today, hours=WEEKS[name], **given)
    soon = today + PLANNED_DAYS
    availability.say_days(
        session, own.person_id, first_day=soon, last_day=soon + 6 * DAY, hours=None, note="研修のため", **given
    )
    early = soon - 7 * DAY
    availability.say_days(session, own.person_id, first_day=early, last_day=early, hours=MORNING, **given)


def say_wishes(session, name, *, at):
    """When they would rather not, and how much they would like to."""
    own = account(session, name)
    given: dict[str, Any] = {"by": own, "at": at}
    if name in RATHER_NOT:
        weekday, hours = RATHER_NOT[name]
        wishes.say_weekdays(session, own.person_id, weekdays=[weekday], hours=hours, **given)
    if name in LIKED_HOURS:
        wishes.like_hours(session, own.person_id, hours=LIKED_HOURS[name], **given)


def give_calendar(session, name, *, at):
    """A file with two appointments of their own."""
    own, tomorrow = account(session, name), clock.today(at) + DAY
    begins = [f"{tomorrow + days * DAY:%Y%m%d}T{hour}0000" for days, hour in ((0, 13), (5, 10))]
    events = "".join(f"BEGIN:VEVENT\r\nUID:{one}\r\nDTSTART:{one}\r\nDURATION:PT2H\r\nEND:VEVENT\r\n" for one in begins)
    body = f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()
    own_calendars.bring(session, own.person_id, body=body, ours="", by=own, at=at)


def account(session, name) -> Account:
    return session.scalars(select(Account).where(Account.email == f"{name}@demo.example")).one()


def prefer_nurses(session, course_id, *, staff, at):
    """A plan takes them first for one subject of the long course."""
    subject = Subject(course_id, CourseKind.INITIAL_TRAINING, DEMENTIA)
    rule = SHIPPED[subject.course_kind, subject.number]
    values = as_values(rule) | {"ranks": [int(one.licence is not PREFERRED) for one in rule.any_of]}
    given = {"from_day": clock.today(at), "source": "講師会議で決めた順番", "by": staff, "at": at}
    policies.set_rule(session, kind_of(subject, ""), values=values, **given)


def lose_a_licence(session, course_id, *, staff, at):
    """Somebody who helps in a lesson to come gave a licence back: that waits until somebody else is named."""
    person_id = account(session, RETURNS).person_id
    dates = select(Cohort.code).where(Cohort.course_id == course_id, Cohort.state == CohortState.PUBLISHED)
    for code in session.scalars(dates.where(Cohort.ends_at > at + LEFT).order_by(Cohort.starts_at)).all():
        cohort = cohort_page(session, code)
        assert cohort is not None
        parts = first_helped(cohort, after=at + LEFT)
        with suppress(Refused), session.begin_nested():  # who is not free then may be for the next
            given = {"part_ids": parts, "duty": Duty.ASSISTANT, "by": staff, "at": at - LEFT}
            assignments.assign(session, cohort, person_id=person_id, **given)
            break
    for licence in instructors.licences(session, person_id):
        until = clock.today(at + LEFT)
        qualifications.end_licence(session, licence.id, until_on=until, reason="免許の返納", by=staff, at=at)


def first_helped(cohort, *, after) -> list[int]:
    """The parts of the first lesson after that in which they may help."""
    items = {item.id for one in cohort.course.subjects if one.number in HELPED for item in one.items}
    for sitting in cohort.sessions:
        if sitting.starts_at > after + DAY and (parts := [one.id for one in sitting.parts if one.item_id in items]):
            return parts
    return []
