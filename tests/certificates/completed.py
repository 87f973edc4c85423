"""People who have completed a course, in a centre that issues certificates."""

from dataclasses import asdict

from sqlalchemy import select

from tests.attendance.taught import OVER, make_taught, mark, parts_of, seated
from tests.enrolment.applying import record, somebody
from tests.make import MONDAY, make_account, saved
from workforce import clock
from workforce.catalogue.models import CourseKind
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.certificates.actions import cohorts as actions
from workforce.certificates.models import Certificate
from workforce.certificates.queries import readiness
from workforce.certificates.rules.issuer import ISSUER, Issuer
from workforce.people.models import Document, IdentityCheck
from workforce.policies import Policy

PROVIDER = Issuer("見本市ケア人材育成センター", "センター長 見本 太郎", "見本県 福祉部")
NOW = OVER


def named_issuer(session):
    values = asdict(PROVIDER)
    return saved(
        session,
        Policy(kind=ISSUER.name, from_day=clock.today(MONDAY), values=values, source="test", set_at=MONDAY),
    )


def over(session, *, kind=CourseKind.INTRODUCTORY_TRAINING, **given):
    """A cohort whose lessons are over, in a centre where an issuer is named."""
    if session.scalar(select(Policy.id).where(Policy.kind == ISSUER.name)) is None:
        named_issuer(session)
    return make_taught(session, kind=kind, **given)


def completed(session, cohort, number, **given):
    """The n-th applicant, who was there all the time and showed a passport."""
    enrolment = seated(session, cohort, application=somebody(number, **given))
    seen = {"document": Document.PASSPORT, "checked_on": clock.today(NOW), "recorded_at": NOW}
    saved(session, IdentityCheck(person_id=enrolment.person_id, checked_by_id=make_account(session).id, **seen))
    for part in parts_of(session, cohort):
        mark(session, enrolment, part, part.minutes, at=NOW)
    return record(session, enrolment)


def ready_mark(session, cohort):
    return actions.mark_of([one for one in readiness.candidates(session, cohort.id, at=NOW) if one.is_ready])


def issue(session, cohort, *, by=None, at=NOW):
    """To everybody who is ready."""
    return actions.issue_all(session, loaded(session, cohort), seen=ready_mark(session, cohort), by=by, at=at)


def loaded(session, cohort):
    return cohort_brief(session, cohort.code)


def issued_one(session, **given):
    """(enrolment, its certificate) of one person of a cohort of their own."""
    cohort = over(session, **given)
    enrolment = completed(session, cohort, 1)
    [certificate] = issue(session, cohort)
    return record(session, enrolment), certificate


def all_certificates(session):
    return list(session.scalars(select(Certificate).order_by(Certificate.id)))


def on_paper(number):
    """What stands on a certificate, where nobody asks how it came to be issued."""
    return {
        **{"number": number, "title": "修了証明書", "name": "山田 花子", "roman": "", "birth_date": "1990-04-02"},
        **{"birth": "平成2年4月2日", "kind": "initial_training", "course": {"ja": "初任者研修"}, "minutes": 7800},
        **{"statement": "修了したことを証明する。", "completed": "令和8年3月2日", "issued": "令和8年3月2日"},
        **{"expires": None, "designation": "", "permanent": True, "issuer": asdict(PROVIDER), "back": "en"},
    }
