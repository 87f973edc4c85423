"""The standard papers of one cohort, each as a Sheet, in the Japanese that an authority reads.

Source: one prefecture's list of forms for 介護員養成研修. `found` is queries.records.Records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from ... import clock
from ...attendance.models import AssessmentKind, CreditSource, Verdict
from ...attendance.rules.ledger import Source
from ...attendance.rules.standing import GapKind
from ...catalogue.models import FeeKind, Mode
from ...certificates.rules import sheets as completers
from ...people.models import Document
from ...people.rules.eras import in_era
from .notices import notices
from .sheets import Sheet
from .writing import day, heading, hours, item_name, short, span, subject_of

MODES = {Mode.LECTURE: "講義", Mode.EXERCISE: "演習", Mode.PRACTICAL: "実習"}
FEES = {FeeKind.TUITION: "受講料", FeeKind.TEXTBOOK: "テキスト代", FeeKind.INSURANCE: "保険料"}
DOCUMENTS = {
    Document.DRIVING_LICENCE: "運転免許証",
    Document.RESIDENCE_CARD: "在留カード",
    Document.MY_NUMBER_CARD: "マイナンバーカード（表面）",
    Document.PASSPORT: "旅券",
    Document.STUDENT_CARD: "学生証",
    Document.OTHER: "その他の書類",
}
CREDITS = {CreditSource.ELSEWHERE: "他事業者", CreditSource.REPORT: "レポート", CreditSource.DISTANCE: "通信"}
VERDICTS = {Verdict.PASSED: "合格", Verdict.FAILED: "不合格", Verdict.REPEAT: "再評価"}
GAPS = {
    GapKind.MINUTES: "時間不足",
    GapKind.WRITTEN: "筆記未合格",
    GapKind.PRACTICAL: "実技未評価",
    GapKind.IDENTITY: "本人確認未了",
    GapKind.DUES: "受講料未納",
}
TALL = 6
"""So many days fit beside the names on a page that stands; more need one that lies."""
MADE_UP = (Source.MADE_UP, Source.ELSEWHERE, Source.REPORT, Source.DISTANCE)


def plan(found) -> Sheet:
    cohort, course = found.cohort, found.cohort.course
    total = sum(subject.minutes for subject in course.subjects)
    rows = [
        (subject.number, subject.title["ja"], hours(subject.minutes), hours(subject.max_distance_minutes))
        for subject in course.subjects
    ]
    fees = "、".join(f"{FEES[line.kind]} {line.yen:,}円" for line in cohort.fees) or "無料"
    facts = [
        *heading(found),
        ("募集期間", f"{day(cohort.opens_at)} 〜 {day(cohort.closes_at)}"),
        ("定員", f"{cohort.capacity}名"),
        ("会場", cohort.place.name["ja"] if cohort.place else "オンライン"),
        ("費用", fees),
        ("担当者", cohort.lead.name if cohort.lead else ""),
        ("総時間数", hours(total)),
    ]
    return Sheet("研修計画", facts, ("番号", "科目", "時間数", "通信の上限"), rows, spread=(1,))


def timetable(found) -> Sheet:
    rows = []
    for sitting in found.cohort.sessions:
        for part in sitting.parts:
            item = found.items[part.item_id]
            rows.append(
                (
                    clock.today(sitting.starts_at),
                    span(sitting.starts_at, sitting.ends_at),
                    "オンライン" if sitting.online else sitting.room,
                    f"{subject_of(found, item).number} {subject_of(found, item).title['ja']}",
                    item.title["ja"],
                    MODES[item.mode],
                    hours(part.minutes),
                    teachers(found, part.id),
                )
            )
    head = ("年月日", "時間帯", "場所", "科目", "項目", "形態", "時間数", "講師")
    return Sheet("カリキュラム及び日程表", heading(found)[3:], head, rows, wide=True, spread=(4,))


def teachers(found, part_id) -> str:
    return "、".join(one.name for one in found.taught.get(part_id, []))


def instructors(found) -> Sheet:
    """Of each instructor: the subjects, how long and when."""
    taught: dict[tuple[str, int], list] = defaultdict(list)
    for sitting in found.cohort.sessions:
        for part in sitting.parts:
            for one in found.taught.get(part.id, []):
                taught[one.name, subject_of(found, found.items[part.item_id]).number].append((sitting, part))
    numbers = {subject.number: subject.title["ja"] for subject in found.cohort.course.subjects}
    rows = [
        (
            name,
            f"{number} {numbers[number]}",
            "、".join(dict.fromkeys(found.items[part.item_id].title["ja"] for _sitting, part in parts)),
            hours(sum(part.minutes for _sitting, part in parts)),
            "、".join(dict.fromkeys(short(sitting.starts_at) for sitting, _part in parts)),
        )
        for (name, number), parts in sorted(taught.items(), key=lambda one: one[0])
    ]
    return Sheet(
        "講師別担当科目一覧",
        heading(found)[3:],
        ("講師", "科目", "項目", "時間数", "担当日"),
        rows,
        wide=True,
        spread=(2,),
    )


def attendance(found) -> list[Sheet]:
    """A sheet a subject: people down, days across."""
    return [sheet_of(found, subject) for subject in found.cohort.course.subjects]


def sheet_of(found, subject) -> Sheet:
    own = {item.id for item in subject.items}
    parts = [(one, part) for one in found.cohort.sessions for part in one.parts if part.item_id in own]
    days: dict[str, list] = defaultdict(list)
    for sitting, part in parts:
        days[short(sitting.starts_at)].append(part)
    rows = [
        (
            one.name,
            *(cell(found, one.id, of_day) for of_day in days.values()),
            hours(sum(line.by_source.get(Source.ATTENDED, 0) for line in lines_of(found, one, own))),
            hours(sum(line.by_source.get(src, 0) for line in lines_of(found, one, own) for src in MADE_UP)),
            hours(sum(line.missing for line in lines_of(found, one, own))) if missing(found, one, own) else "",
        )
        for one in found.trainees
    ]
    note = "○ 全時間出席　数字 出席した分　× 欠席　空欄 未記録　－ 免除"
    return Sheet(
        "受講者科目別出席簿",
        [("科目", f"{subject.number} {subject.title['ja']}（{hours(subject.minutes)}）")],
        ("氏名", *days, "出席", "補講等", "不足"),
        rows,
        note=note,
        wide=len(days) > TALL,
        of=f"{subject.number}",
    )


def lines_of(found, trainee, items):
    return [line for line in found.standings[trainee.id].lines if line.item_id in items]


def missing(found, trainee, items) -> bool:
    return any(line.missing for line in lines_of(found, trainee, items))


def cell(found, enrolment_id, parts) -> str | int:
    recorded = [found.present.get((enrolment_id, part.id)) for part in parts]
    if all(minutes is None for minutes in recorded):
        lines = {line.item_id: line for line in found.standings[enrolment_id].lines}
        exempted = all(Source.EXEMPTED in lines[part.item_id].by_source for part in parts if part.item_id in lines)
        return "－" if exempted and lines else ""
    present, asked = sum(minutes or 0 for minutes in recorded), sum(part.minutes for part in parts)
    return "○" if present >= asked else "×" if present == 0 else present


def make_ups(found) -> Sheet:
    names = {one.id: one.name for one in found.trainees}
    provider = found.issuer.provider or "自事業者"
    guests = [
        (names[one.enrolment_id], item_name(found, one.item_id), hours(minutes), clock.today(one.starts_at))
        + ("自事業者", f"{provider} {one.place}", "")
        for one, minutes in counted(found)
    ]
    papers = [
        (names[one.enrolment_id], item_name(found, one.item_id), hours(one.minutes), one.done_on)
        + (CREDITS[one.source], one.provider, f"{one.document}（{in_era(one.document_on)}）")
        for one in found.credits
    ]
    head = ("氏名", "科目・項目", "時間数", "実施日", "区分", "実施者・開講回", "確認した書類")
    note = "上記のとおり補講を修了したことを確認します。　　確認者　　　　　　　　　　印"
    return Sheet("補講修了確認書", heading(found)[3:], head, [*guests, *papers], note=note, wide=True, spread=(1,))


def counted(found) -> list[tuple[Any, int]]:
    """What was made up as a guest, with the minutes that count of it: together those of the attendance book.

    A lesson may give more than was missing; and of one to which the guest came late nothing may count.
    """
    lines = {(who, line.item_id): line for who, standing in found.standings.items() for line in standing.lines}
    left = {key: line.by_source.get(Source.MADE_UP, 0) for key, line in lines.items()}
    counts = {}
    for one in sorted(found.guests, key=lambda one: one.minutes < one.part):
        key = one.enrolment_id, one.item_id
        counts[one] = min(one.minutes, left.get(key, 0))
        left[key] = left.get(key, 0) - counts[one]
    return [(one, counts[one]) for one in found.guests if counts[one]]


def identity(found) -> Sheet:
    rows = []
    for number, one in enumerate(found.trainees, start=1):
        seen = found.identity.get(one.person_id)
        what = (DOCUMENTS[seen.document], seen.checked_on, seen.checked_by.person.name) if seen else ("",) * 3
        rows.append((number, one.name, one.birth_date or "", *what))
    head = ("番号", "氏名", "生年月日", "確認した書類", "確認日", "確認者")
    return Sheet("受講者本人確認実施報告書", heading(found), head, rows, note="書類の写しは保管していません。")


def results(found) -> Sheet:
    rows = [
        (
            one.name,
            tried(found, one, AssessmentKind.WRITTEN),
            tried(found, one, AssessmentKind.PRACTICAL),
            verdict(found, one),
        )
        for one in found.trainees
    ]
    return Sheet("修了評価一覧表", heading(found)[3:], ("氏名", "筆記試験", "技術の評価", "判定"), rows)


def tried(found, trainee, kind) -> str:
    """Every attempt, the last one last: 令和8年5月1日 65/100点 不合格."""
    return "／".join(
        " ".join(
            [
                in_era(one.taken_on),
                *([f"{one.points}/{one.out_of}点"] if one.points is not None else []),
                VERDICTS[one.verdict],
            ]
        )
        for one in found.results.get(trainee.id, [])
        if one.kind is kind
    )


def verdict(found, trainee) -> str:
    standing = found.standings[trainee.id]
    if standing.is_complete:
        return f"修了（{in_era(standing.completed_on)}）" if standing.completed_on else "修了"
    return (
        "未修了：" + "、".join(dict.fromkeys(GAPS[gap.kind] for gap in standing.gaps)) if standing.lines else "未修了"
    )


def report(found) -> Sheet:
    complete = found.complete
    others = [one for one in found.trainees if not found.standings[one.id].is_complete]
    standing = [line for line in found.certificates if not line.note]
    numbers = f"{standing[0].number} 〜 {standing[-1].number}（{len(standing)}件）" if standing else "なし"
    facts = [
        *heading(found),
        ("提出先", found.issuer.authority),
        ("受講者数", f"{len(found.trainees)}名"),
        ("修了者数", f"{len(complete)}名"),
        ("未修了者数", f"{len(others)}名"),
        ("修了証明書の番号", numbers),
    ]
    rows = [(one.name, verdict(found, one).removeprefix("未修了：")) for one in others]
    return Sheet("事業修了報告書", facts, ("未修了者", "理由") if rows else (), rows)


def register(found) -> Sheet:
    rows = [completers.row(line) for line in found.certificates]
    return Sheet(completers.TITLE, heading(found)[3:], completers.HEAD, rows, wide=True)


ONE_EACH: tuple[Callable, ...] = (plan, timetable, instructors)
AFTER: tuple[Callable, ...] = (make_ups, identity, results, report, register)


def packet(found) -> list[Sheet]:
    """All of them, in the order of the prefecture's list; notices where there is something to tell."""
    return [*many(ONE_EACH, found), *notices(found), *attendance(found), *many(AFTER, found)]


def many(makers: Iterable[Callable], found) -> list[Sheet]:
    return [make(found) for make in makers]
