"""Courses that are over: certificates for whoever has completed, one replaced, one void, one printed again."""

from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from .. import clock, policies
from ..catalogue.actions import sessions
from ..catalogue.hooks import Wanted
from ..catalogue.models import Cohort, CohortState, Course, CourseKind
from ..catalogue.queries.cohorts import cohort_brief, cohort_page
from ..certificates.actions import cohorts, correcting
from ..certificates.queries import readiness
from ..certificates.rules.issuer import ISSUER, Issuer
from ..certificates.rules.registers import REGISTERS
from ..enrolment.queries import records
from ..people.models import Document
from ..refusals import Refused
from ..reports.actions.sending import note_sent
from ..reports.rules.deadlines import DESIGNATED, Paper
from ..scheduling.actions import assignments as teaching
from ..scheduling.models import Duty
from ..scheduling.queries import assignments

ISSUED = (CourseKind.INTRODUCTORY_TRAINING, CourseKind.CERTIFIED_HELPER)
COHORTS = 3
BEFORE_OPENING = timedelta(days=35)
WAITS = timedelta(days=10)
"""How long after the last day certificates are issued; what was over since then waits."""
NAMED = Issuer("見本市地域包括ケア人材育成センター", "センター長　見本 太郎", "見本県 福祉部 介護人材課")
DESIGNATION = "見本県指定 第12-345号"
COPY_FEE = 500


def set_rules(session, *, by, at):
    day, source = clock.today(at), "開設時の運営会議"
    policies.set_rule(session, ISSUER, from_day=day, values=asdict(NAMED), source=source, by=by, at=at)
    initial = REGISTERS[CourseKind.INITIAL_TRAINING]
    values = asdict(initial.read(initial.shipped)) | {"designation": DESIGNATION}
    policies.set_rule(session, initial, from_day=day, values=values, source=source, by=by, at=at)
    for kind in ISSUED:
        register = REGISTERS[kind]
        values = asdict(register.read(register.shipped)) | {"fee": COPY_FEE}
        policies.set_rule(session, register, from_day=day, values=values, source=source, by=by, at=at)


def issue(session, *, staff, at):
    """For the last of these cohorts that were over long enough ago, each on a day of its own."""
    over = select(Cohort.code, Cohort.ends_at).join(Course, Course.id == Cohort.course_id)
    over = over.where(Course.kind.in_(ISSUED), Cohort.state == CohortState.PUBLISHED, Cohort.ends_at < at - WAITS)
    made = []
    newest = session.execute(over.order_by(Cohort.ends_at.desc()).limit(COHORTS)).all()
    for code, ended in reversed(newest):
        made += issue_for(session, cohort_brief(session, code), staff=staff, at=ended + WAITS)
    correct(session, made, staff=staff, at=at)


def send_papers(session, *, staff, at):
    """Plans went out in time, and every report but the last."""
    designated = select(Cohort).join(Course, Course.id == Cohort.course_id).where(Course.kind.in_(DESIGNATED))
    found = session.scalars(designated.where(Cohort.state == CohortState.PUBLISHED).order_by(Cohort.ends_at)).all()
    over = [one for one in found if one.ends_at < at]
    for cohort in found:
        planned = cohort.opens_at - BEFORE_OPENING
        if planned < at:
            note_sent(session, cohort, Paper.PLAN, words="郵送", sent=False, by=staff, at=planned)
    change_one(session, [one for one in found if one not in over], by=staff, at=at)
    for cohort in over[:-1]:
        note_sent(session, cohort, Paper.REPORT, words="郵送", sent=False, by=staff, at=cohort.ends_at + WAITS)


def change_one(session, cohorts_there, *, by, at):
    """In the next designated cohort, somebody else teaches since yesterday, in another room: a notice is to be sent."""
    known = [one for one in cohorts_there if one.opens_at - BEFORE_OPENING < at]
    if not known:
        return
    cohort, given = cohort_page(session, known[0].code), {"by": by, "at": at - timedelta(days=1)}
    assert cohort is not None
    last = cohort.sessions[-1]
    parts = {part.id for part in last.parts}
    for person_id, _name in reversed(assignments.instructors(session)):
        with suppress(Refused), session.begin_nested():  # not everybody may teach it, or is free
            teaching.assign(session, cohort, part_ids=parts, person_id=person_id, duty=Duty.ASSISTANT, **given)
            break
    where = {"starts_at": last.starts_at, "ends_at": last.ends_at, "online": last.online, "room": "第2研修室"}
    elsewhere: dict[str, Any] = where | {"wanted": Wanted("")}
    sessions.edit_session(session, cohort, last, **elsewhere, **given)


def issue_for(session, cohort, *, staff, at):
    ready = [one for one in readiness.candidates(session, cohort.id, at=at) if one.is_ready]
    return cohorts.issue_all(session, cohort, seen=cohorts.mark_of(ready), by=staff, at=at) if ready else []


def correct(session, made, *, staff, at):
    if len(made) < 3:
        return
    married, mistaken, lost = made[:3]
    given = {"by": staff, "at": at - timedelta(days=1)}
    enrolled = {one.id: one for one in records.by_ids(session, [each.enrolment_id for each in made[:3]])}
    correcting.replace(session, enrolled[married.enrolment_id], married, reason="改姓", key="demo", **given)
    why = {
        "reason": "生年月日の誤り",
        "words": "たんじょうびが まちがって いました。",
    }
    correcting.void(session, enrolled[mistaken.enrolment_id], mistaken, **why, **given)
    shown = Document.DRIVING_LICENCE.value
    correcting.copy(session, enrolled[lost.enrolment_id], lost, document=shown, reason="紛失", seen=0, **given)
