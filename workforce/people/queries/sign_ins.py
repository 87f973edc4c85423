"""The browsers in which an account is signed in, and the links that sign people in."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..models import SignIn, SignInLink
from ..rules.sign_ins import LASTS


def open_of(session, account, *, at) -> list[SignIn]:
    """Every browser that is signed in now, the one used last first."""
    mine = select(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    mine = mine.where(SignIn.started_at > at - LASTS)
    return list(session.scalars(mine.order_by(SignIn.seen_at.desc(), SignIn.id.desc()).limit(50)))


def one_of(session, account, sign_in_id) -> SignIn | None:
    """A sign-in of this account; another's is nothing."""
    return session.scalars(select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account.id)).first()


def link(session, link_id) -> SignInLink | None:
    query = select(SignInLink).options(joinedload(SignInLink.person)).where(SignInLink.id == link_id)
    return session.scalars(query).first()
