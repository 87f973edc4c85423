"""By when somebody who is asked to teach answers, and what happens around that: a rule that differs by place."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import clock, policies
from ...refusals import Refused

EVENING = time(20)
"""The last hour of a day on which somebody answers."""
NIGHT, MORNING = time(21), time(7)
"""Nobody is woken because somebody else has not answered."""
MOST_DAYS = 60


@dataclass(frozen=True)
class Asking:
    """`answer_days`: until the evening of so many days later; `remind_hours` before that comes a reminder. Where the
    first session is within `short_days`, `short_minutes` are given instead (see `in_haste`), with a reminder at half of
    them.
    `is_confirmed_by_staff`: a yes waits for them. `before_days` before a session whoever said yes is reminded.
    `open_days` before it staff see that nobody teaches yet.
    """

    answer_days: int
    remind_hours: int
    short_days: int
    short_minutes: int
    is_confirmed_by_staff: bool
    before_days: int
    open_days: int

    def is_short(self, begins_at: datetime, at: datetime) -> bool:
        return begins_at < at + timedelta(days=self.short_days)

    def until(self, begins_at: datetime, at: datetime, *, is_short: bool) -> datetime:
        """Until when somebody who is asked now answers; at the latest when the first session begins."""
        if is_short:
            return in_haste(at, timedelta(minutes=self.short_minutes), begins_at)
        return min(clock.instant(clock.today(at) + timedelta(days=self.answer_days), EVENING), begins_at)

    def remind_at(self, until: datetime, at: datetime, *, is_short: bool) -> datetime:
        """When somebody who has not answered hears of it again; never before half of the time is over."""
        half = at + (until - at) / 2
        return half if is_short else max(half, until - timedelta(hours=self.remind_hours))


def in_haste(at: datetime, given: timedelta, begins_at: datetime) -> datetime:
    """`given` later, or half of what is left until the session, so that there is time to ask another; what would end
    at night counts from the morning.
    """
    until = at + min(given, (begins_at - at) / 2)
    hour, day = clock.local(until).time(), clock.today(until)
    if MORNING <= hour < NIGHT and day == clock.today(at):
        return until
    morning = clock.instant(day + timedelta(days=1) if hour >= NIGHT else day, MORNING)
    return morning + min(given, (begins_at - morning) / 2) if morning < begins_at else until


class DaysOutOfRange(Refused):
    message = _("Give 1 to 60 days to answer, at least 10 minutes for haste, and no more than 60 days elsewhere.")


def check(rule: Asking):
    days = (rule.short_days, rule.before_days, rule.open_days, rule.remind_hours // 24)
    if not 1 <= rule.answer_days <= MOST_DAYS or rule.short_minutes < 10 or any(one > MOST_DAYS for one in days):
        raise DaysOutOfRange


def words(rule: Asking) -> list[str]:
    said = [
        ngettext(
            "Who is asked answers by the evening of the next day.",
            "Who is asked answers within %(num)s days, until 20:00.",
            rule.answer_days,
        ),
        ngettext(
            "%(num)s hour before that they are reminded; after it the next on the list is asked.",
            "%(num)s hours before that they are reminded; after it the next on the list is asked.",
            rule.remind_hours,
        ),
        ngettext(
            "If the session is less than %(num)s day away, they have %(minutes)s minutes, or half of what is left.",
            "If the session is less than %(num)s days away, they have %(minutes)s minutes, or half of what is left.",
            rule.short_days,
            minutes=rule.short_minutes,
        ),
        gettext("If these would end at night, from 21:00 to 7:00, they count from 7:00."),
        gettext("A yes counts when staff have confirmed it; the time is kept free until then.")
        if rule.is_confirmed_by_staff
        else gettext("A yes counts at once."),
    ]
    if rule.before_days:
        said.append(
            ngettext(
                "%(num)s day before each session they are reminded.",
                "%(num)s days before each session they are reminded.",
                rule.before_days,
            )
        )
    said.append(
        ngettext(
            "A session without anybody to teach it stands on the first page %(num)s day before it.",
            "A session without anybody to teach it stands on the first page %(num)s days before it.",
            rule.open_days,
        )
    )
    return said


ASKING = policies.kind(
    "teaching_requests",
    _("Asking instructors to teach"),
    read=lambda values: Asking(**values),
    words=words,
    shipped=asdict(Asking(3, 24, 3, 120, False, 2, 14)),
    source="法令の定めはない。働きながら教える講師が勤務表を確かめて返事をする日数として、センターが決める計画値。",
    check=check,
)
