"""Accounts, as the sign-in, their owners and administrators read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from ...stored import execute
from ..models import Account, Invitation, Person, RecoveryCode, RoleGrant, SignIn
from ..rules.sign_ins import has_run_out, hashed
from .persons import in_group


@dataclass(frozen=True)
class Credentials:
    """What a password is checked against. `password_hash` is None for those who sign in by link."""

    account_id: int
    password_hash: str | None


# Built once: one of them is asked for every page of somebody signed in.
BY_TOKEN = (
    select(SignIn)
    .join(SignIn.account)
    .join(Account.person)
    .outerjoin(Account.grants)
    .options(
        contains_eager(SignIn.account).contains_eager(Account.person),
        contains_eager(SignIn.account).contains_eager(Account.grants),
    )
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.ended_at.is_(None), Account.closed_at.is_(None))
    .order_by(RoleGrant.id)
)
WHOLE = select(Account).options(joinedload(Account.person), joinedload(Account.grants))
BY_ID = WHOLE.where(Account.id == bindparam("id"))
CREDENTIALS = select(Account.id, Account.password_hash)
CREDENTIALS = CREDENTIALS.where(Account.email == bindparam("mail"), Account.closed_at.is_(None))


def by_token(session, token: str, *, at: datetime) -> Account | None:
    """Who is signed in by this cookie, with person, grants and `sign_in`; one statement.

    An ended sign-in, one that ran out and a closed account are nobody.
    """
    sign_in = session.scalars(BY_TOKEN, {"token_hash": hashed(token)}).unique().first()
    if sign_in is None:
        return None
    account = sign_in.account
    if has_run_out(started_at=sign_in.started_at, seen_at=sign_in.seen_at, roles=account.roles, at=at):
        return None
    sign_in.token, account.sign_in = token, sign_in
    return account


def credentials(session, mail) -> Credentials | None:
    row = execute(session, CREDENTIALS, mail=mail).first()
    return Credentials(*row) if row else None


def account(session, account_id) -> Account | None:
    """An account with its person and grants, in one statement."""
    return session.scalars(BY_ID, {"id": account_id}).unique().first()


def by_mail(session, mail) -> Account | None:
    return session.scalars(WHOLE.where(Account.email == mail)).unique().first()


def open_of(session, person_id) -> list[Account]:
    """The accounts by which this human can sign in, oldest first."""
    mine = WHOLE.join(Person, Person.id == Account.person_id).where(in_group(Person, person_id))
    return list(session.scalars(mine.where(Account.closed_at.is_(None)).order_by(Account.id)).unique())


def open_of_each(session, person_ids) -> dict[int, list[Account]]:
    """The same for several kept people in one statement; no entry for whoever has no open account."""
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    query = WHOLE.add_columns(kept).join(row, row.id == Account.person_id)
    query = query.where(kept.in_(person_ids), Account.closed_at.is_(None)).order_by(Account.id)
    found: dict[int, list[Account]] = {}
    for account, person_id in session.execute(query).unique():
        found.setdefault(person_id, []).append(account)
    return found


def only_closed(session, person_ids) -> set[int]:
    """Those of these people who have accounts, all of them closed."""
    query = select(Account.person_id).where(Account.person_id.in_(person_ids)).group_by(Account.person_id)
    return set(session.scalars(query.having(func.count() == func.count(Account.closed_at))))


def recovery_codes_left(session, account_id) -> int:
    query = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalar(query) or 0


def invitation(session, invitation_id) -> Invitation | None:
    return session.get(Invitation, invitation_id)


def open_invitation(session, invitation_id, *, at) -> Invitation | None:
    """An invitation that can still be accepted."""
    found = invitation(session, invitation_id)
    is_over = found is None or found.accepted_at or found.cancelled_at or found.expires_at < at
    return None if is_over else found


def open_invitations(session) -> list[Invitation]:
    """Neither accepted nor cancelled; those that have run out stay, to be sent again or cancelled."""
    query = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None))
    return list(session.scalars(query.order_by(Invitation.invited_at.desc(), Invitation.id.desc()).limit(100)))
