"""Signing in by a link in a mail: asked for, opened, used once."""

from functools import partial

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock, links
from ...access import public
from ...database import db, survive
from ...forms import ButtonForm
from ...links import Purpose
from ...refusals import Refused
from ...web import render
from ...web.visitors import address, key
from ..actions import attempts, sign_in_links
from ..forms.sign_in import LinkForm
from ..queries import sign_ins as queries
from ..rules import throttles
from ..rules.roles import are_staff
from . import views
from .landing import link_over
from .sign_in import go_on


@views.route("/sign-in/link", methods=["GET", "POST"])
@public
def sign_in_link():
    form = LinkForm()
    if form.done(lambda: send_link(form.mail.data, at=clock.now())):
        return redirect(url_for(".sign_in_link_sent"), 303)
    return render("people/sign_in_link.html", form=form)


@views.get("/sign-in/link/sent")
@public
def sign_in_link_sent():
    return render("people/sign_in_link_sent.html")


def send_link(mail, *, at):
    """Nobody learns here whether a mail is known. Raises TooManyTries, for known and unknown mails alike."""
    keys = {key("link", mail): throttles.LINKS_TO_MAIL, key("links", address()): throttles.LINKS_FROM_ADDRESS}
    attempts.refuse_too_many(db.session, keys, at=at)
    survive(partial(attempts.note, keys=keys, at=at))
    sign_in_links.ask(db.session, mail, at=at)


@views.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public
def use_sign_in_link(token):
    at = clock.now()
    read = links.read(Purpose.SIGN_IN, token, at=at)
    link = queries.link(db.session, read[0]) if read else None
    if link is None or link.used_at:
        return link_over(Purpose.SIGN_IN)
    form = ButtonForm()
    if form.validate_on_submit():
        return use(link, at=at)
    return render("people/use_sign_in_link.html", form=form, token=token, person=link.person)


def use(link, *, at):
    try:
        account = sign_in_links.use(db.session, link, at=at)
    except Refused:
        return link_over(Purpose.SIGN_IN)
    if are_staff(account.roles) and not account.totp_secret:
        flash(_("Please sign in with your password. After that we set up your second factor."))
        return redirect(url_for(".sign_in"), 303)
    return go_on(account, back=None, by_link=True, at=at)
