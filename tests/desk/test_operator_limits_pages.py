"""What operators may reserve is a rule that administrators set; what is missing stands on the first page."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.test_groups import named, send
from tests.make import make_open_cohort, make_operator
from workforce.access import Role
from workforce.policies import Policy

SETTING = "/staff/policies/reservation-limits"


@pytest.fixture
def admin(browser):
    return browser(Role.ADMIN, "en")


def test_rule_is_explained_before_it_is_set(admin, session):
    page = admin.get(SETTING)
    assert page.form()[1]["seats"] == "5"
    shown = admin.submit(page, seats="8", source="運営会議")
    assert "One operator may reserve 8 seats of a cohort" in shown.words
    assert session.scalars(select(Policy)).all() == []

    admin.submit(shown, save="yes")
    assert session.scalars(select(Policy)).one().values["seats"] == 8
    assert "8 seats" in admin.get("/staff/policies").words


@pytest.mark.parametrize(
    ("field", "value"), [("seats", "51"), ("seats", "0"), ("days", "200"), ("notice_days", "30"), ("remind_days", "10")]
)
def test_rule_that_makes_no_sense_is_refused_beside_its_field(admin, field, value):
    assert admin.submit(admin.get(SETTING), source="s", **{field: value}).error(field)


def test_first_page_names_operators_without_a_lead_and_own_parts_that_are_missing(browser, session):
    now = datetime.now(UTC)
    operator = make_operator(session, "さくら会")
    soon = {"starts_at": now + timedelta(days=9), "ends_at": now + timedelta(days=10)}
    cohort = make_open_cohort(session, **soon)
    send(session, cohort, [named(1)], operator=operator, at=now)
    session.commit()

    page = browser(Role.CLERK, "en").get("/staff/")
    assert "Operators without a lead" in page.words
    assert "さくら会" in page.words
    assert "Own parts that are missing, and the course begins soon" in page.words
    assert "begins on" in page.words
