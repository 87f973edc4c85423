"""My password."""

from functools import partial

from flask import flash, redirect, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db, survive
from ...web import render
from ...web.visitors import key
from ..actions import attempts
from ..actions import passwords as actions
from ..forms.own import NewPasswordForm, PasswordForm
from ..rules import passwords as rules
from ..rules import throttles
from ..rules.roles import are_staff
from . import views
from .sign_in import WrongPassword


class WrongCurrentPassword(WrongPassword):
    field = "current"


@views.route("/my/password", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def password():
    """Whoever forgot the old one signs in by a link (and the second factor) and types only the new one here."""
    account = current_user._get_current_object()
    if account.password_hash is None and not are_staff(account.roles):
        return redirect(url_for(".my_page"), 303)
    asks_current = account.password_hash is not None and not session.get("by_link")
    form = PasswordForm() if asks_current else NewPasswordForm()
    if form.done(lambda: change(account, form, at=clock.now())):
        session["by_link"] = False
        flash(_("Your password is changed. All other browsers are signed out."))
        return redirect(url_for(".my_page"), 303)
    return render("people/password.html", form=form, account=account)


def change(account, form, *, at):
    if "current" in form:
        check_current(account, form.current.data, at=at)
    actions.set_password(db.session, account, password=form.password.data, by=account, at=at)


def check_current(account, password, *, at):
    keys = {key("password", account.email): throttles.ACCOUNT}
    attempts.refuse_too_many(db.session, keys, at=at)
    if not rules.matches(password, account.password_hash):
        survive(partial(attempts.note, keys=keys, at=at))
        raise WrongCurrentPassword
