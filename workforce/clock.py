"""The only module that reads the clock, and the one that knows the centre's time zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """`instant` as the clock on the centre's wall shows it."""
    return instant.astimezone(ZONE)


def today(at: datetime) -> date:
    """The date at the centre at instant `at`."""
    return local(at).date()


def instant(day: date, hour: time) -> datetime:
    """The UTC instant of a wall-clock `hour` on `day` at the centre."""
    return datetime.combine(day, hour, tzinfo=ZONE).astimezone(UTC)
