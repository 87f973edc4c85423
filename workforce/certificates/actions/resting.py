"""A certificate that counts rests on hours and results: whoever takes them back makes it void first."""

from ...attendance.queries.standings import standings
from ...attendance.rules.standing import GapKind
from ...database import hold
from ...enrolment.models import Enrolment
from ..queries import certificates as queries
from ..rules.numbers import shown
from .refusals import RestsOnThis

GROUNDS = (GapKind.MINUTES, GapKind.WRITTEN, GapKind.PRACTICAL)
"""What is paid later, or shown once more, takes nothing from a certificate."""


def refuse_taking_back(session, enrolment_id, *, at):
    """Raises RestsOnThis."""
    hold(session, session.get_one(Enrolment, enrolment_id))
    certificate = queries.standing_of(session, [enrolment_id]).get(enrolment_id)
    if certificate and lacks_grounds(standings(session, [enrolment_id], at=at)[enrolment_id]):
        raise RestsOnThis(number=shown(certificate.register, certificate.number))


def lacks_grounds(standing) -> bool:
    return not standing.lines or any(gap.kind in GROUNDS for gap in standing.gaps)
