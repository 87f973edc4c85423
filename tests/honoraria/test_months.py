"""The sheet of a month: from what really took place; closed once, and corrected by the next."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from tests.honoraria.closing import close, cohort_of, hold_roll, made_teacher, taught
from tests.make import make_operator, make_person
from tests.scheduling.teaching import make_instructor, name
from workforce.attendance.models import RollCall
from workforce.clock import instant
from workforce.desk.queries.todo import Kind, waiting
from workforce.honoraria.actions import closing, facts
from workforce.honoraria.models import FeeMonth, FeeSheet, Payee, SheetLine
from workforce.honoraria.queries import months
from workforce.honoraria.rules.terms import Rank
from workforce.scheduling.actions import assignments
from workforce.scheduling.models import Duty

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
NOON = time(12)


def noon(day: date) -> datetime:
    return instant(day, NOON)


THIRD, TENTH = noon(date(2026, 10, 3)), noon(date(2026, 10, 10))
AFTER, LATER = noon(date(2026, 11, 2)), noon(date(2026, 12, 1))


@pytest.fixture(autouse=True)
def listening(app):
    """The application tells which feature follows which change."""


@pytest.fixture
def teacher(session):
    return made_teacher(session, since=date(2026, 4, 1))


def amounts(sheets):
    return [(one.fee, one.travel, one.tax, one.net) for one in sheets]


def test_a_month_counts_what_took_place_and_names_what_waits(session, teacher):
    """Two sessions of 110 minutes are two hours each, at 12,500; the third has an open roll call.

    50,000 + 980 = 50,980; 10.21 % are 5,205.06.
    """
    first = taught(session, teacher, THIRD)
    taught(session, teacher, TENTH)
    open_one = taught(session, teacher, TENTH + timedelta(days=1), is_held=False)
    clerk = make_instructor(session, "事務 員")
    facts.note_fare(session, teacher.person_id, session_id=first.id, yen=980, by=clerk, at=AFTER)

    found = months.draft(session, OCTOBER, at=AFTER)

    assert amounts(found.sheets) == [(50000, 980, 5205, 45775)]
    assert [one.busy.session_id for one in found.waiting] == [open_one.id]


def test_an_employer_is_paid_in_full_and_some_are_not_paid(session):
    operator = make_operator(session)
    since = date(2026, 4, 1)
    employed = made_teacher(session, since=since, payee=Payee.OPERATOR, operator=operator, name="高木 看護師")
    free = made_teacher(session, since=since, payee=Payee.NOBODY, name="森 先生")
    unknown = make_instructor(session, "新人 先生")
    for account in (employed, free, unknown):
        taught(session, account, THIRD)

    found = months.draft(session, OCTOBER, at=AFTER)

    assert amounts(found.sheets) == [(25000, 0, 0, 25000)]
    assert [one.person_id for one in found.unranked] == [unknown.person_id]


def test_whoever_stood_in_is_paid(session, teacher):
    other = made_teacher(session, since=date(2026, 4, 1), name="代わり 先生")
    sitting = taught(session, teacher, THIRD, is_held=False)
    assignments.release(session, cohort_of(session, sitting), person_id=teacher.person_id, by=None, at=THIRD)
    name(session, sitting, other)
    hold_roll(session, sitting)

    assert [one.key.person_id for one in months.draft(session, OCTOBER, at=AFTER).sheets] == [other.person_id]


def test_what_changes_after_closing_is_corrected_by_the_next_month(session, teacher):
    """One session turns out to have been another's, one of an open roll call took place after all."""
    sitting = taught(session, teacher, THIRD)
    late = taught(session, teacher, TENTH, is_held=False)
    other = made_teacher(session, since=date(2026, 4, 1), name="代わり 先生")
    assert amounts(close(session, OCTOBER, at=AFTER)) == [(25000, 0, 2552, 22448)]
    assignments.release(session, cohort_of(session, sitting), person_id=teacher.person_id, by=None, at=AFTER)
    name(session, sitting, other)
    hold_roll(session, late)

    found = close(session, NOVEMBER, at=LATER)

    by_person = {one.key.person_id: one for one in found}
    own = by_person[teacher.person_id]
    assert [(line.day, line.yen) for line in own.corrections(NOVEMBER)] == [
        (THIRD.date(), -25000),
        (TENTH.date(), 25000),
    ]
    assert amounts([own, by_person[other.person_id]]) == [(0, 0, 0, 0), (25000, 0, 2552, 22448)]
    assert amounts(months.closed_sheets(session, months.closed(session, OCTOBER))) == [(25000, 0, 2552, 22448)]


def test_a_correction_is_said_once(session, teacher):
    sitting = taught(session, teacher, THIRD, is_held=False)
    close(session, OCTOBER, at=AFTER)
    hold_roll(session, sitting)
    close(session, NOVEMBER, at=LATER)

    assert months.draft(session, date(2026, 12, 1), at=LATER).sheets == []


def test_a_rank_that_was_noted_late_is_corrected(session, teacher):
    taught(session, teacher, THIRD)
    close(session, OCTOBER, at=AFTER)
    given = {"payee": Payee.PERSON, "operator_id": None, "by": None, "at": AFTER}
    facts.note_fact(session, teacher.person_id, since=date(2026, 10, 1), rank=Rank.FIRST, **given)

    (line,) = months.draft(session, NOVEMBER, at=LATER).sheets[0].lines
    assert (line.yen, line.minutes, line.rate) == (5000, 0, 15000)


def test_assistants_have_their_own_rate(session, teacher):
    taught(session, teacher, THIRD, duty=Duty.ASSISTANT)

    assert amounts(months.draft(session, OCTOBER, at=AFTER).sheets) == [(5000, 0, 510, 4490)]


def test_months_close_in_order_once_and_when_they_are_over(session, teacher):
    with pytest.raises(closing.NotOver):
        close(session, NOVEMBER, at=AFTER)
    close(session, OCTOBER, at=AFTER)
    with pytest.raises(closing.ClosedAlready):
        close(session, OCTOBER, at=AFTER)
    with pytest.raises(closing.EarlierOpen):
        close(session, date(2026, 12, 1), at=LATER + timedelta(days=60))
    with pytest.raises(closing.BeforeTheFirst):
        close(session, date(2026, 9, 1), at=AFTER)
    with pytest.raises(closing.ClosedAlready):  # two at the same moment: neither saw the other
        closing.begin(session, OCTOBER, "", by=None, at=AFTER)
    assert session.scalar(select(func.count(FeeMonth.id))) == 1


def test_a_month_waits_to_be_closed_a_week_after_its_end(session, teacher):
    def waits(at):
        session.flush()
        found = waiting(session, at=at, kinds=[Kind.FEES], account_id=teacher.id)[Kind.FEES]
        return [(one.ref, one.detail) for one in found]

    week_later = noon(date(2026, 11, 8))
    assert waits(AFTER) == [("2026-09-01", None)]
    assert waits(week_later) == [("2026-10-01", None)]
    close(session, date(2026, 8, 1), at=AFTER)
    assert waits(week_later) == [("2026-10-01", "2026-08-01")]
    close(session, date(2026, 9, 1), at=AFTER)
    close(session, OCTOBER, at=AFTER)
    assert waits(week_later) == []


def test_lines_of_closed_months_are_what_the_sheets_say(session, teacher):
    taught(session, teacher, THIRD)
    close(session, OCTOBER, at=AFTER)

    assert session.scalars(select(SheetLine.yen)).all() == [25000]


@pytest.mark.parametrize("table", [FeeMonth, FeeSheet, SheetLine])
def test_closed_months_are_never_edited_or_deleted(session, teacher, table):
    taught(session, teacher, THIRD)
    close(session, OCTOBER, at=AFTER)
    session.commit()

    for change in (update(table).values(id=table.id + 1000), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(change)
        session.rollback()


def test_nobody_notes_a_way_for_a_session_of_others(session, teacher):
    sitting = taught(session, teacher, THIRD)
    stranger = make_person(session)
    with pytest.raises(facts.NotThere):
        facts.note_fare(session, stranger.id, session_id=sitting.id, yen=500, by=teacher, at=AFTER)
    assert session.scalar(select(func.count(RollCall.id))) == 1
