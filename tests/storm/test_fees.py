"""Several close the same month of fees at once: it is closed once, and every sheet stands once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.honoraria.closing import instant_of, made_teacher, taught
from tests.storm.test_screening import one_transaction, together
from tests.storm.test_seats import ROUNDS
from workforce.audit import running
from workforce.honoraria.actions import closing
from workforce.honoraria.models import FeeMonth, FeeSheet, SheetLine

pytestmark = pytest.mark.storm

OCTOBER = date(2026, 10, 1)
AFTER = instant_of(date(2026, 11, 2))
STAFF = 6
CHECKS = ["fee_sheets_that_do_not_add_up", "fee_months_changed_since"]


def close(session, month):
    closing.close(session, month, by=None, at=AFTER)


@pytest.mark.parametrize("round_", range(1, ROUNDS + 1))
def test_a_month_is_closed_once_whoever_presses(app, processes, session, round_):
    people = [made_teacher(session, since=date(2026, 4, 1), name=f"講師 {n}") for n in range(3)]
    for n, account in enumerate(people):
        taught(session, account, instant_of(date(2026, 10, 3 + n)))
    session.commit()
    processes.rehearse(close, OCTOBER)

    said = together(processes, *[(one_transaction, close, OCTOBER)] * STAFF)

    assert said == ["ClosedAlready"] * (STAFF - 1) + ["done"]
    session.rollback()
    counted = [session.scalar(select(func.count(table.id))) for table in (FeeMonth, FeeSheet, SheetLine)]
    assert counted == [1, 3, 3]
    with app.app_context():
        assert running.found(session, at=AFTER, names=CHECKS) == {}
