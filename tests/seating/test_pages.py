"""The pages of tables: begun, filled by a proposal, changed by hand, printed, and shown to those who sit there."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.attendance.lessons import cohort_of
from tests.checking_browser import Browser
from tests.make import make_account
from tests.seating.workshops import begin, board, make_workshop, seat_everybody
from workforce import links
from workforce.access import Role
from workforce.history import Entry
from workforce.seating.actions import plans
from workforce.seating.models import SeatingFact, SeatingPlan

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
"""Pages read the real clock."""
BOARD = "#board-form"


@pytest.fixture
def workshop(session):
    """(session, its enrolments, the address of its tables), planned by nobody yet."""
    sitting, enrolments = make_workshop(session, starts_at=SOON, ends_at=SOON + timedelta(hours=2))
    session.commit()
    return sitting, enrolments, f"/staff/cohorts/{cohort_of(session, sitting).code}/tables/{sitting.id}"


@pytest.fixture
def seated(session, workshop):
    begin(session, workshop[0])
    seat_everybody(session, workshop[0])
    session.commit()
    return workshop


def test_a_plan_is_begun_filled_and_shown(app, browser, session, workshop):
    sitting, (first, *_rest), address = workshop
    desk = browser(Role.CLERK, "en")
    listed = desk.get(address.rpartition("/")[0])
    assert "Make a plan of tables" in listed.words
    page = desk.follow(desk.get(address))

    page = desk.follow(desk.submit(page, tables="2", chairs="4", step_free="1"))
    assert "6 people have no chair" in page.words
    proposal = desk.get(f"{address}/proposal")
    page = desk.follow(desk.submit(proposal))

    assert "Everybody has their place now." in page.flash
    assert "have no chair" not in page.words
    session.expire_all()
    now = board(session, sitting)
    assert len(now.seats) == 6
    shown = desk.follow(desk.submit(page, "form[action$=shown]"))
    assert "shown to those who sit there" in shown.words
    with app.app_context():
        day = timedelta(days=1)
        token = links.mint(links.Purpose.ENROLMENT, first.receipt, at=datetime.now(UTC), lasts=day)
    own = browser(None, "en")
    own.get(f"/l/enrolment/{token}")
    assert f": table {now.seats[first.id].table}" in own.get(f"/enrolments/{first.receipt}").words


def test_somebody_is_chosen_and_then_a_chair(browser, session, seated):
    sitting, (first, *_rest), address = seated
    desk = browser(Role.CLERK, "en")
    before = board(session, sitting).seats
    there = next(chair for one, chair in before.items() if chair.table != before[first.id].table)
    page = desk.get(f"{address}?picked={first.id}")
    assert "Change places with" in page.words

    assert desk.submit(page, BOARD, to=f"{there.table}.{there.chair}").status == 303

    assert board(session, sitting).seats[first.id] == there
    again = desk.submit(page, BOARD, to=f"{there.table}.{there.chair}")
    assert again.status == 422
    assert "Somebody else changed the tables meanwhile" in again.words


def test_one_is_missing_and_the_rest_is_mended(browser, session, seated):
    sitting, (first, *_rest), address = seated
    desk = browser(Role.CLERK, "en")
    page = desk.get(f"{address}?picked={first.id}")

    desk.submit(page, BOARD, act="away")

    assert "1 person does not come" in desk.get(address).words
    assert desk.get(f"{address}/proposal").status == 200
    session.expire_all()
    assert first.id not in board(session, sitting).seats


def test_a_proposal_that_came_too_late_is_refused_in_words(browser, session, seated):
    sitting, (first, *_rest), address = seated
    desk = browser(Role.CLERK, "en")
    other = make_account(session, Role.CLERK)
    given = {"by": other, "at": datetime.now(UTC)}
    now = board(session, sitting)
    plans.stand(session, sitting.id, first.id, revision=now.plan.revision, **given)
    session.commit()
    page = desk.get(f"{address}/proposal")
    plans.pin(session, sitting.id, now.coming[-1].id, is_pinned=True, revision=now.plan.revision, **given)
    session.commit()

    refused = desk.submit(page)

    assert refused.status == 422
    assert "Somebody else changed the tables meanwhile" in refused.words
    assert session.scalar(select(SeatingPlan.revision)) == now.plan.revision


def test_looking_for_a_plan_writes_nothing_and_waits_for_nobody(app, session, seated):
    """It is read like any page: on SQLite a page that is read holds no lock, and nothing may be written."""
    _sitting, _enrolments, address = seated
    desk = Browser(app, session, make_account(session, Role.CLERK), "en")
    before = session.scalar(select(func.count(Entry.id)))

    assert desk.get(f"{address}/proposal?all=y").status == 200

    assert session.scalar(select(func.count(Entry.id))) == before


def test_whose_profession_is_not_known_is_one_click_away(browser, session, seated):
    _sitting, (first, *_rest), address = seated
    first.answers = {}
    session.commit()
    desk = browser(Role.CLERK, "en")

    page = desk.get(address)

    assert "The profession of 1 person is not known" in page.words
    assert page.select(f'a[href$="/people/{first.receipt}"]')


def test_needs_are_shown_only_to_those_who_may_read_them(browser, session, seated):
    sitting, (first, *_rest), address = seated
    first.needs = {"needs": {"value": ["step_free"], "asked": "?"}}
    session.commit()
    clerk, manager = browser(Role.CLERK, "en"), browser(Role.COHORT_MANAGER, "en")
    facts = f"{address}/people/{first.receipt}"

    assert "wheelchair" not in clerk.get(facts).words
    assert session.scalar(select(func.count(Entry.id)).where(Entry.what == "needs_read")) == 0
    page = manager.get(facts)
    assert "wheelchair" in page.words
    assert session.scalar(select(func.count(Entry.id)).where(Entry.what == "needs_read")) == 1
    manager.submit(page, profession="doctor", employer="見本病院", step_free="no", on_card="y")

    session.expire_all()
    fact = session.scalars(select(SeatingFact)).one()
    assert (fact.profession, fact.employer, fact.step_free, fact.on_card) == ("doctor", "見本病院", False, True)
    clerk.submit(clerk.get(facts), profession="nurse")
    session.expire_all()
    assert session.scalars(select(SeatingFact.step_free)).one() is False


def test_two_are_kept_apart_and_let_go(browser, session, seated):
    _sitting, (first, second, *_rest), address = seated
    desk = browser(Role.CLERK, "en")
    page = desk.get(f"{address}/pairs")

    page = desk.follow(desk.submit(page, first=str(first.id), second=str(second.id), kind="apart"))

    assert "At different tables" in page.words
    ended = desk.follow(desk.submit(page, "form[action$=end]"))
    assert "They may sit anywhere now." in ended.flash


def test_cards_and_signs_are_printed(browser, session, seated):
    _sitting, _enrolments, address = seated
    desk = browser(Role.CLERK, "ja")
    for name in ("cards", "signs"):
        status, body, _headers = desk.download(f"{address}/{name}.pdf")
        assert (status, body[:4]) == (200, b"%PDF")


def test_a_session_of_another_cohort_has_no_tables_here(browser, session, seated):
    _sitting, _enrolments, address = seated
    other, _nobody = make_workshop(session, 1)
    session.commit()
    desk = browser(Role.CLERK, "en")

    assert desk.get(f"{address.rpartition('/')[0]}/{other.id}").status == 404
