"""The browsers in which somebody is signed in, and how they end."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from tests.make import make_account
from workforce.access import Role
from workforce.people.actions import sign_ins
from workforce.people.models import Account, SignIn
from workforce.people.rules.sign_ins import LASTS, STAFF_IDLE


def elsewhere(session, person, name="Chrome, Android"):
    """The same account, signed in somewhere else."""
    account = session.get(Account, person.account.id)
    started = sign_ins.start(session, account, browser=name, at=datetime.now(UTC) - timedelta(hours=2))
    session.commit()
    return started


def ended(session):
    return session.scalars(select(SignIn.id).where(SignIn.ended_at.is_not(None)).order_by(SignIn.id)).all()


def test_list_names_each_browser_and_marks_this_one(browser, session):
    chen = browser(Role.PERSON, "en")
    elsewhere(session, chen)

    page = chen.get("/my/sign-ins")

    assert [row.get_text() for row in page.select(".row__title")] == ["Firefox", "Chrome, Android"]
    assert "this browser" in page.select_one(".row").get_text()
    assert len(page.select("form[action$='/end']")) == 2


def test_another_browser_is_signed_out_from_here(browser, session):
    chen = browser(Role.PERSON, "en")
    other = elsewhere(session, chen)

    page = chen.submit(chen.get("/my/sign-ins"), f"form[action$='/{other.id}/end']")

    assert chen.follow(page).flash == "That browser is signed out."
    assert ended(session) == [other.id]


def test_all_other_browsers_are_signed_out_at_once(browser, session):
    chen = browser(Role.PERSON, "en")
    others = [elsewhere(session, chen).id for _ in range(2)]
    stranger = make_account(session, Role.PERSON)

    chen.submit(chen.get("/my/sign-ins"), "form[action$='/others/end']")

    assert ended(session) == others
    assert session.get(SignIn, stranger.sign_in.id).ended_at is None
    assert chen.get("/my/sign-ins").status == 200


def test_browser_of_somebody_else_cannot_be_found(browser, session):
    stranger = make_account(session, Role.PERSON)
    chen = browser(Role.PERSON, "en")

    assert chen.post(f"/my/sign-ins/{stranger.sign_in.id}/end").status == 404
    assert ended(session) == []


def test_being_seen_is_written_every_ten_minutes(browser, session):
    chen = browser(Role.PERSON, "en")
    chen.get("/my")
    row = session.scalars(select(SignIn)).one()
    first = row.seen_at

    session.execute(update(SignIn).values(seen_at=first - timedelta(minutes=11)))
    chen.get("/my")

    assert session.scalars(select(SignIn.seen_at)).one() >= first


def test_being_seen_moments_ago_writes_nothing(browser, session, count_statements):
    chen = browser(Role.PERSON, "en")

    with count_statements() as seen:
        chen.get("/my")

    assert not [statement for statement in seen if statement.startswith("UPDATE")]


def test_staff_who_left_for_the_night_sign_in_again(browser, session):
    clerk = browser(Role.CLERK, "en")
    session.execute(update(SignIn).values(seen_at=SignIn.seen_at, started_at=SignIn.started_at))
    session.scalars(select(SignIn)).one().seen_at -= STAFF_IDLE

    assert "/sign-in" in clerk.get("/my").location


def test_everybody_signs_in_again_after_two_weeks(browser, session):
    chen = browser(Role.PERSON, "en")
    session.scalars(select(SignIn)).one().started_at -= LASTS

    assert "/sign-in" in chen.get("/my").location


def test_list_costs_the_same_for_two_and_for_nine(browser, session, count_statements):
    chen = browser(Role.PERSON, "en")
    elsewhere(session, chen)
    with count_statements() as few:
        chen.get("/my/sign-ins")
    for _ in range(7):
        elsewhere(session, chen)
    with count_statements() as many:
        chen.get("/my/sign-ins")

    assert len(few) == len(many) <= 3
