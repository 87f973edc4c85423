"""Certificates of enrolments whose time is over: what the register needs stays, where the law keeps it for good."""

from sqlalchemy import select, update

from ... import history
from ...certificates.models import Certificate, CertificateCopy, CertificateVoid
from ...certificates.rules.content import forgotten, unproven
from .steps import QUIETLY, silence


def forget(session, enrolment_ids, at):
    """Number, course and days stay of each, the name and the birth date of those whose register is kept for good.

    Why one was void or printed again, what was shown for that, and where somebody worked goes.
    """
    found = session.scalars(select(Certificate).where(Certificate.enrolment_id.in_(enrolment_ids))).all()
    ids = [one.id for one in found]
    if not ids:
        return
    with history.retention(session):
        for one in found:
            if one.content["permanent"]:
                one.content = unproven(one.content)
            else:
                one.content, one.forgotten_at = forgotten(one.content), at
        session.flush()
        reasons = update(CertificateVoid).where(CertificateVoid.certificate_id.in_(ids)).values(reason="", words=None)
        shown = update(CertificateCopy).where(CertificateCopy.certificate_id.in_(ids)).values(reason="", document="")
        session.execute(reasons, execution_options=QUIETLY)
        session.execute(shown, execution_options=QUIETLY)
    silence(session, Certificate, ids)
