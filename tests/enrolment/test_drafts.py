"""Two tabs of one form: neither loses what the other wrote."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.enrolment import visitor as visitors
from tests.make import MONDAY, make_cohort, make_open_cohort
from workforce.enrolment.actions import drafts
from workforce.enrolment.models import Draft
from workforce.enrolment.queries import drafts as queries

KEY = "holder"
BIRTH = drafts.answered("birth", typed={"birth_year": ["1990"]}, is_good=True)
NAME = drafts.answered("name", typed={"family_name": ["山田"]}, is_good=True)
CONTACT = drafts.answered("contact", typed={"mail": ["hanako@example.jp"]}, is_good=True)


@pytest.fixture
def cohort(session):
    """With a draft that has its first page."""
    cohort = make_cohort(session)
    keep(session, cohort.id, NAME, before=None, at=MONDAY)
    return cohort


def keep(session, cohort_id, pages, *, before, at):
    how = {"begins_as": None if before else "code", "before": before, "language": "ja", "at": at}
    drafts.keep(session, key=KEY, cohort_id=cohort_id, pages=pages, **how)


def minutes(count):
    return MONDAY + timedelta(minutes=count)


def test_pages_that_two_tabs_save_at_once_are_both_kept(session, engine, cohort):
    number, seen = cohort.id, queries.begun(session, cohort.code, KEY).draft  # by both
    session.commit()

    for pages, count in ((BIRTH, 1), (CONTACT, 2)):
        with Session(engine) as tab, tab.begin():
            keep(tab, number, pages, before=seen, at=minutes(count))

    assert session.scalars(select(Draft.answers)).one() == NAME | BIRTH | CONTACT


def test_draft_that_was_begun_a_moment_ago_is_not_begun_again(session, cohort):
    keep(session, cohort.id, BIRTH, before=None, at=minutes(1))

    assert session.scalars(select(Draft.answers)).one() == NAME | BIRTH


def test_double_click_on_the_first_page_makes_one_draft(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser()
    page = visitor.get(f"/cohorts/{cohort.code}/enrol")
    cookie = visitor.client.get_cookie("session").value

    visitor.submit(page, **visitors.NAME)
    visitor.client.set_cookie("session", cookie)  # the second click goes before the first is answered
    following = visitor.follow(visitor.submit(page, **visitors.NAME))

    assert visitors.step_of(following) == "birth"
    assert len(session.scalars(select(Draft)).all()) == 1


def test_a_page_saved_after_the_form_was_sent_from_another_tab_begins_nothing(session, cohort):
    before = queries.begun(session, cohort.code, KEY).draft
    drafts.end(session, KEY)

    keep(session, cohort.id, BIRTH, before=before, at=minutes(1))

    assert session.scalars(select(Draft)).all() == []


def test_of_a_draft_past_its_time_nothing_comes_back(session, cohort):
    before = queries.begun(session, cohort.code, KEY).draft

    keep(session, cohort.id, BIRTH, before=before, at=MONDAY + drafts.LASTS)

    assert session.scalars(select(Draft.answers)).one() == BIRTH
