"""Papers that make up for hours, the final assessments, what is asked against the rule. Mostly plain rows: many."""

from datetime import timedelta

from sqlalchemy import insert, select

from .. import clock
from ..attendance.actions import exemptions, overrides
from ..attendance.models import AssessmentKind, AssessmentResult, Credit, CreditSource, Verdict
from ..attendance.queries.standings import of_cohort
from ..attendance.rules.completion import COMPLETION
from ..attendance.rules.qualifications import Qualification
from ..catalogue.models import Cohort, CohortState, Course
from ..enrolment.queries.records import by_ids
from ..refusals import Refused

KINDS = (
    "initial_training",
    "life_support_training",
    "practitioner_training",
    "introductory_training",
    "certified_helper",
)
MADE_UP = 0.9  # of those who missed something in a course that is over
PASSES, SKILLED = 0.9, 0.95  # at once; most of the others the second time
SECOND = 0.8
OUT_OF, PASS = 100, 70
PROVIDER, PAPER = "見本介護学院", "補講修了確認書"
PRACTISE = "ベッドから車いすへの移乗を、もう一度練習してください。"
AGAINST = "最終日が台風で休講になり、振替日に入院していたため。県に相談済み。"


def add(session, *, staff, random, at):
    cohorts = select(Cohort, Course.kind).join(Course, Course.id == Cohort.course_id)
    cohorts = cohorts.where(Cohort.state == CohortState.PUBLISHED, Course.kind.in_(KINDS), Cohort.ends_at < at)
    rule = COMPLETION.read(COMPLETION.shipped)
    for cohort, kind in session.execute(cohorts.order_by(Cohort.ends_at)).all():
        found = of_cohort(session, cohort.id, at=at)
        papers = [row for one in found.values() if random.random() < MADE_UP for row in papers_of(one, cohort, staff)]
        results = [row for one in found for row in results_of(one, rule.asked(kind), cohort, staff, random)]
        for table, rows in ((Credit, papers), (AssessmentResult, results)):
            if rows:
                session.execute(insert(table), rows)
    session.flush()
    ask_against_the_rule(session, staff=staff, at=at)
    ask_to_leave_out(session, at=at)


def papers_of(standing, cohort, staff):
    """Everything that is missing was made up at another school in the last week."""
    done = clock.today(cohort.ends_at - timedelta(days=3))
    for line in standing.lines:
        if line.missing:
            yield {
                "enrolment_id": standing.enrolment_id,
                "item_id": line.item_id,
                "source": CreditSource.ELSEWHERE,
                "minutes": line.missing,
                "provider": PROVIDER,
                "done_on": done,
                "document": PAPER,
                "document_on": done,
                "by_id": staff.id,
                "at": cohort.ends_at,
            }


def results_of(enrolment_id, asked, cohort, staff, random):
    if asked.written is not None:
        points = random.randrange(PASS, OUT_OF + 1) if random.random() < PASSES else random.randrange(45, PASS)
        yield from attempts(enrolment_id, AssessmentKind.WRITTEN, points >= PASS, points, cohort, staff, random)
    if asked.practical:
        is_skilled = random.random() < SKILLED
        yield from attempts(enrolment_id, AssessmentKind.PRACTICAL, is_skilled, None, cohort, staff, random)


def attempts(enrolment_id, kind, is_passed, points, cohort, staff, random):
    failed = Verdict.FAILED if kind is AssessmentKind.WRITTEN else Verdict.REPEAT
    note = (
        "" if is_passed or kind is AssessmentKind.WRITTEN else "ベッドから車いすへの移乗を、もう一度練習してください。"
    )
    verdict = Verdict.PASSED if is_passed else failed
    yield attempt(enrolment_id, kind, 1, verdict, points, note, cohort, staff)
    if not is_passed and random.random() < SECOND:
        yield attempt(enrolment_id, kind, 2, Verdict.PASSED, points and PASS + 4, "", cohort, staff)


def attempt(enrolment_id, kind, number, verdict, points, note, cohort, staff):
    return {
        "enrolment_id": enrolment_id,
        "kind": kind,
        "attempt": number,
        "taken_on": clock.today(cohort.ends_at),
        "points": points,
        "out_of": None if points is None else OUT_OF,
        "verdict": verdict,
        "note": note,
        "by_id": staff.id,
        "at": cohort.ends_at,
    }


def ask_against_the_rule(session, *, staff, at):
    """One trainee of the last long course that is over lacks hours; a second person is to decide."""
    query = select(Cohort.id).join(Course, Course.id == Cohort.course_id).where(Course.kind == KINDS[0])
    last = session.scalar(query.where(Cohort.ends_at < at).order_by(Cohort.ends_at.desc()).limit(1))
    short = [one for one in of_cohort(session, last, at=at).values() if one.lost] if last else []
    for enrolment in by_ids(session, [short[0].enrolment_id]) if short else ():
        overrides.ask(session, enrolment, reason=AGAINST, by=staff, at=at)


def ask_to_leave_out(session, *, at):
    """Somebody in the longest course shows the certificate of the one before it."""
    query = select(Cohort.id).join(Course, Course.id == Cohort.course_id)
    query = query.where(Course.kind == "practitioner_training", Cohort.state == CohortState.PUBLISHED)
    for cohort_id in session.scalars(query.order_by(Cohort.starts_at.desc()).limit(2)).all():
        for enrolment in by_ids(session, list(of_cohort(session, cohort_id, at=at))[:2]):
            given = {"document": "初任者研修修了証明書", "document_on": None, "by": None, "at": at}
            try:
                exemptions.ask(session, enrolment, qualification=Qualification.INITIAL_TRAINING, **given)
            except Refused:
                continue
