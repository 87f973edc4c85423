"""Applications as values, for tests of the rules without any form."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.make import MONDAY, make_cohort
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.enrolment.actions.enrol import Application, enrol
from workforce.enrolment.models import Enrolment
from workforce.enrolment.queries import records
from workforce.people.rules.names import Name

ADULT = date(1990, 4, 2)
MINOR = date(2010, 6, 1)

BY_TELEPHONE = {"offers_until": MONDAY}
"""For a cohort in which staff call those who wait: it is too late to offer a seat by letter."""

CHEN = Application(
    name=Name("山田", "花子", "ヤマダ", "ハナコ", ""),
    birth_date=ADULT,
    mail="hanako@example.jp",
    phone="+819012345678",
    language="ja",
    key="chen",
)


def somebody(n: int, **given) -> Application:
    """The n-th applicant: nobody resembles another."""
    letters = "アイウエオカキクケコ"
    reading = "".join(letters[int(digit)] for digit in f"{n:04}")
    own = {
        "name": Name("山田", reading, "ヤマダ", reading, ""),
        "birth_date": date(1950 + n % 50, 1 + n % 12, 1 + n % 28),
        "mail": f"somebody{n}@example.jp",
        "phone": None,
        "key": f"somebody{n}",
    }
    return replace(CHEN, **own | given)


def loaded(session, cohort):
    """The cohort as the form loads it."""
    session.expire_all()
    return cohort_brief(session, cohort.code)


def apply(session, cohort, application=CHEN, *, by=None, at=MONDAY):
    return enrol(session, cohort=loaded(session, cohort), application=application, by=by, at=at)


def full_cohort(session, *, capacity=1, waiting=0, **given):
    """A cohort whose seats are taken, with so many people waiting."""
    cohort = make_cohort(session, capacity=capacity, **given)
    for n in range(capacity + waiting):
        apply(session, cohort, somebody(1000 + n))
    return cohort


def all_in(session, cohort):
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id)
    return list(session.scalars(query.order_by(Enrolment.id)))


def record(session, enrolment):
    """The enrolment as the pages of staff load it, with what every move needs."""
    session.expire_all()
    return records.record(session, enrolment.receipt)
