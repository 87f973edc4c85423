"""Whose certificate ends soon is told so, once."""

from ...database import each_alone, hold
from ...enrolment.queries import records
from ..models import Certificate
from ..queries import certificates as queries
from ..queries.ending import LETTER, due
from . import letters
from .issuing import rules_of


def remind(session, certificate_id: int, *, at):
    """Somebody else may have done it, or replaced it, meanwhile."""
    certificate = session.get_one(Certificate, certificate_id)
    [enrolment] = records.by_ids(session, [certificate.enrolment_id])
    hold(session, enrolment)
    stands = queries.standing_of(session, [enrolment.id]).get(enrolment.id) is certificate
    if stands and not letters.is_told(session, enrolment, certificate, LETTER):
        rule = rules_of(session, enrolment.cohort.course.kind, at=at).register
        letters.tell_ending(session, enrolment, certificate, months=rule.work_months, at=at)


def remind_all(now, *, stop=lambda: False):
    each_alone(due, remind, now, stop=stop)
