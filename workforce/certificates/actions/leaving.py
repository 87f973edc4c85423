"""Whoever has a certificate of a cohort does not leave it without a word."""

from ...enrolment.models import State
from ...enrolment.rules.states import TRANSFER
from ..queries import certificates as queries
from .refusals import HasCertificate


def refuse_leaving(session, enrolment, entry, *, move, at):
    """Raises HasCertificate, where a confirmed seat is given up or moved. Looks nowhere else."""
    leaves = entry.from_state == State.CONFIRMED and enrolment.state is not State.CONFIRMED
    if (leaves or move == TRANSFER) and queries.standing_of(session, [enrolment.id]):
        raise HasCertificate
