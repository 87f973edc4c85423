"""Papers of those who taught once: what is noted of their licences goes when the records of their lessons do."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import aliased

from ... import clock, history
from ...access import Role
from ...catalogue.models import Session, SessionPart
from ...honoraria.models import FareNote, FeeFact, FeeMonth, FeeSheet, SheetLine
from ...people.models import Account, Person, RoleGrant
from ...people.queries.persons import group_ids
from ...scheduling.models import (
    Assignment,
    Instructor,
    LessonFeed,
    Licence,
    OtherDays,
    OwnBusy,
    OwnCalendar,
    PlanPin,
    PlanRun,
    Practice,
    RatherNot,
    WeeklyPattern,
)
from . import teaching
from .steps import QUIETLY, Step, deleting, fiscal_end, years_before

PAPERS: tuple[Any, ...] = (Licence, Practice, Instructor, WeeklyPattern, OtherDays, RatherNot, FeeFact, OwnCalendar)
TIMES: dict[Any, Any] = {table: table.at for table in PAPERS if table is not Instructor}
TIMES[Instructor] = Instructor.changed_at
"""When each was written."""
BUSY_LASTS = timedelta(days=1)


def same(row):
    return or_(row.id == Person.id, row.merged_into_id == Person.id)


def teaches_no_more(at, keeping):
    """Kept people with papers who have the role no more, whose last lesson is as old as the records that go now."""
    row, teacher, holder = aliased(Person), aliased(Person), aliased(Person)
    noted = [exists().where(table.person_id == row.id, same(row)) for table in PAPERS]
    taught = (
        select(Assignment.id)
        .join(SessionPart, SessionPart.id == Assignment.part_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(teacher, teacher.id == Assignment.person_id)
        .where(same(teacher), Session.ends_at >= fiscal_end(at, keeping.records))
    )
    role = (
        select(RoleGrant.id)
        .join(Account, Account.id == RoleGrant.account_id)
        .join(holder, holder.id == Account.person_id)
        .where(same(holder), RoleGrant.role == Role.INSTRUCTOR)
        .where(or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > years_before(at, keeping.accounts)))
        .where(or_(Account.closed_at.is_(None), Account.closed_at > years_before(at, keeping.accounts)))
    )
    fresh = years_before(at, keeping.accounts)
    recent = [exists().where(table.person_id == row.id, same(row), when > fresh) for table, when in TIMES.items()]
    return (
        select(Person.id)
        .where(Person.merged_into_id.is_(None), or_(*noted), ~or_(*recent))
        .where(~taught.correlate(Person).exists(), ~role.correlate(Person).exists())
        .order_by(Person.id)
    )


def forget(session, ids, _at):
    for person_id in ids:
        take_papers(session, group_ids(session, person_id))


def take_papers(session, ids):
    """Of all these records."""
    session.execute(delete(LessonFeed).where(LessonFeed.person_id.in_(ids)), execution_options=QUIETLY)
    for table in PAPERS:
        session.execute(delete(table).where(table.person_id.in_(ids)), execution_options=QUIETLY)
    session.execute(delete(PlanPin).where(PlanPin.person_id.in_(ids)), execution_options=QUIETLY)
    session.execute(delete(PlanRun).where(PlanRun.away_person_id.in_(ids)), execution_options=QUIETLY)
    teaching.take_words(session, ids)


def days_over(at, keeping):
    """Days of which somebody said something, and what they wrote about it."""
    return (
        select(OtherDays.id)
        .where(OtherDays.last_day < clock.today(years_before(at, keeping.accounts)))
        .order_by(OtherDays.id)
    )


def wishes_over(at, keeping):
    return (
        select(RatherNot.id)
        .where(RatherNot.last_day < clock.today(years_before(at, keeping.accounts)))
        .order_by(RatherNot.id)
    )


def months_paid(at, keeping):
    """Months of fees; their sheets say whom we paid, which the tax office may ask as long as it may ask for books."""
    return select(FeeMonth.id).where(FeeMonth.month < clock.today(fiscal_end(at, keeping.money))).order_by(FeeMonth.id)


def forget_months(session, ids, _at):
    sheets = select(FeeSheet.id).where(FeeSheet.month_id.in_(ids))
    with history.retention(session):
        for table, those in (
            (SheetLine, SheetLine.sheet_id.in_(sheets)),
            (FeeSheet, FeeSheet.month_id.in_(ids)),
            (FeeMonth, FeeMonth.id.in_(ids)),
        ):
            session.execute(delete(table).where(those), execution_options=QUIETLY)


def fares(at, keeping):
    return select(FareNote.id).where(FareNote.at < fiscal_end(at, keeping.money)).order_by(FareNote.id)


def busy_over(at, _keeping):
    """Of no use for planning any more."""
    return select(OwnBusy.id).where(OwnBusy.ends_at < at - BUSY_LASTS).order_by(OwnBusy.id)


STEPS = (
    Step(
        "fees",
        lambda keeping: ngettext(
            "What instructors were paid and what was withheld, %(num)s year after the fiscal year",
            "What instructors were paid and what was withheld, %(num)s years after the fiscal year",
            keeping.money,
        ),
        months_paid,
        forget_months,
    ),
    Step(
        "fares",
        lambda keeping: ngettext(
            "What the way of instructors cost, %(num)s year after the fiscal year",
            "What the way of instructors cost, %(num)s years after the fiscal year",
            keeping.money,
        ),
        fares,
        deleting(FareNote),
    ),
    Step(
        "own_busy",
        lambda _: gettext("Times at which the own calendar of an instructor said busy, a day after they were over"),
        busy_over,
        deleting(OwnBusy),
    ),
    Step(
        "other_days",
        lambda keeping: ngettext(
            "Days on which an instructor had other hours than usual, %(num)s year after they were over",
            "Days on which an instructor had other hours than usual, %(num)s years after they were over",
            keeping.accounts,
        ),
        days_over,
        deleting(OtherDays),
    ),
    Step(
        "rather_not",
        lambda keeping: ngettext(
            "Days on which an instructor would rather not have taught, %(num)s year after they were over",
            "Days on which an instructor would rather not have taught, %(num)s years after they were over",
            keeping.accounts,
        ),
        wishes_over,
        deleting(RatherNot),
    ),
    Step(
        "instructors",
        lambda keeping: ngettext(
            "Licences, employers and usual weeks of people who teach no more, %(num)s year after the year of their "
            "last lesson",
            "Licences, employers and usual weeks of people who teach no more, %(num)s years after the year of their "
            "last lesson",
            keeping.records,
        ),
        teaches_no_more,
        forget,
    ),
)
