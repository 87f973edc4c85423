"""The second factor of staff: the code of an app or a recovery code; setting it up, and renewing it."""

import io
from functools import partial

from flask import Response, abort, current_app, flash, redirect, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n
from ...access import Permission, public, requires
from ...database import db, survive
from ...forms import ButtonForm
from ...refusals import Refused
from ...web import render
from ...web.visitors import key
from ..actions import attempts
from ..actions import second_factor as actions
from ..forms.sign_in import CodeForm
from ..queries import accounts as queries
from ..rules import second_factor as rules
from ..rules import throttles
from . import views
from .sign_in import SECOND_FACTOR, enter, way_on

SECRET = "new_secret"
CODES = "new_codes"


@views.route("/sign-in/second-factor", methods=["GET", "POST"])
@public
def second_factor():
    at = clock.now()
    step = waiting(at)
    account = step and queries.account(db.session, step["account"])
    if not account or not account.totp_secret or account.closed_at:
        return redirect(url_for(".sign_in"), 303)
    form = CodeForm()
    if form.done(lambda: use(account, form.code.data, at=at)):
        answer = enter(account, back=step["next"], by_link=step["by_link"], at=at)
        if not rules.is_app_code(form.code.data):
            flash(_("If your phone is lost, set up the new one on your page."))
        return answer
    return render("people/second_factor.html", form=form)


@views.route("/sign-in/second-factor/new", methods=["GET", "POST"])
@public
def set_up_second_factor():
    """For staff whose password was right and who have no second factor yet."""
    at = clock.now()
    step = waiting(at)
    account = step and queries.account(db.session, step["account"])
    if not account or account.totp_secret or account.closed_at:
        return redirect(url_for(".sign_in"), 303)
    form, codes = set_up(account, at=at)
    if codes:
        enter(account, back=None, by_link=False, at=at)
        return show_codes(codes)
    return show_set_up(form, url_for(".set_up_second_factor"))


@views.route("/my/second-factor", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def renew_second_factor():
    """Another phone: first the code of the old one (or a recovery code), then the new one."""
    account = own_account()
    if not account.totp_secret:
        return redirect(url_for(".my_page"), 303)
    form = CodeForm()
    if form.done(lambda: use(account, form.code.data, at=clock.now())):
        session["may_renew"] = account.sign_in.id
        session.pop(SECRET, None)
        return redirect(url_for(".new_second_factor"), 303)
    return render("people/renew_second_factor.html", form=form)


@views.route("/my/second-factor/new", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def new_second_factor():
    account = own_account()
    if session.get("may_renew") != account.sign_in.id:
        return redirect(url_for(".renew_second_factor"), 303)
    form, codes = set_up(account, at=clock.now())
    if codes:
        session.pop("may_renew")
        return show_codes(codes)
    return show_set_up(form, url_for(".new_second_factor"))


@views.get("/sign-in/second-factor/qr.svg")
@public
def second_factor_qr():
    """The QR code of the secret that this browser is setting up."""
    import segno  # here, because every start would pay for it, and hardly any visit needs it

    if SECRET not in session:
        abort(404)
    centre = current_app.config["SETTINGS"].centre.name(i18n.current().code)
    address = rules.app_address(session[SECRET], mail=session["new_secret_for"], centre=i18n.ruby.plain(centre))
    image = io.BytesIO()
    segno.make(address, error="l").save(image, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
    return Response(image.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@views.route("/my/recovery-codes", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def recovery_codes():
    """New codes are shown until their owner says that they are kept; after that only how many are left."""
    account = own_account()
    if not account.totp_secret:
        return redirect(url_for(".my_page"), 303)
    form = CodeForm()
    if form.done(lambda: use(account, form.code.data, at=clock.now())):
        session[CODES] = actions.renew_codes(db.session, account, by=account, at=clock.now())
        return redirect(url_for(".recovery_codes"), 303)
    left = queries.recovery_codes_left(db.session, account.id)
    return render("people/recovery_codes.html", form=form, codes=session.get(CODES), left=left)


@views.post("/my/recovery-codes/kept")
@requires(Permission.SELF_USE)
def keep_recovery_codes():
    if ButtonForm().validate_on_submit():
        session.pop(CODES, None)
    return redirect(way_on(None, current_user), 303)


def waiting(at):
    """Who gave the right password a moment ago: {"account", "until", "next", "by_link"}, or None."""
    step = session.get(SECOND_FACTOR)
    return step if step and at.timestamp() < step["until"] else None


def use(account, code, *, at):
    """Raises TooManyTries, WrongCode, CodeAlreadyUsed."""
    keys = {key("code", account.id): throttles.SECOND_FACTOR}
    attempts.refuse_too_many(db.session, keys, at=at)
    try:
        actions.use(db.session, account, code, at=at)
    except Refused:
        survive(partial(attempts.note, keys=keys, at=at))
        raise


def set_up(account, *, at):
    """(form, recovery codes once the app shows the right code, else None)."""
    form = CodeForm()
    if SECRET not in session:
        session[SECRET] = rules.new_secret()
    session["new_secret_for"] = account.email
    if form.done(
        lambda: actions.set_up(db.session, account, secret=session[SECRET], code=form.code.data, by=account, at=at)
    ):
        codes = form.result
        session.pop(SECRET)
        return form, codes
    return form, None


def show_codes(codes):
    """Reloading the page must not lose them, so they wait in the session until their owner has them."""
    session[CODES] = codes
    flash(_("The second factor is set up."))
    return redirect(url_for(".recovery_codes"), 303)


def show_set_up(form, action):
    secret = rules.shown_secret(session[SECRET])
    return render("people/set_up_second_factor.html", form=form, action=action, secret=secret)


def own_account():
    return current_user._get_current_object()
