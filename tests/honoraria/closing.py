"""Sessions that took place, and whoever taught in them, for tests of fees."""

from datetime import datetime, timedelta

from tests.attendance.lessons import cohort_of
from tests.make import make_account, saved
from tests.scheduling.teaching import lesson_at, make_instructor, name
from workforce.access import Role
from workforce.attendance.models import RollCall
from workforce.clock import instant
from workforce.honoraria.actions import closing, facts
from workforce.honoraria.models import Payee
from workforce.honoraria.queries import months
from workforce.honoraria.rules.terms import Rank
from workforce.scheduling.models import Duty

DAY = timedelta(days=1)


def made_teacher(session, *, since, rank=Rank.SECOND, payee=Payee.PERSON, operator=None, name="田村 先生"):
    account = make_instructor(session, name)
    whom = {"payee": payee, "operator_id": operator and operator.id}
    facts.note_fact(session, account.person_id, since=since, rank=rank, **whom, by=None, at=instant_of(since))
    return account


def instant_of(day) -> datetime:
    return instant(day, datetime.min.time())


def taught(session, account, starts_at, *, hours=2, is_held=True, duty=Duty.LEAD, **given):
    """A session of its own of which this account has every part."""
    sitting = lesson_at(session, starts_at, hours=hours, **given)
    name(session, sitting, account, duty=duty)
    if is_held:
        hold_roll(session, sitting)
    return sitting


def hold_roll(session, sitting):
    staff = make_account(session, Role.CLERK)
    saved(
        session,
        RollCall(session_id=sitting.id, opened_at=sitting.starts_at, closed_at=sitting.ends_at, closed_by_id=staff.id),
    )


def close(session, month, *, at):
    """The sheets as they were closed."""
    return months.closed_sheets(session, closing.close(session, month, by=None, at=at))


__all__ = ["DAY", "close", "cohort_of", "hold_roll", "instant_of", "made_teacher", "taught"]
