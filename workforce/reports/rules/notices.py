"""What an authority is told besides the plan and the result: that something changes (変更届), or that nothing takes
place (中止届). Each is made only where there is something to tell.
"""

from collections import defaultdict
from datetime import datetime

from ... import clock
from ...outbox import Channel
from ...people.rules.eras import in_era
from .plans import Difference, What
from .sheets import Sheet
from .writing import day, heading, hours, item_name, short_day, span

CHANGE, CANCELLATION = "変更届", "中止届"
TO_FILL_IN = "令和　　年　　月　　日"
NAMES = {
    What.CAPACITY: "定員",
    What.PLACE: "会場",
    What.LESSON: "日程・教室",
    What.CONTENT: "授業の内容",
    What.INSTRUCTORS: "講師",
}
CHANNELS = {Channel.MAIL: "メール", Channel.CALL: "電話", Channel.LETTER: "郵送"}


def notices(found) -> list[Sheet]:
    """`found`: queries.records.Records."""
    if found.cancelled_on:
        return [cancellation(found)]
    return [change(found)] if found.changes.found else []


def opening(found):
    known = found.changes.known_at
    return [
        ("届出年月日", TO_FILL_IN),
        ("提出先", found.issuer.authority),
        *heading(found),
        *([("前回の届出日", in_era(clock.today(known)))] if known else []),
    ]


def change(found) -> Sheet:
    head = ("変更する事項", "変更前", "変更後", "変更年月日")
    return Sheet(
        CHANGE,
        opening(found),
        head,
        [*rows_of_the_plan(found), *rows_of_instructors(found)],
        lead="次のとおり変更するので、届け出ます。",
        note="変更の理由：",
        spread=(0, 1, 2),
    )


def rows_of_the_plan(found):
    for one in found.changes.found:
        if one.what is not What.INSTRUCTORS:
            yield NAMES[one.what], *(said(found, one, value) for value in (one.old, one.new)), one.day or ""


def said(found, one: Difference, value) -> str:
    if value is None:
        return "（なし）" if one.old is None else "（実施しない）"
    if one.what is What.CAPACITY:
        return f"{value}名"
    if one.what is What.PLACE:
        return place(value)
    return lesson(value) if one.what is What.LESSON else f"{when(value)}　{content(found, value)}"


def place(facts) -> str:
    where = " ".join(word for word in (facts["place"], facts["address"]) if word)
    return where or ("オンライン" if facts["online"] else "未定")


def when(facts) -> str:
    starts, ends = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    return f"{day(starts)} {span(starts, ends)}"


def lesson(facts) -> str:
    return f"{when(facts)} {'オンライン' if facts['online'] else facts['room']}".strip()


def content(found, facts) -> str:
    taught = [(item_name(found, item) or "（なくなった項目）", minutes) for item, minutes, _people in facts["parts"]]
    return "、".join(f"{item} {hours(minutes)}" for item, minutes in taught) or "（なし）"


def rows_of_instructors(found):
    """A row for whoever comes in the place of whom: all days and items together."""
    changed: dict[tuple, list[Difference]] = defaultdict(list)
    for one in found.changes.found:
        if one.what is What.INSTRUCTORS:
            changed[one.old, one.new].append(one)
    for (old, new), all_of_them in changed.items():
        items = dict.fromkeys(item_name(found, item) for one in all_of_them for item in one.items)
        days = dict.fromkeys(short_day(one.day) for one in all_of_them if one.day)
        what = f"{NAMES[What.INSTRUCTORS]}　{'、'.join(items)}（{'、'.join(days)}）"
        yield what, people(found, old), people(found, new), all_of_them[0].day


def people(found, ids) -> str:
    return "、".join(found.changes.names.get(one, "") or "（氏名は削除済み）" for one in ids) or "（未定）"


def cancellation(found) -> Sheet:
    cohort = found.cohort
    facts = [
        *opening(found),
        ("募集期間", f"{day(cohort.opens_at)} 〜 {day(cohort.closes_at)}"),
        ("中止を決めた日", in_era(found.cancelled_on)),
        ("中止の理由", cohort.cancelled_reason or ""),
        ("申込者数", f"{found.told.people}名"),
        ("申込者への連絡", contacting(found.told)),
    ]
    return Sheet(CANCELLATION, facts, lead="次のとおり研修を中止したので、届け出ます。")


def contacting(told) -> str:
    """メール 12名、電話 2名（令和8年5月1日まで）。未連絡 1名"""
    if not told.people:
        return "該当する者はいません。"
    ways = "、".join(f"{CHANNELS[way]} {count}名" for way, count in told.reached.items())
    until = f"（{in_era(clock.today(told.last_at))}まで）" if ways and told.last_at else ""
    waiting = f"未連絡 {told.waiting}名" if told.waiting else ""
    return "。".join(part for part in (ways + until, waiting) if part)
