"""What must be true of certificates."""

from flask_babel import lazy_gettext as _
from sqlalchemy import String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from ...attendance.queries.standings import standings
from ...certificates.actions.resting import lacks_grounds
from ...certificates.models import Certificate, CertificateCopy, CertificateNumbering, CertificateVoid
from ...enrolment.models import Enrolment, State
from ...money.models import LedgerLine
from ..registry import check

successor = aliased(Certificate)
AT_ONCE = 500
VOID = exists().where(CertificateVoid.certificate_id == Certificate.id)
REPLACED = exists().where(successor.replaces_id == Certificate.id)


@check(_("Certificates are numbered without a gap, register by register."))
def certificate_numbers_with_gaps(session, _at):
    own = Certificate.register == CertificateNumbering.register
    query = select(CertificateNumbering.register).outerjoin(Certificate, own)
    query = query.group_by(CertificateNumbering.register, CertificateNumbering.last)
    last = CertificateNumbering.last
    wrong = or_(func.count(Certificate.id) != last, func.coalesce(func.max(Certificate.number), 0) != last)
    counted = exists().where(own)
    uncounted = select(Certificate.register).where(~counted).distinct()
    return [*session.scalars(query.having(wrong)), *session.scalars(uncounted)]


@check(_("Nobody has two certificates for one enrolment that both count."))
def certificates_of_one_enrolment(session, _at):
    query = select(Certificate.enrolment_id).where(~VOID, ~REPLACED).group_by(Certificate.enrolment_id)
    return session.scalars(query.having(func.count() > 1))


@check(_("No certificate is both void and replaced."))
def certificates_void_and_replaced(session, _at):
    return session.scalars(select(Certificate.id).where(VOID, REPLACED).order_by(Certificate.id))


@check(_("Whatever replaces a certificate is of the same enrolment, and newer."))
def certificates_that_replace_another_persons(session, _at):
    query = select(successor.id).join(Certificate, Certificate.id == successor.replaces_id)
    other = or_(successor.enrolment_id != Certificate.enrolment_id, successor.at < Certificate.at)
    return session.scalars(query.where(other).order_by(successor.id))


@check(_("No certificate was issued before its course was completed, or for a time that ends before it."))
def certificates_before_their_time(session, _at):
    early = or_(Certificate.issued_on < Certificate.completed_on, Certificate.expires_on < Certificate.issued_on)
    return session.scalars(select(Certificate.id).where(early).order_by(Certificate.id))


@check(_("Whoever has a certificate that counts has the seat it was earned in."))
def certificates_without_a_seat(session, _at):
    query = select(Certificate.id).join(Enrolment, Enrolment.id == Certificate.enrolment_id)
    return session.scalars(query.where(~VOID, ~REPLACED, Enrolment.state != State.CONFIRMED).order_by(Certificate.id))


@check(_("Copies of a certificate are numbered without a gap."))
def copies_with_gaps(session, _at):
    query = select(CertificateCopy.certificate_id).group_by(CertificateCopy.certificate_id)
    return session.scalars(query.having(func.max(CertificateCopy.number) != func.count()))


@check(_("Whatever is charged for a copy of a certificate is for a copy that this person got."))
def fees_without_a_copy(session, _at):
    given = (
        select(CertificateCopy.id)
        .join(Certificate, Certificate.id == CertificateCopy.certificate_id)
        .where(
            Certificate.enrolment_id == LedgerLine.enrolment_id,
            LedgerLine.cause == literal("copy:") + cast(CertificateCopy.id, String),
        )
        .correlate(LedgerLine)
    )
    query = select(LedgerLine.id).where(LedgerLine.cause.startswith("copy:"), ~given.exists())
    return session.scalars(query.order_by(LedgerLine.id))


@check(_("Whoever has a certificate that counts has the hours and results for it, as they are recorded now."))
def certificates_without_grounds(session, at):
    """It finds as well what no action refuses: a stricter rule, a teacher who takes a roll late."""
    query = select(Certificate.id, Certificate.enrolment_id).where(~VOID, ~REPLACED, Certificate.forgotten_at.is_(None))
    query = query.join(Enrolment, Enrolment.id == Certificate.enrolment_id).where(Enrolment.forgotten_at.is_(None))
    given = {enrolment_id: certificate_id for certificate_id, enrolment_id in session.execute(query)}
    ids = sorted(given)
    wrong = []
    for first in range(0, len(ids), AT_ONCE):
        found = standings(session, ids[first : first + AT_ONCE], at=at)
        wrong += [given[one] for one, standing in found.items() if lacks_grounds(standing)]
    return sorted(wrong)
