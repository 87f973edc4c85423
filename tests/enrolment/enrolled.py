"""Enrolments made by the actions of the house, for tests of what staff do with them."""

from datetime import UTC, date, datetime
from itertools import count

from tests.make import make_open_cohort
from workforce.catalogue.queries import cohorts as catalogue
from workforce.enrolment.actions.enrol import Application, enrol
from workforce.enrolment.models import Enrolment, Origin
from workforce.people.models import Person
from workforce.people.rules.names import name_of

ADULT = date(1990, 4, 2)
FAMILIES = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
]
GIVEN = [("花子", "ハナコ"), ("太郎", "タロウ"), ("美咲", "ミサキ"), ("健", "ケン")]
NUMBERS = count(1)


def young(at=None):
    """The birth date of somebody who is sixteen."""
    today = (at or datetime.now(UTC)).date()
    return date(today.year - 16, 1, 15)


def application(**given):
    """Somebody new each time, unless the test says who."""
    number = next(NUMBERS)
    family, family_kana = FAMILIES[number % len(FAMILIES)]
    own, given_kana = GIVEN[number % len(GIVEN)]
    typed = {"family": family, "given": own, "family_kana": family_kana, "given_kana": given_kana}
    typed = {key: given.pop(key, value) for key, value in typed.items()}
    defaults = {
        "name": name_of(**typed),
        "birth_date": ADULT.replace(year=1940 + number % 60),
        "mail": f"person{number}@example.jp",
        "phone": f"+8190{number:08d}",
        "language": "ja",
        "key": f"key-{number}",
        "origin": Origin.WEB,
    }
    return Application(**defaults | given)


def enrolled(session, cohort, *, at=None, by=None, **given):
    """One enrolment in `cohort`, as the seats allow it."""
    loaded = catalogue.cohort_brief(session, cohort.code)
    return enrol(session, cohort=loaded, application=application(**given), by=by, at=at or datetime.now(UTC))


def make_full_cohort(session, *, seats, waiting, **given):
    """An open cohort with `seats` confirmed people and `waiting` behind them."""
    cohort = make_open_cohort(session, capacity=seats, **given)
    people = [enrolled(session, cohort) for _ in range(seats + waiting)]
    return cohort, people


def name(session, enrolment):
    """As pages show it."""
    return session.get(Person, session.get(Enrolment, enrolment.id).person_id).name
