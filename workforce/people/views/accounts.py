"""Accounts of staff and partners: who may sign in, as what, and how they get in again."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import lists, render
from ..actions import accounts as actions
from ..actions import invitations, second_factor
from ..forms.accounts import AccountFilterForm, InviteForm, ReasonForm, RolesForm
from ..queries import account_list, timeline
from ..queries import accounts as queries
from ..rules.roles import are_staff
from . import views


@views.get("/staff/accounts")
@requires(Permission.ACCOUNTS_MANAGE)
def accounts():
    asked = AccountFilterForm(request.args)
    sort = request.args.get("sort", "name")
    page = account_list.accounts(
        db.session,
        asked.filters,
        sort=sort,
        after=request.args.get("after", None, int),
        before=request.args.get("before", None, int),
    )
    label = ngettext("%(num)s account on this page", "%(num)s accounts on this page", len(page.rows))
    return render(
        "people/accounts.html",
        asked=asked,
        page=page,
        pagination=lists.pagination(page, label),
        sort=sort,
        address=lists.address,
        invitations=queries.open_invitations(db.session),
        at=clock.now(),
    )


@views.route("/staff/accounts/invite", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def invite():
    form = InviteForm()
    if form.done(
        lambda: invitations.invite(
            db.session,
            email=form.mail.data,
            role=form.role.data,
            language=form.language.data,
            by=current_user,
            at=clock.now(),
        )
    ):
        flash(_("The invitation is on its way."))
        return redirect(url_for(".accounts"), 303)
    return render("people/invite.html", form=form)


@views.post("/staff/invitations/<int:invitation_id>/again")
@requires(Permission.ACCOUNTS_MANAGE)
def resend_invitation(invitation_id):
    return with_invitation(invitation_id, invitations.resend, _("The invitation is on its way again."))


@views.post("/staff/invitations/<int:invitation_id>/cancellation")
@requires(Permission.ACCOUNTS_MANAGE)
def cancel_invitation(invitation_id):
    return with_invitation(invitation_id, invitations.cancel, _("The invitation is cancelled."))


@views.get("/staff/accounts/<int:account_id>")
@requires(Permission.ACCOUNTS_MANAGE)
def account(account_id):
    shown = queries.account(db.session, account_id) or abort(404)
    return show(shown, RolesForm(roles=shown.roles, seen=actions.mark(shown.roles)))


@views.post("/staff/accounts/<int:account_id>/roles")
@requires(Permission.ACCOUNTS_MANAGE)
def change_roles(account_id):
    changed = queries.account(db.session, account_id) or abort(404)
    form = RolesForm()
    if form.done(
        lambda: actions.change_roles(
            db.session, changed, set(form.roles.data), seen=form.seen.data, by=current_user, at=clock.now()
        )
    ):
        flash(_("The roles are changed."))
        return redirect(url_for(".account", account_id=account_id), 303)
    return show(changed, form)


@views.route("/staff/accounts/<int:account_id>/closing", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def close_account(account_id):
    closed = queries.account(db.session, account_id) or abort(404)
    form = ReasonForm()
    if form.done(lambda: actions.close(db.session, closed, reason=form.reason.data, by=current_user, at=clock.now())):
        flash(_("The account is closed."))
        return redirect(url_for(".accounts"), 303)
    return render("people/close_account.html", form=form, account=closed)


@views.route("/staff/accounts/<int:account_id>/second-factor", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_MANAGE)
def reset_second_factor(account_id):
    changed = queries.account(db.session, account_id) or abort(404)
    form = ReasonForm()
    if form.done(
        lambda: second_factor.reset(db.session, changed, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        flash(_("The second factor is reset. It is set up anew at the next sign-in."))
        return redirect(url_for(".account", account_id=account_id), 303)
    return render("people/reset_second_factor.html", form=form, account=changed)


def show(account, form):
    return render(
        "people/account.html",
        account=account,
        form=form,
        is_staff=are_staff(account.roles),
        entries=timeline.of_rows(db.session, {"account": [account.id]}),
    )


def with_invitation(invitation_id, act, done):
    invitation = queries.invitation(db.session, invitation_id) or abort(404)
    if ButtonForm().validate_on_submit():
        act(db.session, invitation, by=current_user, at=clock.now())
        flash(done)
    return redirect(url_for(".accounts"), 303)
