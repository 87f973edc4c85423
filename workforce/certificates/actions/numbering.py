"""The next number of a register: held until the transaction ends, so that none is given twice and none is lost."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ...database import hold
from ..models import CertificateNumbering


def next_number(session, register: str) -> int:
    """Who comes next waits; a transaction that fails gives its number back."""
    numbering = numbering_of(session, register)
    hold(session, numbering)
    session.refresh(numbering)
    numbering.last += 1
    session.flush()
    return numbering.last


def numbering_of(session, register: str) -> CertificateNumbering:
    own = select(CertificateNumbering).where(CertificateNumbering.register == register)
    if found := session.scalar(own):
        return found
    try:
        with session.begin_nested():
            made = CertificateNumbering(register=register, last=0)
            session.add(made)
        return made
    except IntegrityError:  # somebody else issued the first of the register at the same moment
        return session.scalars(own).one()
