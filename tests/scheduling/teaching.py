"""People who teach, made without the pages they are noted on."""

from datetime import date, timedelta

from tests.attendance.lessons import cohort_of, make_lesson, parts_of
from tests.make import MONDAY, make_account, saved
from workforce.access import Role
from workforce.catalogue.models import CourseKind, Place
from workforce.i18n.wording import localized_text
from workforce.people.models import Person
from workforce.scheduling.actions import assignments
from workforce.scheduling.models import Duty, Licence, Practice
from workforce.scheduling.rules.licences import Field, LicenceKind

HOUR = timedelta(hours=1)
LONG_AGO = date(2010, 4, 1)


def make_licence(session, account, kind=LicenceKind.CARE_WORKER, *, since=LONG_AGO, **given):
    seen = {"seen_on": MONDAY.date(), "seen_by_id": account.id, "at": MONDAY}
    return saved(session, Licence(person_id=account.person_id, kind=kind, since=since, **seen | given))


def make_practice(session, account, field=Field.CARE, *, from_on=LONG_AGO, **given):
    seen = {"seen_on": MONDAY.date(), "seen_by_id": account.id, "at": MONDAY}
    return saved(session, Practice(person_id=account.person_id, field=field, from_on=from_on, **seen | given))


def make_instructor(session, name="田村 先生"):
    return make_account(session, Role.INSTRUCTOR, name)


def make_qualified(session, name):
    """A person who may teach the first subject of a course by the law."""
    account = make_instructor(session, name)
    make_licence(session, account, LicenceKind.SOCIAL_WORKER)
    return session.get(Person, account.person_id)


def make_place(session, name="市民会館"):
    return saved(session, Place(name=localized_text(name), address="見本市", access={}))


def lesson_at(session, starts_at, *, place=None, hours=2, **given):
    """A session in a cohort of its own, by default of a course that every instructor may teach."""
    given |= {"place_id": place.id} if place else {}
    return make_lesson(session, 0, starts_at=starts_at, length=60 * hours, **given)[0]


def name(session, sitting, account, parts=None, duty=Duty.LEAD):
    ids = [part.id for part in parts or parts_of(session, sitting)]
    given = {"part_ids": ids, "person_id": account.person_id, "duty": duty}
    return assignments.assign(session, cohort_of(session, sitting), **given, by=None, at=MONDAY)


STATUTORY = CourseKind.INITIAL_TRAINING
