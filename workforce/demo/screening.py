"""Two cohorts whose people are chosen by criteria: in one points are being given, in the other people still apply."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from .. import clock
from ..access import Role
from ..catalogue.actions import cohorts, sessions
from ..catalogue.models import Selection
from ..catalogue.queries.cohorts import cohort_page
from ..enrolment.actions.selection import set_selection
from ..i18n.wording import localized_text
from ..people.actions import accounts as making
from ..people.actions import persons
from ..people.models import Account
from ..people.rules.names import name_of
from ..scheduling.actions.allotting import find_rooms
from ..screening.actions import assessors, beginning, marking, sheets
from ..screening.actions.sheets import Wanted
from ..screening.models import TieRule
from ..screening.queries import assessments
from . import days
from .enrolments import moments, one_more
from .plan import RUNS, SAT, Run

COURSE = "multi_professional_workshop"
HOURS = RUNS[COURSE][0].hours
RUN = Run(0, (SAT,), HOURS, 4, 0, minimum=0)
PEOPLE, GIVEN = 9, 5
ASKED = ["plan_after", "done_before"]
OPENING, CLOSING = time(9), time(17)
PLANNED_BEFORE = timedelta(days=20)
COLLEAGUE = ("西村", "健", "ニシムラ", "ケン")
CRITERIA = (
    Wanted(
        localized_text(
            "学んだことの生かし方",
            easy="{習|なら}った ことの {使|つか}い{方|かた}",
            en="Use of what you learn",
            vi="Cách dùng điều đã học",
        ),
        localized_text(
            "どこで、誰のために使いたいかが具体的に書いてある：高い点。思いだけで、使い方が見えない：低い点。",
            easy="どこで、だれの ために {使|つか}うか、くわしく {書|か}いて ありますか。",
            en="Says where and for whom: many points. Only a wish, no use in sight: few.",
            vi="Nêu rõ dùng ở đâu, cho ai: điểm cao. Chỉ nêu mong muốn: điểm thấp.",
        ),
        10,
    ),
    Wanted(
        localized_text(
            "これまでの経験",
            easy="{今|いま}までの {経験|けいけん}",
            en="What you have done so far",
            vi="Những gì đã làm",
        ),
        localized_text(
            "介護の仕事のほか、家族の介護、ボランティアも同じように見る。",
            easy="{家族|かぞく}の {介護|かいご}や ボランティアも {仕事|しごと}と {同|おな}じです。",
            en="Care in the family and volunteering count as much as work.",
            vi="Chăm sóc người nhà và tình nguyện được tính như công việc.",
        ),
        5,
    ),
)


@dataclass(frozen=True)
class Round:
    """Days from today."""

    opens: int
    closes: int
    begins: int


ROUNDS = (Round(-30, -2, 25), Round(-5, 20, 45))


def load(session, course, everybody, *, here, staff, random, at):
    colleague = make_colleague(session, by=staff, at=at - PLANNED_BEFORE)
    instructor = session.scalars(select(Account).where(Account.email == "instructor@demo.example")).one()
    for planned in ROUNDS:
        cohort = make_cohort(session, course, planned, place_id=here[0], by=staff, at=at)
        until = min(at, cohort.closes_at)
        count = PEOPLE if until == cohort.closes_at else PEOPLE // 3
        people = random.sample(everybody, count)
        for moment, invented in zip(moments(random, cohort.opens_at, until, count), people, strict=True):
            one_more(session, cohort, invented, staff=staff, random=random, at=moment)
        for account in (instructor, colleague):
            assessors.name(session, cohort.id, account_id=account.id, by=staff, at=until)
        if cohort.closes_at <= at:
            beginning.begin(session, cohort.id, by=None, at=cohort.closes_at, random=random)
            give(session, cohort, colleague, None, random=random, at=cohort.closes_at + timedelta(hours=20))
            marking.close(session, cohort.id, by=colleague, at=cohort.closes_at + timedelta(hours=21))
            give(session, cohort, instructor, GIVEN, random=random, at=cohort.closes_at + timedelta(hours=22))


def make_colleague(session, *, by, at):
    """The other who gives points: an instructor without a password."""
    family, given, family_kana, given_kana = COLLEAGUE
    person, _is_new = persons.find_or_create(
        session,
        name=name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana),
        birth_date=date(1977, 3, 9),
        mail="colleague@demo.example",
        phone=None,
        language="ja",
        at=at,
    )
    return making.create(session, person=person, email="colleague@demo.example", roles=[Role.INSTRUCTOR], by=by, at=at)


def make_cohort(session, course, planned, *, place_id, by, at):
    opens_at, closes_at = (
        clock.instant(clock.today(at) + timedelta(days=number), hour)
        for number, hour in ((planned.opens, OPENING), (planned.closes, CLOSING))
    )
    planned_at = opens_at - PLANNED_BEFORE
    cohort = cohorts.create_cohort(
        session,
        course=course,
        opens_at=opens_at,
        closes_at=closes_at,
        capacity=RUN.capacity,
        place_id=place_id,
        languages=["easy", "vi"],
        lead_id=by.person.id,
        by=by,
        at=planned_at,
    )
    first = clock.today(at) + timedelta(days=planned.begins)
    meeting = days.meeting_days(RUN, first, sum(subject.minutes for subject in course.subjects), begins=first)
    for starts, length in HOURS:
        ends = (clock.local(clock.instant(meeting[0], starts)) + timedelta(minutes=length)).time()
        sessions.plan_sessions(session, cohort, days=meeting, starts=starts, ends=ends, by=by, at=planned_at)
    sessions.fill_sessions(session, cohort, by=by, at=planned_at)
    find_rooms(session, cohort, by=by, at=planned_at)
    set_selection(session, cohort, selection=Selection.SCREENING, bands=[], by=by, at=planned_at)
    sheets.write(
        session,
        cohort,
        criteria=CRITERIA,
        questions=ASKED,
        minimum=4,
        tie_rule=TieRule.FIRST_CRITERION,
        reason=None,
        by=by,
        at=planned_at,
    )
    cohorts.publish_cohort(session, cohort, by=by, at=planned_at)
    session.flush()
    return cohort_page(session, cohort.code, again=True)


def give(session, cohort, account, count, *, random, at):
    """Points for the first `count` applicants, None: for all. Both see much the same in an applicant, mostly."""
    found = assessments.assessment(session, cohort.id)
    for one in found.candidates[:count]:
        worth = (one.number * 5) % 7 + 3
        points = {
            criterion.id: min(max(worth * criterion.most // 10 + random.choice((-1, 0, 0, 1)), 0), criterion.most)
            for criterion in found.criteria
        }
        marking.give(session, cohort.id, number=one.number, points=points, by=account, at=at)
