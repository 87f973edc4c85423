"""Standings read from the rows: whose minutes they are, where they come from, and in how many statements."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.attendance.taught import OVER, came_as_guest, items_of, make_taught, mark, parts_of, seated
from tests.enrolment.applying import somebody
from tests.make import LATER, MONDAY, make_account, make_person, saved
from workforce import history, policies
from workforce.attendance.models import (
    AssessmentKind,
    AssessmentResult,
    CompletionOverride,
    Credit,
    CreditSource,
    Exemption,
    Verdict,
)
from workforce.attendance.queries.standings import of_cohort, standings
from workforce.attendance.rules.credit import LATENESS, read
from workforce.attendance.rules.ledger import Source
from workforce.attendance.rules.standing import Gap, GapKind
from workforce.catalogue.models import Course, CourseKind
from workforce.enrolment.models import Enrolment
from workforce.money.models import LedgerLine, LineKind
from workforce.people.models import Document, IdentityCheck, Person

DAY = date(2026, 4, 20)
AT_MOST = 4


def passed(session, enrolment, kind=AssessmentKind.WRITTEN, verdict=Verdict.PASSED, attempt=1):
    given = {"points": 80, "out_of": 100} if kind is AssessmentKind.WRITTEN else {}
    row = AssessmentResult(
        enrolment_id=enrolment.id, kind=kind, attempt=attempt, taken_on=DAY, verdict=verdict, note="", at=OVER, **given
    )
    return saved(session, row)


def identified(session, person_id, by):
    row = IdentityCheck(
        person_id=person_id, document=Document.PASSPORT, checked_on=DAY, checked_by_id=by.id, recorded_at=OVER
    )
    return saved(session, row)


def course_of(session, cohort):
    return session.get(Course, cohort.course_id)


def one(session, enrolment, **given):
    return standings(session, [enrolment.id], at=given.pop("at", OVER), **given)[enrolment.id]


def kinds(standing):
    return [gap.kind for gap in standing.gaps]


def test_nothing_is_there_until_somebody_records_it(session):
    cohort = make_taught(session)
    found = one(session, seated(session, cohort))
    assert [(line.counted, line.missing) for line in found.lines] == [(0, 180), (0, 120)]
    assert (found.not_recorded, found.before_joining) == (2, 0)
    assert (found.missing, found.lost) == (300, 0), "they may have been there"
    assert kinds(found) == [GapKind.MINUTES, GapKind.MINUTES, GapKind.WRITTEN, GapKind.PRACTICAL, GapKind.IDENTITY]


def test_hours_test_and_identity_make_it_complete_on_the_day_of_the_last(session):
    cohort, by = make_taught(session), make_account(session)
    enrolment = seated(session, cohort)
    for part in parts_of(session, cohort):
        mark(session, enrolment, part, part.minutes)
    passed(session, enrolment)
    passed(session, enrolment, AssessmentKind.PRACTICAL)
    identified(session, enrolment.person_id, by)
    found = one(session, enrolment)
    assert (found.is_complete, found.completed_on, found.not_recorded) == (True, DAY, 0)


def test_a_part_missed_by_a_minute_is_lost_and_made_up_in_another_cohort(session):
    cohort = make_taught(session)
    other = make_taught(session, course=course_of(session, cohort))
    enrolment = seated(session, cohort)
    part = parts_of(session, cohort)[0]
    mark(session, enrolment, part, 179)
    assert one(session, enrolment).lines[0].counted == 0
    minutes_count = {LATENESS.name: read({"part_lost": []})}
    assert one(session, enrolment, instead=minutes_count).lines[0].counted == 179
    came_as_guest(session, enrolment, parts_of(session, other)[0], 180)
    assert one(session, enrolment).lines[0].by_source == {Source.MADE_UP: 180}


def test_papers_count_until_they_are_ended(session):
    cohort, by = make_taught(session), make_account(session)
    enrolment = seated(session, cohort)
    first, second = items_of(session, course_of(session, cohort))
    credit = Credit(
        enrolment_id=enrolment.id,
        item_id=first.id,
        source=CreditSource.ELSEWHERE,
        minutes=180,
        provider="さくら学院",
        done_on=DAY,
        document="補講修了確認書",
        document_on=DAY,
        by_id=by.id,
        at=OVER,
    )
    saved(session, credit)
    assert one(session, enrolment).lines[0].by_source == {Source.ELSEWHERE: 180}
    credit.ended_at, credit.ended_reason = OVER, "別の人のもの"
    exemption = Exemption(
        enrolment_id=enrolment.id,
        subject_id=second.subject_id,
        qualification="nurse",
        document="免許証",
        asked_at=OVER,
        decided_at=OVER,
        granted=False,
    )
    saved(session, exemption)
    assert [line.counted for line in one(session, enrolment).lines] == [0, 0]
    exemption.granted = True
    assert {Source.EXEMPTED} == {source for line in one(session, enrolment).lines for source in line.by_source}


def test_an_attempt_that_failed_or_was_a_mistake_passes_nobody(session):
    enrolment = seated(session, make_taught(session))
    passed(session, enrolment, verdict=Verdict.FAILED)
    second = passed(session, enrolment, attempt=2)
    assert GapKind.WRITTEN not in kinds(one(session, enrolment))
    second.ended_at = OVER
    assert GapKind.WRITTEN in kinds(one(session, enrolment))


def test_an_identity_check_counts_for_every_record_of_that_person(session):
    enrolment, by = seated(session, make_taught(session)), make_account(session)
    kept, old = make_person(session), make_person(session)
    for row in (session.get(Person, enrolment.person_id), old):
        row.merged_into_id = kept.id
    seen = identified(session, old.id, by)
    assert GapKind.IDENTITY not in kinds(one(session, enrolment))
    seen.withdrawn_at, seen.withdrawn_by_id = OVER, by.id
    assert GapKind.IDENTITY in kinds(one(session, enrolment))


def test_what_is_still_to_be_paid_is_in_the_way(session):
    enrolment = seated(session, make_taught(session))
    line = {"kind": LineKind.CHARGE, "yen": 5000, "day": DAY, "cause": "test", "at": OVER}
    saved(session, LedgerLine(enrolment_id=enrolment.id, **line))
    assert one(session, enrolment).gaps[-1] == Gap(GapKind.DUES, yen=5000)


def test_what_two_people_set_aside_is_no_gap(session):
    enrolment = seated(session, make_taught(session, kind=CourseKind.WORKSHOP))
    asked, decided = make_account(session), make_account(session)
    waived = [gap.kept for gap in one(session, enrolment).gaps]
    given = {"waived": {"gaps": waived}, "reason": "震災で中止", "asked_by_id": asked.id, "asked_at": OVER}
    override = saved(session, CompletionOverride(enrolment_id=enrolment.id, **given))
    assert not one(session, enrolment).is_complete
    override.decided_by_id, override.decided_at, override.granted = decided.id, OVER, True
    assert one(session, enrolment).is_overridden


def test_lessons_before_somebody_got_the_seat_are_not_lessons_that_nobody_recorded(session):
    open_late = {"starts_at": LATER + timedelta(days=9), "ends_at": OVER, "closes_at": LATER + timedelta(days=9)}
    cohort = make_taught(session, **open_late)
    enrolment = seated(session, cohort)
    late = seated(session, cohort, application=somebody(1), at=LATER + timedelta(hours=12))
    found = standings(session, [enrolment.id, late.id], at=OVER)
    assert (found[enrolment.id].not_recorded, found[enrolment.id].before_joining) == (2, 0)
    assert (found[late.id].not_recorded, found[late.id].before_joining) == (1, 1)
    assert (found[late.id].missing, found[late.id].lost) == (300, 180)
    assert one(session, late, at=LATER + timedelta(hours=13)).not_recorded == 0


def test_a_cohort_that_is_over_keeps_the_rule_of_its_last_day(session):
    cohort, by = make_taught(session), make_account(session)
    enrolment = seated(session, cohort)
    part = parts_of(session, cohort)[0]
    mark(session, enrolment, part, 179)
    last = cohort.ends_at
    given = {"values": {"part_lost": []}, "source": "県の要領", "by": by, "at": MONDAY}
    policies.set_rule(session, LATENESS, from_day=(last + timedelta(days=3)).date(), **given)
    assert one(session, enrolment).lines[0].counted == 0
    cohort.ends_at = OVER + timedelta(days=9)
    session.flush()
    assert one(session, enrolment).lines[0].counted == 179


def test_a_cohort_is_read_in_four_statements(session, count_statements):
    cohort, by = make_taught(session, capacity=40), make_account(session)
    for n in range(8):
        enrolment = seated(session, cohort, application=somebody(n))
        identified(session, enrolment.person_id, by)
        passed(session, enrolment)
        for part in parts_of(session, cohort):
            mark(session, enrolment, part, part.minutes)
    cohort_id = cohort.id
    session.commit()
    with count_statements() as seen:
        found = of_cohort(session, cohort_id, at=OVER)
    assert len(found) == 8
    assert len(seen) <= AT_MOST
    assert set(found) == set(session.scalars(select(Enrolment.id)))


def test_what_happens_to_an_enrolment_later_does_not_change_when_somebody_joined(session):
    enrolment = seated(session, make_taught(session))
    before = one(session, enrolment, at=OVER)
    history.record(session, enrolment, "answers_changed", by=None, at=OVER, to_state=enrolment.state)
    after = one(session, enrolment, at=OVER)
    assert (before.not_recorded, before.before_joining) == (2, 0)
    assert (after.not_recorded, after.before_joining) == (2, 0)
