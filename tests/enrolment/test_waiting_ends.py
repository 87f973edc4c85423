"""A course begins without those who still wait: they are told once, and wait no more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.enrolment.applying import all_in, apply, full_cohort, somebody
from tests.make import LATER, MONDAY, make_account, make_cohort
from workforce import history, policies
from workforce.audit import running
from workforce.catalogue.models import Cohort, CohortState
from workforce.enrolment.actions import waiting
from workforce.enrolment.models import State
from workforce.enrolment.queries import waiting as queries
from workforce.enrolment.rules.offers import OFFER_HOURS
from workforce.enrolment.rules.waiting_ends import WAITING_ENDS, WaitingDaysOutOfRange
from workforce.outbox import Message

DAY = timedelta(days=1)
OVER = LATER + DAY
"""One day after the first lesson has begun, by the rule that is shipped."""


def letters(session):
    return session.scalar(select(func.count()).select_from(Message).where(Message.template == "waiting_over"))


def states(session, cohort):
    session.expire_all()
    return [one.state.value for one in all_in(session, cohort)]


def test_who_waited_in_vain_is_told_and_who_has_a_seat_keeps_it(session):
    cohort = full_cohort(session, waiting=2)

    assert waiting.end(session, cohort.id, at=OVER) == 2

    assert states(session, cohort) == ["confirmed", "cancelled", "cancelled"]
    assert letters(session) == 2
    last = history.of(session, "enrolment", [all_in(session, cohort)[1].id])[0]
    assert (last.what, last.from_state, last.to_state) == ("end_waiting", State.WAITLISTED, State.CANCELLED)


def test_nobody_is_told_twice(session):
    cohort = full_cohort(session, waiting=1)
    waiting.end(session, cohort.id, at=OVER)

    assert waiting.end(session, cohort.id, at=OVER + DAY) == 0
    assert letters(session) == 1


def test_whoever_staff_let_wait_after_that_is_told_before_the_audit_complains(session):
    cohort, later = full_cohort(session), OVER + DAY
    apply(session, cohort, somebody(1), by=make_account(session), at=later)
    assert running.found(session, at=later, names=["waiting_in_vain"]) == {}
    assert running.found(session, at=later + timedelta(minutes=11), names=["waiting_in_vain"]) != {}

    assert waiting.end(session, cohort.id, at=later + timedelta(minutes=1)) == 1


def test_until_the_hour_of_the_rule_they_wait_on(session):
    cohort = full_cohort(session, waiting=1)

    assert waiting.end(session, cohort.id, at=OVER - timedelta(seconds=1)) == 0
    assert queries.in_vain(session, at=OVER - timedelta(seconds=1)) == []
    assert queries.in_vain(session, at=OVER) == [cohort.id]
    assert states(session, cohort) == ["confirmed", "waitlisted"]


def test_centre_sets_how_long(session):
    cohort = full_cohort(session, waiting=1)
    rule = {"values": {"days": 7}, "source": "運営会議 2026年5月"}
    policies.set_rule(session, WAITING_ENDS, from_day=MONDAY.date(), **rule, by=make_account(session), at=MONDAY)

    assert waiting.end(session, cohort.id, at=OVER) == 0
    assert waiting.end(session, cohort.id, at=LATER + 7 * DAY) == 1


def test_rules_of_several_kinds_come_in_one_statement_the_newest_of_each(session, count_statements):
    by = make_account(session)
    for days in (3, 4, 5):
        rule = {"values": {"days": days}, "source": "運営会議"}
        begins = MONDAY.date() if days < 5 else LATER.date()
        policies.set_rule(session, WAITING_ENDS, from_day=begins, **rule, by=by, at=MONDAY)
    session.flush()

    with count_statements() as seen:
        hours, ends = policies.current_of(session, OFFER_HOURS, WAITING_ENDS, at=MONDAY)

    assert len(seen) == 1
    assert ends.days == 4
    assert hours == OFFER_HOURS.read(OFFER_HOURS.shipped)


@pytest.mark.parametrize("days", [-1, 61])
def test_rule_out_of_reason_is_refused(days):
    with pytest.raises(WaitingDaysOutOfRange):
        WAITING_ENDS.check(WAITING_ENDS.read({"days": days}))


def test_cohort_without_a_first_day_is_waited_for_as_long_as_it_takes(session):
    cohort = full_cohort(session, waiting=1)
    session.execute(update(Cohort).where(Cohort.id == cohort.id).values(starts_at=None))
    session.expire_all()

    assert queries.in_vain(session, at=OVER) == []
    assert waiting.end(session, cohort.id, at=OVER) == 0


def test_cancelled_cohort_has_told_everybody_already(session):
    cohort = full_cohort(session, waiting=1)
    session.execute(update(Cohort).where(Cohort.id == cohort.id).values(state=CohortState.CANCELLED))
    session.expire_all()

    assert waiting.end(session, cohort.id, at=OVER) == 0
    assert letters(session) == 0


def test_every_list_that_is_over_ends_by_itself(app, session):
    for first in (10, 20):
        cohort = make_cohort(session, capacity=1)
        for n in range(2):
            apply(session, cohort, somebody(first + n))
    session.commit()

    with app.app_context():
        waiting.end_all(lambda: OVER)

    assert letters(session) == 2
    assert queries.in_vain(session, at=OVER) == []
