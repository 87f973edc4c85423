"""Papers, exemptions, results and overrides: what is taken, what is refused, and that nothing goes round the rule."""

from datetime import date, timedelta

import pytest

from tests.attendance.taught import OVER, items_of, make_taught, mark, parts_of, seated
from tests.enrolment.applying import somebody
from tests.make import MONDAY, make_account, saved
from workforce import clock, policies
from workforce.attendance.actions import assessments, credits, exemptions, overrides
from workforce.attendance.actions.assessments import SomeWrong, Typed
from workforce.attendance.actions.credits import Paper
from workforce.attendance.models import AssessmentKind, CreditSource, Verdict
from workforce.attendance.queries.standings import standings
from workforce.attendance.rules import refusals
from workforce.attendance.rules.completion import COMPLETION
from workforce.attendance.rules.exemptions import EXEMPTIONS
from workforce.attendance.rules.ledger import Source
from workforce.attendance.rules.making_up import MAKING_UP
from workforce.attendance.rules.making_up_refusals import ReasonNotNeeded, TooManyParts
from workforce.attendance.rules.qualifications import Qualification
from workforce.attendance.rules.reports import REPORTS
from workforce.attendance.rules.standing import GapKind
from workforce.catalogue.models import Course, CourseKind, Session, Subject
from workforce.enrolment.models import State
from workforce.history import Entry
from workforce.people.models import Account

DAY = date(2026, 4, 20)
TODAY = clock.today(OVER)


def paper(source=CreditSource.ELSEWHERE, minutes=60, **given):
    defaults = {"provider": "さくら学院", "done_on": DAY, "document": "補講修了確認書", "document_on": DAY}
    return Paper(source, minutes, **defaults | given)


@pytest.fixture
def cohort(session):
    return make_taught(session)


@pytest.fixture
def by(session):
    return make_account(session)


@pytest.fixture
def enrolment(session, cohort):
    return seated(session, cohort)


def items(session, enrolment):
    return items_of(session, session.get(Course, enrolment.cohort.course_id))


def standing(session, enrolment):
    return standings(session, [enrolment.id], at=OVER)[enrolment.id]


def set_rule(session, kind, values, by):
    policies.set_rule(session, kind, from_day=TODAY, values=values, source="県の要領", by=by, at=OVER)


def test_a_paper_of_another_provider_counts_and_is_taken_back_with_a_reason(session, enrolment, by):
    item = items(session, enrolment)[0]
    credit = credits.add(session, enrolment, item, paper(), by=by, at=OVER)
    assert standing(session, enrolment).lines[0].by_source == {Source.ELSEWHERE: 60}
    with pytest.raises(refusals.ReasonMissing):
        credits.end(session, credit, reason="", by=by, at=OVER)
    credits.end(session, credit, reason="別の方の書類", by=by, at=OVER)
    assert standing(session, enrolment).lines[0].counted == 0
    with pytest.raises(refusals.EndedAlready):
        credits.end(session, credit, reason="もう一度", by=by, at=OVER)
    told = session.query(Entry.what).filter(Entry.subject == "credit").order_by(Entry.id)
    assert [what for (what,) in told] == ["credit_added", "credit_ended"]


WRONG = [
    (paper(minutes=181), refusals.TooManyMinutes),
    (paper(provider=""), refusals.ProviderMissing),
    (paper(document=""), refusals.DocumentMissing),
    (paper(done_on=TODAY + timedelta(days=1)), refusals.DayToCome),
    (paper(document_on=TODAY + timedelta(days=1)), refusals.DocumentToCome),
    (paper(CreditSource.REPORT), refusals.NotByReport),
    (paper(CreditSource.DISTANCE), refusals.AtDistanceTooLong),
]


@pytest.mark.parametrize(("given", "refused"), WRONG, ids=lambda value: getattr(value, "__name__", ""))
def test_a_paper_that_does_not_show_it_is_refused_beside_its_field(session, enrolment, by, given, refused):
    with pytest.raises(refused) as raised:
        credits.add(session, enrolment, items(session, enrolment)[0], given, by=by, at=OVER)
    assert raised.value.field


def test_nobody_gets_minutes_that_are_not_missing(session, cohort, enrolment, by):
    mark(session, enrolment, parts_of(session, cohort)[0], 180)
    with pytest.raises(refusals.NothingMissing):
        credits.add(session, enrolment, items(session, enrolment)[0], paper(), by=by, at=OVER)


def test_nobody_without_a_seat_gets_minutes(session, enrolment, by):
    enrolment.state = State.CANCELLED
    with pytest.raises(refusals.NoSeat):
        credits.add(session, enrolment, items(session, enrolment)[0], paper(), by=by, at=OVER)


def test_distance_counts_up_to_what_the_subject_allows_with_online_lessons(session, cohort, enrolment, by):
    lecture, exercise = items(session, enrolment)
    session.get(Subject, lecture.subject_id).max_distance_minutes = 200
    online = parts_of(session, cohort)[1]
    session.get(Session, online.session_id).online = True
    mark(session, enrolment, online, 120)
    at_distance = paper(CreditSource.DISTANCE, 80)
    credits.add(session, enrolment, lecture, at_distance, by=by, at=OVER)
    with pytest.raises(refusals.AtDistanceTooLong) as raised:
        credits.add(session, enrolment, lecture, paper(CreditSource.DISTANCE, 1), by=by, at=OVER)
    assert raised.value.values == {"minutes": 0}


def test_a_report_stands_for_a_lecture_where_the_rule_says_so(session, enrolment, by):
    set_rule(session, REPORTS, {"kinds": ["initial_training"]}, by)
    lecture, exercise = items(session, enrolment)
    credits.add(session, enrolment, lecture, paper(CreditSource.REPORT, provider=""), by=by, at=OVER)
    with pytest.raises(refusals.NotByReport):
        credits.add(session, enrolment, exercise, paper(CreditSource.REPORT), by=by, at=OVER)


def asked(session, enrolment, by=None, qualification=Qualification.LIFE_SUPPORT_TRAINING, document="修了証明書"):
    given = {"document": document, "document_on": DAY, "by": by, "at": OVER}
    return exemptions.ask(session, enrolment, qualification=qualification, **given)


def decided(session, enrolment, by, granted=(), answer="", document_on=DAY):
    given = {"granted": set(granted), "answer": answer, "document_on": document_on}
    return exemptions.decide(session, enrolment, **given, by=by, at=OVER)


def test_nobody_is_exempted_where_the_rule_names_no_subject(session, enrolment):
    with pytest.raises(refusals.NothingExempted):
        asked(session, enrolment)


def test_a_trainee_asks_and_staff_grant_a_subject_by_the_rule(session, enrolment, by):
    set_rule(session, EXEMPTIONS, {"initial_training": {"life_support_training": [1]}}, by)
    with pytest.raises(refusals.DocumentMissing):
        asked(session, enrolment, document="")
    [row] = asked(session, enrolment)
    with pytest.raises(refusals.AskedAlready):
        asked(session, enrolment)
    assert standing(session, enrolment).missing == 300
    with pytest.raises(refusals.AnswerMissing):
        decided(session, enrolment, by)
    decided(session, enrolment, by, answer="証明書の日付が読めません")
    assert standing(session, enrolment).missing == 300
    [again] = asked(session, enrolment)
    decided(session, enrolment, by, granted=[again.subject_id])
    assert (row.granted, again.granted) == (False, True)
    assert standing(session, enrolment).missing == 0
    with pytest.raises(refusals.DecidedAlready):
        decided(session, enrolment, by)
    exemptions.end(session, enrolment, again, reason="別の方の書類", by=by, at=OVER)
    assert standing(session, enrolment).missing == 300


def test_what_the_delivered_rule_spares_in_the_450_hours_is_130_hours_either_way():
    rule = EXEMPTIONS.read(EXEMPTIONS.shipped)
    hours = [5, 5, 30, 10, 20, 20, 20, 30, 20, 25, 45, 10, 20, 10, 20, 10, 20, 20, 60, 50]
    assert sum(hours) == 450
    for qualification in (Qualification.INITIAL_TRAINING, Qualification.HELPER_2):
        numbers = rule.subjects(CourseKind.PRACTITIONER_TRAINING, qualification)
        assert sum(hours[number - 1] for number in numbers) == 130


def test_a_whole_cohort_gets_its_points_and_who_failed_tries_again(session, cohort, enrolment, by):
    other = seated(session, cohort, application=somebody(1))
    given = {"taken_on": DAY, "out_of": 50, "by": by, "at": OVER}
    cohort = enrolment.cohort
    typed = [Typed(enrolment.id, 34), Typed(other.id, 35)]
    failed, passed = assessments.record(session, cohort, AssessmentKind.WRITTEN, typed, **given)
    assert (failed.verdict, passed.verdict) == (Verdict.FAILED, Verdict.PASSED), "70 of 100 is 35 of 50"
    [again] = assessments.record(session, cohort, AssessmentKind.WRITTEN, [Typed(enrolment.id, 50)], **given)
    assert (again.attempt, again.verdict) == (2, Verdict.PASSED)
    assert GapKind.WRITTEN not in [gap.kind for gap in standing(session, enrolment).gaps]
    assessments.end(session, again, reason="採点の誤り", by=by, at=OVER)
    assert GapKind.WRITTEN in [gap.kind for gap in standing(session, enrolment).gaps]
    [anew] = assessments.record(session, cohort, AssessmentKind.WRITTEN, [Typed(enrolment.id, 40)], **given)
    assert anew.attempt == 2


def test_every_wrong_row_is_told_and_nobody_is_recorded(session, cohort, enrolment, by):
    others = [seated(session, cohort, application=somebody(n)) for n in range(3)]
    cohort, given = enrolment.cohort, {"taken_on": DAY, "out_of": 100, "by": by, "at": OVER}
    assessments.record(session, cohort, AssessmentKind.WRITTEN, [Typed(others[0].id, 90)], **given)
    typed = [
        Typed(others[0].id, 91),
        Typed(others[1].id, 101),
        Typed(others[2].id),
        Typed(enrolment.id, 80),
        Typed(0, 1),
    ]
    with pytest.raises(SomeWrong) as raised:
        assessments.record(session, cohort, AssessmentKind.WRITTEN, typed, **given)
    assert {key: type(refusal) for key, refusal in raised.value.rows.items()} == {
        others[0].id: refusals.PassedBefore,
        others[1].id: refusals.TooManyPoints,
        others[2].id: refusals.PointsMissing,
        0: refusals.NoSeat,
    }
    assert len(raised.value.rows) == 4


def test_who_is_asked_to_practise_again_reads_what(session, enrolment, by):
    given = {"taken_on": DAY, "out_of": None, "by": by, "at": OVER}
    typed = [Typed(enrolment.id, verdict=Verdict.REPEAT)]
    with pytest.raises(SomeWrong):
        assessments.record(session, enrolment.cohort, AssessmentKind.PRACTICAL, typed, **given)
    typed = [Typed(enrolment.id, verdict=Verdict.REPEAT, note="ベッドから車いすへの移乗")]
    [result] = assessments.record(session, enrolment.cohort, AssessmentKind.PRACTICAL, typed, **given)
    assert (result.verdict, result.points) == (Verdict.REPEAT, None)
    for day, refused in (
        (TODAY + timedelta(days=1), refusals.AssessmentToCome),
        (DAY.replace(month=1), refusals.BeforeTheCourse),
    ):
        with pytest.raises(refused):
            assessments.record(session, enrolment.cohort, AssessmentKind.PRACTICAL, typed, **given | {"taken_on": day})


def test_nobody_completes_against_the_rule_by_one_persons_word(session, enrolment, by):
    with pytest.raises(refusals.ReasonMissing):
        overrides.ask(session, enrolment, reason="", by=by, at=OVER)
    override = overrides.ask(session, enrolment, reason="台風で最終日が中止", by=by, at=OVER)
    with pytest.raises(refusals.AskedAlready):
        overrides.ask(session, enrolment, reason="台風", by=by, at=OVER)
    own_other = saved(session, Account(person_id=by.person_id, email="second@example.jp", created_at=OVER))
    for same in (by, own_other):
        with pytest.raises(refusals.SecondPersonNeeded):
            overrides.decide(session, enrolment, override, is_granted=True, answer="よい", by=same, at=OVER)
    second = make_account(session)
    with pytest.raises(refusals.AnswerMissing):
        overrides.decide(session, enrolment, override, is_granted=True, answer="", by=second, at=OVER)
    overrides.decide(session, enrolment, override, is_granted=True, answer="県に確認済み", by=second, at=OVER)
    found = standing(session, enrolment)
    assert (found.is_overridden, found.completed_on) == (True, TODAY)
    with pytest.raises(refusals.DecidedAlready):
        overrides.decide(session, enrolment, override, is_granted=False, answer="いいえ", by=second, at=OVER)
    with pytest.raises(refusals.CompleteAlready):
        overrides.ask(session, enrolment, reason="もう一度", by=by, at=OVER)


def test_a_limit_of_making_up_holds_for_papers_unless_a_reason_sets_it_aside(session, enrolment, by):
    values = MAKING_UP.shipped | {"of": {"initial_training": {"is_allowed": True, "share": 0, "most": 1, "months": 0}}}
    set_rule(session, MAKING_UP, values, by)
    first, second = items(session, enrolment)
    with pytest.raises(ReasonNotNeeded):
        credits.add(session, enrolment, first, paper(), reason="念のため", by=by, at=OVER)
    credits.add(session, enrolment, first, paper(), by=by, at=OVER)
    with pytest.raises(TooManyParts):
        credits.add(session, enrolment, second, paper(), by=by, at=OVER)
    credit = credits.add(session, enrolment, second, paper(), reason="入院のため", by=by, at=OVER)
    assert credit.reason == "入院のため"


def test_results_that_are_sent_twice_are_recorded_once(session, cohort, enrolment, by):
    given = {"taken_on": DAY, "out_of": 100, "seen": 0, "by": by, "at": OVER}
    failed = [Typed(enrolment.id, 40)]
    assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, failed, **given)
    with pytest.raises(refusals.RecordedMeanwhile):
        assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, failed, **given)
    [again] = assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, failed, **given | {"seen": 1})
    assert again.attempt == 2


def test_a_test_is_judged_by_the_rule_of_its_day(session, enrolment, by):
    stricter = COMPLETION.shipped | {"initial_training": {"written": 80, "practical": True}}
    next_day = {"from_day": DAY + timedelta(days=1), "source": "県", "by": by, "at": MONDAY}
    policies.set_rule(session, COMPLETION, values=stricter, **next_day)
    given = {"taken_on": DAY, "out_of": 100, "by": by, "at": OVER}
    [passed] = assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, [Typed(enrolment.id, 75)], **given)
    assert passed.verdict is Verdict.PASSED


def test_nobody_tries_again_before_they_tried(session, enrolment, by):
    given = {"out_of": 100, "by": by, "at": OVER}
    failed = [Typed(enrolment.id, 40)]
    assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, failed, taken_on=DAY, **given)
    earlier = {"taken_on": DAY - timedelta(days=1)}
    with pytest.raises(SomeWrong) as raised:
        assessments.record(session, enrolment.cohort, AssessmentKind.WRITTEN, failed, **given | earlier)
    assert isinstance(raised.value.rows[enrolment.id], refusals.BeforeLastAttempt)
