"""What people are told about their certificates."""

from sqlalchemy import select

from ...enrolment.actions.messages import tell
from ...outbox import Message
from ...people.queries import contacts
from ..rules.numbers import shown


def tell_ready(session, enrolment, certificate, *, at, is_again=False):
    """`enrolment` with its person and its cohort's course. `is_again`: it had one before that was made void."""
    kind = {"is_again": True} if is_again else {"is_renewal": True} if "renewed" in certificate.content else {}
    is_replacement = certificate.replaces_id is not None
    tell_of(session, enrolment, certificate, "certificate_ready", at=at, is_replacement=is_replacement, **kind)


def tell_once(session, enrolment, certificate, *, at):
    """The letter to whoever has a new one in the place of another. The certificate, for whoever made it."""
    if not is_told(session, enrolment, certificate):
        tell_ready(session, enrolment, certificate, at=at)
    return certificate


def tell_void(session, enrolment, certificate, *, why: str, at):
    """Nobody, where everything personal was deleted."""
    if not (enrolment.forgotten_at or enrolment.person.forgotten_at):
        tell_of(session, enrolment, certificate, "certificate_void", at=at, why=why)


def tell_ending(session, enrolment, certificate, *, months: int, at):
    """`months` of work that renew it; 0: only the course does."""
    tell_of(session, enrolment, certificate, "certificate_ending", at=at, months=months or None)


def tell_of(session, enrolment, certificate, template, *, at, **more):
    """Once for each certificate: the cause is its own."""
    ends = {"ends_on": certificate.expires_on.isoformat()} if certificate.expires_on else {"ends_on": None}
    tell(
        session,
        enrolment,
        template,
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=cause_of(certificate.id),
        at=at,
        number=shown(certificate.register, certificate.number),
        **ends,
        **more,
    )


def cause_of(certificate_id: int) -> str:
    return f"certificate:{certificate_id}"


def is_told(session, enrolment, certificate, template="certificate_ready") -> bool:
    mine = (Message.person_id == enrolment.person_id, Message.template == template)
    return session.scalar(select(Message.id).where(*mine, Message.cause == cause_of(certificate.id))) is not None
