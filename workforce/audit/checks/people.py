"""What must be true of people and their accounts."""

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ...access import STAFF_ROLES
from ...people.models import Account, DuplicateCandidate, Merge, Person, RoleGrant, SignIn, Verdict
from ..registry import check


@check(_("A merged record points to the record that stands for the person now."))
def people_merged_into_merged(session, _at):
    kept = aliased(Person)
    return session.scalars(
        select(Person.id)
        .join(kept, kept.id == Person.merged_into_id)
        .where(kept.merged_into_id.is_not(None))
        .order_by(Person.id)
    )


@check(_("Every merged record has the merge that explains it, and the other way round."))
def merges_that_do_not_fit(session, _at):
    live = select(Merge.absorbed_id).where(Merge.undone_at.is_(None))
    unexplained = select(Person.id).where(Person.merged_into_id.is_not(None), Person.id.not_in(live))
    without_effect = select(Person.id).where(Person.merged_into_id.is_(None), Person.id.in_(live))
    return session.scalars(unexplained.union(without_effect).order_by("id"))


@check(_("Every pair marked as one person was merged."))
def verdicts_without_a_merge(session, _at):
    first, second = aliased(Person), aliased(Person)
    return session.scalars(
        select(DuplicateCandidate.id)
        .join(first, first.id == DuplicateCandidate.first_id)
        .join(second, second.id == DuplicateCandidate.second_id)
        .where(
            DuplicateCandidate.verdict == Verdict.MERGED,
            func.coalesce(first.merged_into_id, first.id) != func.coalesce(second.merged_into_id, second.id),
        )
        .order_by(DuplicateCandidate.id)
    )


@check(_("Everybody on the staff signs in with a second factor."))
def staff_without_a_second_factor(session, _at):
    if current_app.config["SETTINGS"].demo:
        return []
    is_staff = select(RoleGrant.account_id).where(RoleGrant.role.in_(STAFF_ROLES), RoleGrant.ended_at.is_(None))
    return session.scalars(
        select(Account.id)
        .where(Account.id.in_(is_staff), Account.closed_at.is_(None), Account.password_hash.is_not(None))
        .where(Account.totp_secret.is_(None))
        .order_by(Account.id)
    )


@check(_("Nobody is signed in to a closed account."))
def sign_ins_to_closed_accounts(session, _at):
    return session.scalars(
        select(SignIn.id)
        .join(Account, Account.id == SignIn.account_id)
        .where(Account.closed_at.is_not(None), SignIn.ended_at.is_(None))
        .order_by(SignIn.id)
    )


@check(_("Every account's address is written in one way, so that nobody has two."))
def accounts_with_capitals(session, _at):
    return session.scalars(select(Account.id).where(Account.email != func.lower(Account.email)).order_by(Account.id))
