"""Who could teach instead: ranked, with reasons, and those who cannot with the first rule that keeps them from it."""

import time as stopwatch
from datetime import time, timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_enrolment, make_session, parts_of
from tests.make import MONDAY, make_cohort, make_course, saved
from tests.scheduling.asking import DAY, SOON, ask, requests_of
from tests.scheduling.teaching import (
    HOUR,
    STATUTORY,
    lesson_at,
    make_instructor,
    make_licence,
    make_place,
    make_practice,
    name,
)
from workforce.catalogue.models import Mode
from workforce.enrolment.actions.teaching import LearnsThen
from workforce.people.models import Person
from workforce.policies import Policy
from workforce.scheduling.actions import availability
from workforce.scheduling.actions.assignments import NotQualified
from workforce.scheduling.actions.clashes import Clash, TooFar
from workforce.scheduling.actions.requests import answering
from workforce.scheduling.actions.requests.refusals import AskedThen
from workforce.scheduling.models import OwnBusy, OwnCalendar, RatherNot
from workforce.scheduling.queries import substitutes
from workforce.scheduling.queries.substitutes import Post
from workforce.scheduling.rules.availability import Hours
from workforce.scheduling.rules.candidates import Time
from workforce.scheduling.rules.licences import LicenceKind
from workforce.scheduling.views.search_words import reasons


@pytest.fixture(autouse=True)
def listening(app):
    """The application tells which feature knows what."""


def post_of(session, sitting, **given):
    return Post(sitting.cohort_id, tuple(part.id for part in parts_of(session, sitting)), **given)


def found(session, sitting, **given):
    return substitutes.found(session, [post_of(session, sitting, **given)])[0]


def says(session, account, hours):
    """Of every Thursday from now on, which is the weekday of SOON."""
    week = {"since": MONDAY.date(), "hours": {3: hours}}
    availability.say_week(session, account.person_id, **week, by=account, at=MONDAY)


def test_the_order_follows_what_they_said_the_cohort_they_know_and_how_much_they_teach(session):
    sitting = lesson_at(session, SOON)
    other = make_session(session, cohort_of(session, sitting), starts_at=SOON + 7 * DAY)
    accounts = [make_instructor(session, n) for n in ("無 言", "可 能", "不 可", "担 任", "多 忙")]
    silent, can, cannot, knows, busy = accounts
    for account in (can, knows, busy):
        says(session, account, [Hours(time(8), time(20))])
    says(session, cannot, [Hours(time(18), time(20))])
    name(session, other, knows)
    name(session, lesson_at(session, SOON + DAY), busy)

    one = found(session, sitting)

    assert [each.name for each in one.candidates] == ["担 任", "可 能", "多 忙", "無 言", "不 可"]
    assert [each.time for each in one.candidates] == [Time.FREE] * 3 + [Time.UNKNOWN, Time.AGAINST]
    assert one.candidates[0].taught == 1
    assert one.candidates[2].minutes == 120
    assert one.candidates[4].against.hours == (Hours(time(18), time(20)),)
    assert one.barred == []


def test_the_licence_that_the_rule_prefers_comes_first(session):
    cohort = make_cohort(session, course=make_course(session, kind=STATUTORY), starts_at=SOON)
    sitting = make_session(session, cohort, starts_at=SOON, minutes=(60,))
    head, carer, bare = (make_instructor(session, n) for n in ("施設 長", "介護 士", "無 資格"))
    make_licence(session, head, LicenceKind.FACILITY_HEAD)
    make_licence(session, carer, LicenceKind.CARE_WORKER)
    make_practice(session, carer)
    either = {"any_of": [["care_worker", 5, "care"], ["facility_head", 0, None]]}
    given = {"kind": f"teachers.{cohort.course_id}.1", "source": "試験", "set_at": MONDAY}
    saved(session, Policy(from_day=MONDAY.date(), values=either, **given))
    assert not any(each.is_preferred for each in found(session, sitting).candidates)
    saved(session, Policy(from_day=MONDAY.date() + DAY, values=either | {"ranks": [1, 0]}, **given))

    one = found(session, sitting)

    assert [(each.name, each.licence, each.is_preferred) for each in one.candidates] == [
        ("施設 長", LicenceKind.FACILITY_HEAD, True),
        ("介護 士", LicenceKind.CARE_WORKER, False),
    ]
    assert [(each.name, type(each.why)) for each in one.barred] == [("無 資格", NotQualified)]
    assert bare.person_id == one.barred[0].person_id


def test_who_would_rather_not_comes_after_those_who_do_not_mind(session, speaking):
    sitting = lesson_at(session, SOON)
    minds, not_minds = make_instructor(session, "一 番"), make_instructor(session, "二 番")
    saved(session, RatherNot(person_id=minds.person_id, weekday=3, at=MONDAY))

    one = found(session, sitting)

    assert [(each.person_id, each.rather_not) for each in one.candidates] == [
        (not_minds.person_id, False),
        (minds.person_id, True),
    ]
    with speaking("en"):
        assert "would rather not then" in reasons(one.candidates[1])


def test_everybody_else_has_the_first_rule_that_keeps_them_from_it(session):
    here, there = make_place(session), make_place(session, "別館")
    sitting = lesson_at(session, SOON, place=here)
    same, far, asked, learns, ill = (make_instructor(session, n) for n in ("同 時", "遠 方", "依 頼", "受 講", "病 気"))
    name(session, lesson_at(session, SOON + HOUR, place=here), same)
    name(session, lesson_at(session, SOON + 2.5 * HOUR, place=there), far)
    ask(session, [lesson_at(session, SOON, place=here)], [asked.person_id])
    theirs = lesson_at(session, SOON + HOUR)
    make_enrolment(session, cohort_of(session, theirs), person=session.get(Person, learns.person_id))

    one = found(session, sitting, without=ill.person_id)

    assert {each.name: type(each.why) for each in one.barred} == {
        "同 時": Clash,
        "遠 方": TooFar,
        "依 頼": AskedThen,
        "受 講": LearnsThen,
    }
    assert one.candidates == []


def test_who_said_no_to_this_already_comes_last(session):
    sitting = lesson_at(session, SOON)
    first, second = (make_instructor(session, n) for n in ("一 番", "二 番"))
    search = ask(session, [sitting], [first.person_id])
    answering.decline(session, requests_of(session, search)[0].id, by=None, at=MONDAY)

    assert [(one.name, one.declined) for one in found(session, sitting).candidates] == [
        ("二 番", False),
        ("一 番", True),
    ]
    assert second


def test_many_people_and_posts_take_no_more_statements_and_less_than_two_seconds(session, count_statements):
    course = make_course(session, items=((60, Mode.LECTURE),))
    sittings = []
    for n in range(40):
        cohort = make_cohort(session, course=course, starts_at=SOON)
        sittings += [
            make_session(session, cohort, starts_at=SOON + (7 * w + n % 5) * DAY, minutes=(60,)) for w in range(3)
        ]
    teachers = [make_instructor(session, f"講師 {n}") for n in range(2)]
    one = [post_of(session, sittings[0])]
    with count_statements() as few:
        substitutes.found(session, one)
    teachers += [make_instructor(session, f"講師 {n}") for n in range(2, 25)]
    for n, sitting in enumerate(sittings[1:60]):
        try:
            name(session, sitting, teachers[n % 25])
        except Clash:
            continue
    session.commit()
    posts = [post_of(session, each) for each in sittings[:5]]
    began = stopwatch.perf_counter()
    with count_statements() as many:
        result = substitutes.found(session, posts)

    assert len(many) == len(few)
    assert stopwatch.perf_counter() - began < 2
    assert len(result[0].candidates) + len(result[0].barred) == 25


def test_posts_of_somebody_are_those_of_their_sessions(session):
    sitting, other = lesson_at(session, SOON), lesson_at(session, SOON + 5 * HOUR)
    teacher = make_instructor(session)
    for one in (sitting, other):
        name(session, one, teacher)

    posts = substitutes.posts_of(session, teacher.person_id, [sitting.id, other.id])

    assert posts == [post_of(session, one, without=teacher.person_id) for one in (sitting, other)]
    span = {"since": SOON - HOUR, "until": SOON + timedelta(hours=4)}
    assert [one.session_id for one in substitutes.on_days_of(session, teacher.person_id, **span)] == [sitting.id]


def test_whose_own_calendar_says_busy_comes_after_who_is_free(session):
    sitting = lesson_at(session, SOON)
    busy, free = (make_instructor(session, n) for n in ("予 定", "自 由"))
    given = {"person_id": busy.person_id, "address": "https://example.jp/a.ics", "at": MONDAY, "next_at": MONDAY}
    calendar = saved(session, OwnCalendar(**given))
    saved(session, OwnBusy(calendar_id=calendar.id, begins_at=SOON + HOUR, ends_at=SOON + 5 * HOUR))

    one = found(session, sitting)

    assert [(each.name, each.time) for each in one.candidates] == [("自 由", Time.UNKNOWN), ("予 定", Time.AGAINST)]
    assert one.candidates[1].is_elsewhere
    assert free
