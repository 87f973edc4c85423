"""COM-7: what can wait leaves in the morning; what somebody asked for leaves at once."""

from datetime import timedelta

import pytest

from tests.make import MONDAY, make_account
from tests.outbox.conftest import make_message
from workforce import clock, policies
from workforce.access import Role
from workforce.outbox import delivery
from workforce.outbox.quiet import QUIET_HOURS, QuietHours, read

NIGHT = MONDAY + timedelta(hours=12, minutes=30)  # 21:30 at the centre
MORNING = MONDAY + timedelta(hours=23)  # 8:00 on the next day


def deliver(at):
    return delivery.deliver_due(lambda: at, worker="bo")


@pytest.mark.parametrize(
    ("hour", "is_quiet"), [(20, False), (21, True), (23, True), (0, True), (7, True), (8, False), (12, False)]
)
def test_night_lasts_from_21_to_8(hour, is_quiet):
    rule = read(QUIET_HOURS.shipped)

    assert rule.holds(clock.instant(clock.today(MONDAY), MONDAY.time().replace(hour=hour))) is is_quiet


def test_hours_of_one_day_can_be_quiet_too():
    rule = QuietHours(MONDAY.time().replace(hour=12), MONDAY.time().replace(hour=13))

    assert [rule.holds(MONDAY + timedelta(hours=hours)) for hours in (2, 3, 4)] == [False, True, False]


def test_news_wait_for_the_morning_and_answers_do_not(session, posting, mail_server):
    make_message(session, template="session_changed")
    make_message(session, template="sign_in_link")
    session.commit()

    assert deliver(NIGHT) == 1
    assert not delivery.has_due(session, NIGHT)
    assert delivery.has_due(session, MORNING)
    session.rollback()
    assert deliver(MORNING) == 1


def test_administrators_set_other_hours(session, posting, mail_server):
    make_message(session, template="session_changed")
    admin = make_account(session, Role.ADMIN)
    values = {"begins": "23:00", "ends": "06:00"}
    day = clock.today(MONDAY)
    policies.set_rule(session, QUIET_HOURS, from_day=day, values=values, source="会議 3月1日", by=admin, at=MONDAY)
    session.commit()

    assert deliver(NIGHT) == 1


def test_page_shows_what_the_rule_means_before_it_counts(browser, session):
    admin = browser(Role.ADMIN, "en")
    page = admin.get("/staff/policies/quiet-hours")

    assert "another time" in admin.submit(page, begins="08:00", ends="08:00", source="x").error("ends")
    shown = admin.submit(page, begins="22:00", ends="07:00", source="Meeting")
    assert "Between 22:00 and 07:00" in shown.words
    done = admin.follow(admin.submit(shown, save="yes"))

    assert "The rule counts from" in done.flash
    assert "Between 22:00 and 07:00" in done.words
