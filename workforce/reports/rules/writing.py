"""How the papers for an authority write hours, days, lessons and what a cohort is called. `found` is
queries.records.Records.
"""

from datetime import date, datetime

from ... import clock
from ...people.rules.eras import in_era


def hours(minutes: int) -> str:
    return f"{minutes / 60:g}時間" if minutes % 6 == 0 else f"{minutes // 60}時間{minutes % 60}分"


def day(instant: datetime) -> str:
    return in_era(clock.today(instant))


def short(instant: datetime) -> str:
    local = clock.local(instant)
    return f"{local.month}/{local.day}"


def span(starts: datetime, ends: datetime) -> str:
    return f"{clock.local(starts):%H:%M}〜{clock.local(ends):%H:%M}"


def short_day(on: date) -> str:
    return f"{on.month}/{on.day}"


def heading(found):
    cohort = found.cohort
    period = f"{day(cohort.starts_at)} 〜 {day(cohort.ends_at)}" if cohort.starts_at and cohort.ends_at else "未定"
    return [
        ("事業者", found.issuer.provider),
        ("代表者", found.issuer.representative),
        ("指定番号", found.register.designation),
        ("研修課程", cohort.course.title["ja"]),
        ("開講回", cohort.code),
        ("研修期間", period),
    ]


def subject_of(found, item):
    return next(one for one in found.cohort.course.subjects if one.id == item.subject_id)


def item_name(found, item_id) -> str:
    item = found.items.get(item_id)
    return f"{subject_of(found, item).number} {item.title['ja']}" if item else ""
