"""What becomes of a certificate later: void, replaced, renewed, printed again. Its own row never changes."""

from dataclasses import dataclass
from datetime import date

from ... import clock, history, policies
from ...catalogue.models import FeeKind
from ...database import hold
from ...money.actions import booking
from ...money.models import LineKind
from ...money.rules.refunds import months_later
from ...money.rules.terms import PAYMENT_TERM
from ...people.models import Document
from ..models import Certificate, CertificateCopy, CertificateVoid
from ..queries import certificates as queries
from ..rules.content import Award
from . import letters
from .issuing import make, refuse_course, refuse_person, rules_of
from .refusals import (
    DocumentMissing,
    Forgotten,
    NoCopies,
    NotRenewable,
    OfficeMissing,
    OutsideItsTime,
    ReasonMissing,
    ReplacedAlready,
    VoidAlready,
    WordsMissing,
    WorkedTooLittle,
)


def void(session, enrolment, certificate: Certificate, *, reason: str, words: str, by, at) -> CertificateVoid:
    """It counts no more, and its holder is told so. `reason` is for staff, `words` are the holder's; `enrolment` as
    letters need it. Raises ReasonMissing, WordsMissing, VoidAlready, ReplacedAlready.
    """
    if not reason:
        raise ReasonMissing
    if not words:
        raise WordsMissing
    hold_standing(session, enrolment, certificate)
    made = CertificateVoid(
        certificate_id=certificate.id, reason=reason, words=words, by_id=by.id if by else None, at=at
    )
    session.add(made)
    history.record(session, certificate, "certificate_voided", by=by, at=at, reason=reason)
    letters.tell_void(session, enrolment, certificate, why=words, at=at)
    return made


def replace(session, enrolment, certificate: Certificate, *, reason: str, key: str, by, at) -> Certificate:
    """Another with the name as the record has it now, for the same time. The same `key` is the same certificate.

    Raises ReasonMissing, VoidAlready, ReplacedAlready, and what `refuse_course` and `refuse_person` find.
    """
    if not reason:
        raise ReasonMissing
    hold(session, enrolment)
    if before := queries.by_key(session, key):
        return before
    made = another(session, enrolment, certificate, ends=certificate.expires_on, key=key, by=by, at=at)
    history.record(session, certificate, "certificate_replaced", by=by, at=at, reason=reason)
    return made


@dataclass(frozen=True)
class Work:
    """Proof of work instead of the course."""

    office: str
    document: str
    since: date
    until: date


def renew(session, enrolment, certificate: Certificate, work: Work, *, key: str, by, at) -> Certificate:
    """Another for the next time, because the person worked. The same `key` is the same certificate.

    Raises OfficeMissing, NotRenewable, OutsideItsTime, WorkedTooLittle, and what `replace` does.
    """
    hold(session, enrolment)
    if before := queries.by_key(session, key):
        return before
    rule = rules_of(session, queries.kind_of(session, certificate), at=at).register
    refuse_work(rule, certificate, work, today=clock.today(at))
    begins = max(certificate.expires_on or clock.today(at), clock.today(at))
    proof = {"office": work.office, "document": work.document, "since": str(work.since), "until": str(work.until)}
    given = {"ends": rule.last_day(begins), "key": key, "by": by, "at": at, "renewed": proof}
    made = another(session, enrolment, certificate, **given)
    history.record(session, certificate, "certificate_renewed", by=by, at=at)
    return made


def refuse_work(rule, certificate, work: Work, *, today: date):
    if not work.office or not work.document:
        raise OfficeMissing
    if not (rule.work_months and rule.expires and certificate.expires_on):
        raise NotRenewable
    if not certificate.issued_on <= work.since <= work.until <= min(certificate.expires_on, today):
        raise OutsideItsTime
    if months_later(work.since, rule.work_months) > work.until:
        raise WorkedTooLittle(months=rule.work_months)


def another(session, enrolment, certificate, *, ends, key, by, at, **more) -> Certificate:
    hold_standing(session, enrolment, certificate)
    content = certificate.content
    kind = queries.kind_of(session, certificate)
    rules = rules_of(session, kind, at=at)
    refuse_course(rules)
    refuse_person(enrolment)
    award = Award(kind, content["course"], content["minutes"], certificate.completed_on)
    return make(session, enrolment, award, rules, ends=ends, key=key, by=by, at=at, replaces=certificate, **more)


def copy(
    session, enrolment, certificate: Certificate, *, document: str, reason: str, seen: int, by, at
) -> CertificateCopy:
    """Printed again for the person themselves, whose `document` was seen; what it costs is booked with it. `seen`: how
    many copies the page showed, so that a form that is sent twice makes one.

    Raises ReasonMissing, DocumentMissing, NoCopies, VoidAlready, ReplacedAlready.
    """
    if not reason:
        raise ReasonMissing
    if document not in list(Document):
        raise DocumentMissing
    hold_standing(session, enrolment, certificate)
    made = queries.copies_of(session, [certificate.id]).get(certificate.id, [])
    if len(made) > seen:
        return made[-1]
    rule = rules_of(session, queries.kind_of(session, certificate), at=at).register
    if not rule.copies:
        raise NoCopies
    new = CertificateCopy(
        certificate_id=certificate.id,
        number=len(made) + 1,
        reason=reason,
        document=document,
        issued_on=clock.today(at),
        by_id=by.id if by else None,
        at=at,
    )
    session.add(new)
    history.record(session, certificate, "certificate_copied", by=by, at=at, reason=reason)
    if rule.fee:
        charge(session, enrolment, new, rule.fee, by=by, at=at)
    return new


def cause_of(copy: CertificateCopy) -> str:
    """Of the line about what it costs."""
    return f"copy:{copy.id}"


def charge(session, enrolment, copy: CertificateCopy, yen: int, *, by, at):
    """Besides the seat: whoever waives it takes the line back, as with every line."""
    session.flush()
    term = policies.current(session, PAYMENT_TERM, at=at)
    given = {"tax": term.tax[FeeKind.TUITION], "due_on": term.due_on(clock.today(at))}
    booking.book(session, enrolment.id, LineKind.CHARGE, yen, cause=cause_of(copy), by=by, at=at, **given)
    enrolment.has_fees = True


def hold_standing(session, enrolment, certificate):
    """Raises Forgotten, VoidAlready, ReplacedAlready."""
    hold(session, enrolment)
    if certificate.forgotten_at:
        raise Forgotten
    now = queries.by_id(session, certificate.id)
    if now is None or now.void:
        raise VoidAlready
    if now.successor_id:
        raise ReplacedAlready
