"""The second factor of an account: set up, used, renewed, and reset by another administrator."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert, or_, update

from ... import history
from ...refusals import Refused
from ..models import Account, RecoveryCode
from ..rules import second_factor as rules
from . import sign_ins
from .passwords import tell


class WrongCode(Refused):
    message = _("This code does not fit. Type the six digits that your app shows now, or one of your recovery codes.")
    field = "code"


class CodeAlreadyUsed(Refused):
    message = _("This code was used before. Wait until your app shows the next one and type that.")
    field = "code"


class ResetByAnother(Refused):
    message = _("Ask another administrator: nobody resets their own second factor.")


class ReasonMissing(Refused):
    message = _("Say how you know that it is really this person, for example: came to the desk.")
    field = "reason"


def set_up(session, account: Account, *, secret, code, by, at) -> list[str]:
    """The app that shows `code` belongs to this account from now on; returns new recovery codes, to be shown once.

    Raises WrongCode.
    """
    step = rules.step_of(secret, code, at=at)
    if step is None:
        raise WrongCode
    was_set = account.totp_secret is not None
    account.totp_secret, account.totp_used_step = secret, step
    history.record(session, account, "second_factor_renewed" if was_set else "second_factor_set_up", by=by, at=at)
    return new_codes(session, account)


def use(session, account: Account, text, *, at):
    """Let in whoever typed the app's code or an unused recovery code. Raises WrongCode, CodeAlreadyUsed."""
    if rules.is_app_code(text):
        use_app_code(session, account, text, at=at)
    else:
        use_recovery_code(session, account, text, at=at)


def use_app_code(session, account, text, *, at):
    """Each code counts once, also for two who type it at the same moment."""
    step = rules.step_of(account.totp_secret, text, at=at)
    if step is None:
        raise WrongCode
    unused = or_(Account.totp_used_step.is_(None), Account.totp_used_step < step)
    mine = update(Account).where(Account.id == account.id, unused).values(totp_used_step=step)
    if session.execute(mine).rowcount == 0:
        raise CodeAlreadyUsed


def use_recovery_code(session, account, text, *, at):
    code_hash = rules.recovery_hash(text)
    mine = RecoveryCode.account_id == account.id, RecoveryCode.code_hash == code_hash
    taken = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=at)
    if code_hash is None or session.execute(taken).rowcount == 0:
        raise WrongCode
    entry = history.record(session, account, "recovery_code_used", by=account, at=at)
    tell(session, account, "sign_in_recovery_code_used", entry, at=at)


def renew_codes(session, account: Account, *, by, at) -> list[str]:
    """New recovery codes; the old ones are worth nothing."""
    history.record(session, account, "recovery_codes_renewed", by=by, at=at)
    return new_codes(session, account)


def reset(session, account: Account, *, reason, by, at):
    """The phone is lost, and administrator `by` made sure who is asking: it is set up anew at the next sign-in.

    Every browser is signed out and the owner is told. `account` with its person. Raises ResetByAnother, ReasonMissing.
    """
    if by is not None and by.id == account.id:
        raise ResetByAnother
    if not reason:
        raise ReasonMissing
    take_away(session, account)
    sign_ins.end_all(session, account.id, at=at)
    entry = history.record(session, account, "second_factor_reset", reason=reason, by=by, at=at)
    tell(session, account, "sign_in_second_factor_reset", entry, at=at)


def take_away(session, account):
    account.totp_secret = account.totp_used_step = None
    drop_codes(session, account)


def new_codes(session, account):
    drop_codes(session, account)
    codes = rules.new_recovery_codes()
    rows = [{"account_id": account.id, "code_hash": rules.recovery_hash(code)} for code in codes]
    session.execute(insert(RecoveryCode), rows)
    return codes


def drop_codes(session, account):
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
