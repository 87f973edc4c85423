"""Files of three courses: a form for everybody, a list of textbooks that was corrected once, a handout for later."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from .. import printing
from ..catalogue.actions import materials
from ..catalogue.models import Cohort, CohortState, Course, FileKind, Material, MaterialKind, MaterialVersion
from ..catalogue.rules.files import File
from ..enrolment.actions import fetches
from ..enrolment.models import Enrolment, State
from ..i18n.wording import localized_text
from .settling import enrolled

COURSES = ("introductory_training", "initial_training", "dementia_basic")
FETCHED = 0.7
CORRECTED, BEFORE, AFTER, LATELY = (timedelta(days=days) for days in (5, 90, 30, 2))

NOTICE: dict[str, Any] = {
    "title": "欠席・遅刻届",
    "summary": "休むとき、遅れるときに書いて、当日の講師か受付に渡してください。電話での連絡が先です。",
    "parts": [],
    "blanks": ["受付番号", "お名前", "休む日・時間", "理由", "補講の希望"],
}
BOOKS: dict[str, Any] = {
    "title": "テキストと持ち物",
    "summary": "はじめの日までに用意してください。テキストは当日、受付で渡します。",
    "parts": [["テキスト", ["研修テキスト 第1巻〜第3巻"]], ["持ち物", ["筆記用具", "動きやすい服と上靴", "飲み物"]]],
    "blanks": [],
}
CORRECTION = {"parts": [*BOOKS["parts"], ["第2版で加わったもの", ["実習の日は名札"]]]}
SUMMARY: dict[str, Any] = {
    "title": "1日目のまとめ",
    "summary": "今日の授業で大切なことです。次の回までに一度読んでください。",
    "parts": [["覚えておくこと", ["声をかけてから動く", "できることは自分でしていただく", "迷ったら聞く"]]],
    "blanks": ["質問したいこと"],
}
KINDS = (
    (
        NOTICE,
        localized_text(
            "欠席・遅刻届",
            easy="{休|やす}む とき・{遅|おく}れる ときの {紙|かみ}",
            en="Notice of absence or coming late",
            vi="Giấy báo vắng hoặc đến muộn",
        ),
        {"kind": MaterialKind.BLANK_FORM, "is_public": True},
    ),
    (
        BOOKS,
        localized_text(
            "テキストと持ち物",
            easy="{本|ほん}と {持|も}って くる {物|もの}",
            en="Textbooks and what to bring",
            vi="Sách và những thứ cần mang theo",
        ),
        {"kind": MaterialKind.TEXTBOOKS},
    ),
    (
        SUMMARY,
        localized_text(
            "1日目のまとめ", easy="1{日目|にちめ}の まとめ", en="What the first day taught", vi="Tóm tắt ngày đầu tiên"
        ),
        {"kind": MaterialKind.HANDOUT, "after_lesson": 1},
    ),
)


def make(session, by_slug, *, by, at):
    """Each written once and put on every course; the list of textbooks in two versions."""
    printed = [(paper(words, at=at), title, given) for words, title, given in KINDS]
    corrected = paper(BOOKS | CORRECTION, at=at)
    for slug in COURSES:
        for number, (file, title, given) in enumerate(printed):
            sent = {"key": f"demo-{number}", "languages": ["ja"], "title": title}
            made = materials.put(session, by_slug[slug], file=file, **sent, **given, by=by, at=at)
            if made.kind is MaterialKind.TEXTBOOKS:
                materials.replace(session, made, file=corrected, languages=["ja"], by=by, at=at + CORRECTED)


def paper(words, *, at):
    return File(f"{words['title']}.pdf", FileKind.PDF, printing.pdf("handout", at=at, **words))


def work(session, *, random, at):
    """Most of those with a seat in a cohort of these days have fetched what is there."""
    these_days = Cohort.starts_at.between(at - BEFORE, at + AFTER), Cohort.state == CohortState.PUBLISHED
    query = select(Cohort).join(Course).where(Course.slug.in_(COURSES), *these_days)
    for cohort in session.scalars(query.order_by(Cohort.id)):
        found = versions(session, cohort.course_id)
        for person in enrolled(session, cohort, Enrolment.state == State.CONFIRMED):
            for version_id in (one for one in found if random.random() < FETCHED):
                fetches.note(session, version_id=version_id, person_id=person.person_id, at=at - LATELY)


def versions(session, course_id):
    """What was there from the first day on."""
    query = select(MaterialVersion.id).join(Material, Material.id == MaterialVersion.material_id)
    there = Material.course_id == course_id, Material.after_lesson.is_(None)
    return session.scalars(query.where(*there).order_by(MaterialVersion.id)).all()
