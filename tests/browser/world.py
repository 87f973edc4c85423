"""The small centre that the browser tests visit: four courses open now, and one that waits for its draw.

All of it is made by the actions staff use.
"""

from datetime import date, time, timedelta

from tests.attendance.lessons import assign, make_lesson
from tests.browser import dealings
from tests.honoraria import closing
from tests.make import make_account
from workforce import clock, create_app, settings
from workforce.access import Role
from workforce.catalogue.actions import cohorts, materials, places, seeding, sessions
from workforce.catalogue.models import FeeKind, FileKind, MaterialKind, Selection
from workforce.catalogue.rules.files import File
from workforce.database import transaction
from workforce.enrolment.actions import draws, enrol
from workforce.enrolment.actions.selection import set_selection
from workforce.honoraria.actions import facts
from workforce.honoraria.models import Payee
from workforce.honoraria.rules.terms import Rank
from workforce.i18n.wording import localized_text
from workforce.people.actions import passwords
from workforce.people.rules.names import name_of
from workforce.scheduling.actions import qualifications, rooms
from workforce.scheduling.models import Layout
from workforce.scheduling.rules.licences import Field, LicenceKind

COURSES = {"introductory_training": 20, "care_experience_day": 10, "initial_training": 2}
PASSWORD = "a long phrase for tests"
MANAGER = "manager@example.jp"
ADMIN = "admin@example.jp"
TEACHER, LESSONS = "teacher@example.jp", 4
DRAWN = "volunteer_briefing"  # nobody can apply any more, and its draw waits for staff
BUSY, SEATS = "dementia_basic", 2  # its code begins with d
ADULT, MINOR_AGE = date(1980, 5, 6), timedelta(days=16 * 366)
APPLICANTS = ("ヒガシ ハナ", "ニシ ヒロシ", "ミナミ カズコ", "キタ ケン")  # the second is under 18


def build(env):
    app = create_app(settings.from_environment(env))
    at = clock.now()
    with app.app_context(), transaction() as session:
        manager = make_account(session, Role.COHORT_MANAGER, "田中 みどり", email=MANAGER)
        for account in (manager, make_account(session, Role.ADMIN, "中村 葵", email=ADMIN)):
            session.refresh(account, ["person"])
            passwords.set_password(session, account, password=PASSWORD, by=account, at=at)
        hall = places.create_place(
            session,
            name=localized_text(
                "市民会館", easy="{市民会館|しみんかいかん}", en="Civic Hall", vi="Hội trường thành phố"
            ),
            address="みどり野市本町4-5-6",
            by=manager,
            at=at,
        )
        facts = {"way": localized_text("2階の奥"), "step_free": True, "access": ["lift"], "fixtures": ["projector"]}
        hours = {weekday: (time(9), time(21)) for weekday in range(7)}
        rooms.create_room(
            session, hall, name="第2会議室", **facts, layouts={Layout.SEMINAR: 24}, hours=hours, by=manager, at=at
        )
        for slug, capacity in COURSES.items():
            open_cohort(session, seeding.seed(session, slug, by=manager, at=at), capacity, hall, by=manager, at=at)
        course = seeding.seed(session, BUSY, by=manager, at=at)
        busy = open_cohort(session, course, SEATS, hall, by=manager, at=at)
        fill(session, busy, at=at)
        dealings.work(session, busy, by=manager, at=at)
        course = seeding.seed(session, DRAWN, by=manager, at=at)
        close_for_draw(session, open_cohort(session, course, 1, hall, by=manager, at=at), by=manager, at=at)
        hold_lessons(session, at=at)


def hold_lessons(session, *, at):
    """One for each test of the roll call: each began a while ago, with thirty people. And one of last month, whose
    fee is due.
    """
    teacher = make_account(session, Role.INSTRUCTOR, "森 久美子", email=TEACHER)
    note_papers(session, teacher, by=teacher, at=at)
    session.refresh(teacher, ["person"])
    passwords.set_password(session, teacher, password=PASSWORD, by=teacher, at=at)
    for n in range(LESSONS):
        starts_at = max(at - timedelta(minutes=20 + n), clock.instant(clock.today(at), time(0, n)))
        sitting, _people = make_lesson(session, 30, starts_at=starts_at)
        assign(session, sitting, teacher)
    last_month = clock.instant(clock.today(at).replace(day=1) - timedelta(days=10), time(18))
    closing.taught(session, teacher, last_month)
    paid = {"rank": Rank.SECOND, "payee": Payee.PERSON, "operator_id": None}
    facts.note_fact(session, teacher.person_id, since=clock.today(last_month), **paid, by=teacher, at=at)


def note_papers(session, teacher, *, by, at):
    """A licence and the practice that goes with it."""
    seen = {"seen_on": clock.today(at), "by": by, "at": at}
    qualifications.note_licence(session, teacher.person_id, kind=LicenceKind.NURSE, since=date(2010, 4, 1), **seen)
    given = {"from_on": date(2010, 4, 1), "until_on": None, "place": "見本病院"}
    qualifications.note_practice(session, teacher.person_id, field=Field.NURSING, **given, **seen)


def open_cohort(session, course, capacity, hall, *, by, at):
    minutes = sum(subject.minutes for subject in course.subjects)
    first = clock.today(at) + timedelta(days=30)
    course.questions = ["how_found", "residency_tie"]
    cohort = cohorts.create_cohort(
        session,
        course=course,
        opens_at=at - timedelta(days=3),
        closes_at=clock.instant(first - timedelta(days=7), time(17)),
        capacity=capacity,
        place_id=hall.id,
        languages=["easy", "vi"],
        lead_id=by.person_id,
        fees={FeeKind.TUITION: 5000},
        by=by,
        at=at,
    )
    days = [first + timedelta(days=n) for n in range(-(-minutes // 170))]
    sessions.plan_sessions(session, cohort, days=days, starts=time(9, 30), ends=time(12, 30), by=by, at=at)
    sessions.fill_sessions(session, cohort, by=by, at=at)
    cohorts.publish_cohort(session, cohort, by=by, at=at)
    give_files(session, course, by=by, at=at)
    return cohort


def give_files(session, course, *, by, at):
    """A form for everybody, and a handout that comes later."""
    file, given = File("欠席届.pdf", FileKind.PDF, b"%PDF-1.7"), {"languages": ["ja"], "by": by, "at": at}
    form = {"title": localized_text("欠席届"), "kind": MaterialKind.BLANK_FORM, "is_public": True}
    made = materials.put(session, course, file=file, key="form", **form, **given)
    materials.replace(session, made, file=File("欠席届.pdf", FileKind.PDF, b"%PDF-1.7 two"), **given)
    handout = {"title": localized_text("1日目のまとめ"), "kind": MaterialKind.HANDOUT, "after_lesson": 1}
    materials.put(session, course, file=file, key="handout", **handout, **given)


def close_for_draw(session, cohort, *, by, at):
    """Two people for one seat; their list is closed."""
    set_selection(session, cohort, selection=Selection.LOTTERY, bands=[], by=by, at=at)
    for number, words in enumerate(APPLICANTS[2:]):
        family, given = words.split()
        application = enrol.Application(
            name=name_of(family=family, given=given, family_kana=family, given_kana=given),
            birth_date=ADULT,
            mail=None,
            phone=f"+81901111000{number + 2}",
            language="ja",
            key=f"world:drawn:{number}",
        )
        enrol.enrol(session, cohort=cohort, application=application, by=None, at=at)
    cohort.closes_at = at
    session.flush()
    draws.freeze(session, cohort.id, by=None, at=at)


def fill(session, cohort, *, at):
    """One confirmed, one waiting for a guardian, two on the waiting list; the first again, with another telephone."""
    born = [ADULT, clock.today(at) - MINOR_AGE, ADULT, ADULT, ADULT]
    for number, (words, birth_date) in enumerate(zip((*APPLICANTS, APPLICANTS[0]), born, strict=True)):
        family, given = words.split()
        application = enrol.Application(
            name=name_of(family=family, given=given, family_kana=family, given_kana=given),
            birth_date=birth_date,
            mail=None,
            phone=f"+81901111000{number}",
            language="ja",
            key=f"world:{number}",
            needs={"needs": {"value": ["interpreter"], "asked": "どんな手伝いが要りますか"}} if number == 0 else {},
        )
        enrol.enrol(session, cohort=cohort, application=application, by=None, at=at)
