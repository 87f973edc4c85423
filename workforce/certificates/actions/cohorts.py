"""The certificates of a cohort, in one action: for everybody who has completed, and has none."""

from sqlalchemy import select

from ... import clock
from ...database import hold
from ...enrolment.models import Enrolment, State
from ..models import Certificate
from ..queries import certificates as queries
from ..queries import readiness
from . import letters
from .issuing import award_of, first_key, make, refuse_course, refuse_person, rules_of
from .refusals import HasOne, NobodyReady, SeenBefore


def issue_all(session, cohort, *, seen: str, by, at) -> list[Certificate]:
    """To whom the page showed as ready. `seen`: their mark, see `mark_of`; `cohort` with its course.

    Pressed again, nobody gets another. Raises SeenBefore, NobodyReady, NoRegister, NoIssuer.
    """
    rules = rules_of(session, cohort.course.kind, at=at)
    refuse_course(rules)
    hold_everybody(session, cohort)
    found = readiness.candidates(session, cohort.id, at=at)
    ready = [one for one in found if one.is_ready]
    if not ready:
        raise NobodyReady
    if mark_of(ready) != seen:
        raise SeenBefore
    minutes = readiness.minutes_of(session, cohort.course_id)
    return [issue(session, one, rules, minutes, by=by, at=at) for one in ready]


def issue_one(session, enrolment, *, by, at) -> Certificate:
    """To one person of a cohort; `enrolment` with its person and its cohort's course.

    Raises HasOne, NobodyReady, and what `refuse_course` and `refuse_person` find.
    """
    rules = rules_of(session, enrolment.cohort.course.kind, at=at)
    refuse_course(rules)
    hold_everybody(session, enrolment.cohort)
    session.refresh(enrolment, ["state", "forgotten_at"])
    refuse_person(enrolment)
    found = {one.enrolment.id: one for one in readiness.candidates(session, enrolment.cohort_id, at=at)}
    one = found[enrolment.id]
    if one.certificate:
        raise HasOne
    if not one.is_complete:
        raise NobodyReady
    return issue(session, one, rules, readiness.minutes_of(session, enrolment.cohort.course_id), by=by, at=at)


def hold_everybody(session, cohort):
    """People before numbers, and people in one order: nobody waits in a ring."""
    hold(session, cohort)
    seated = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.state == State.CONFIRMED)
    for enrolment in session.scalars(seated.order_by(Enrolment.id)).all():
        hold(session, enrolment)


def mark_of(ready) -> str:
    """Who was seen as ready."""
    return ",".join(str(one) for one in sorted(candidate.enrolment.id for candidate in ready))


def issue(session, candidate, rules, minutes, *, by, at) -> Certificate:
    enrolment, standing = candidate.enrolment, candidate.standing
    award = award_of(enrolment, minutes, standing.completed_on or last_day(enrolment.cohort, at))
    ends = rules.register.last_day(clock.today(at))
    before = len(queries.of_enrolment(session, enrolment.id))
    key = first_key(enrolment.id, before)
    certificate = make(session, enrolment, award, rules, ends=ends, key=key, by=by, at=at)
    letters.tell_ready(session, enrolment, certificate, at=at, is_again=before > 0)
    return certificate


def last_day(cohort, at):
    """Where no proof has a day of its own."""
    return clock.today(min(cohort.ends_at or at, at))
