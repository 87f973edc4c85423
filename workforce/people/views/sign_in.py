"""Signing in with mail and password, and signing out."""

from functools import partial
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user

from ... import clock
from ...access import Permission, may, public
from ...database import db, survive
from ...forms import ButtonForm
from ...refusals import Refused
from ...web import render
from ...web.visitors import address, key
from ..actions import attempts, passwords, sign_ins
from ..forms.sign_in import SignInForm
from ..queries import accounts as queries
from ..rules import browsers, throttles
from ..rules import passwords as rules
from ..rules.roles import are_staff
from . import views

SECOND_FACTOR = "second_factor"
SECOND_FACTOR_SECONDS = 15 * 60


class WrongPassword(Refused):
    message = lazy_gettext("This mail address and this password do not belong together. Check both and try again.")
    field = "password"


@views.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    if current_user.is_authenticated:
        return redirect(way_on(request.args.get("next"), current_user), 303)
    form = SignInForm(next=request.args.get("next"))
    at = clock.now()
    if form.done(lambda: checked(form.mail.data, form.password.data, at=at)):
        return go_on(form.result, back=form.next.data, by_link=False, at=at)
    return render("people/sign_in.html", form=form)


@views.post("/sign-out")
@public
def sign_out():
    if ButtonForm().validate_on_submit():
        if current_user.is_authenticated:
            sign_ins.end(db.session, current_user.sign_in, at=clock.now())
        logout_user()
        session.clear()
        flash(_("You are signed out."))
    return redirect(url_for("site.home"), 303)


def checked(mail, password, *, at):
    """The open account of this mail and password. Raises WrongPassword, TooManyTries.

    An unknown mail takes as long as a wrong password and reads the same.
    """
    keys = {key("password", mail): throttles.ACCOUNT, key("address", address()): throttles.ADDRESS}
    tried = attempts.refuse_too_many(db.session, keys, at=at)
    known = queries.credentials(db.session, mail)
    db.session.rollback()  # the hash takes 25 ms: on SQLite nobody else could write meanwhile
    if not rules.matches(password, known.password_hash if known else None) or known is None:
        survive(partial(attempts.note, keys=keys, at=at))
        raise WrongPassword
    if key("password", mail) in tried:
        attempts.forget(db.session, key("password", mail))
    account = queries.account(db.session, known.account_id)
    passwords.renew_hash(db.session, account, password)
    return account


def go_on(account, *, back, by_link, at):
    """Staff are asked for the second factor, everybody else is in. In a demo a password is enough for all."""
    is_demo = current_app.config["SETTINGS"].demo
    if is_demo or not are_staff(account.roles):
        return enter(account, back=back, by_link=by_link, at=at)
    session.clear()
    until = int(at.timestamp()) + SECOND_FACTOR_SECONDS
    session[SECOND_FACTOR] = {"account": account.id, "until": until, "next": back, "by_link": by_link}
    if account.totp_secret:
        return redirect(url_for(".second_factor"), 303)
    return redirect(url_for(".set_up_second_factor"), 303)


def enter(account, *, back, by_link, at):
    """Signed in, in a new session: what somebody put into the old one before is gone."""
    session.clear()
    sign_ins.start(db.session, account, browser=browsers.named(request.user_agent.string), at=at)
    login_user(account)
    session.permanent = True
    session["by_link"] = by_link
    return redirect(way_on(back, account), 303)


def way_on(back, account):
    """Where they were going, or where their kind of work begins."""
    if is_own_path(back):
        return back
    if may(account, Permission.DESK_USE):
        return url_for("desk.home")
    if may(account, Permission.ATTENDANCE_TAKE):
        return url_for("attendance.lessons")
    return url_for("enrolment.operator_start" if may(account, Permission.OPERATOR_USE) else "people.my_page")


def is_own_path(path):
    """Whether this is the path of a page of ours, and not another site in disguise."""
    if not path or not path.startswith("/") or path[1:2] in {"/", "\\"}:
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc and path.isprintable()
