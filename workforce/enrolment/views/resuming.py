"""Going on later or on another device: by a short code or by a link."""

from datetime import timedelta

from flask import abort, current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ... import clock, links
from ...access import public
from ...database import db, survive
from ...forms import ButtonForm
from ...i18n import current
from ...people.actions import attempts
from ...people.rules import throttles
from ...people.rules.receipts import shown_code
from ...refusals import Refused
from ...web import render, visitors
from ..actions import drafts
from ..forms.links import CodeForm, MailForm
from ..queries import drafts as queries
from ..queries.drafts import KeptDraft
from ..rules import steps
from . import throttled, views
from .begun import Begun, begun
from .elsewhere import elsewhere
from .filling import address
from .holding import hold, is_held

LINK_LASTS = timedelta(days=14)
GUESS, LETTER = "draft code", "draft letter"
LETTERS_AT_MOST = 3  # for one form in one day


class NoSuchDraft(Refused):
    message = lazy_gettext(
        "No application waits under this code. Check each sign. "
        "If it is older than 14 days, or was sent already, begin again."
    )
    field = "code"


class EnoughLetters(Refused):
    message = lazy_gettext(
        "We have sent this link three times. Look into the folder for unwanted mail, or write the code down."
    )
    field = "mail"


@views.route("/cohorts/<code>/later", methods=["GET", "POST"])
@public
def later(code):
    filled = begun(code) or abort(404)
    if way := elsewhere(filled):
        return way
    if filled.draft is None or not filled.answers:
        return redirect(address(filled, steps.FIRST), 303)
    form, draft = MailForm(), filled.draft
    if form.done(lambda: send(filled, draft, form.read_mail)):
        flash(_("The link is on its way to %(mail)s.", mail=form.read_mail))
        return redirect(url_for(".later", code=code), 303)
    return render(
        "enrolment/later.html",
        form=form,
        cohort=filled.cohort,
        code=shown_code(filled.short) if filled.short else None,
        link=url_for(".resume_code", code=shown_code(filled.short), _external=True) if filled.short else None,
        until=filled.draft.expires_at,
        onward=address(filled, steps.onward(filled.steps, filled.answers)),
    )


def send(filled: Begun, draft: KeptDraft, mail):
    """Raises EnoughLetters, TooManyTries: a form must not become a way to fill letter boxes."""
    of_draft = visitors.key("draft letter", draft.code_hash)
    limits = {throttled.key(LETTER): throttled.LETTERS, visitors.key("draft mail", mail): throttles.LINKS_TO_MAIL}
    tried = attempts.tries(db.session, [of_draft, *limits], at=filled.at)
    if len(tried[of_draft]) >= LETTERS_AT_MOST:
        raise EnoughLetters
    attempts.refuse(tried, limits, at=filled.at)
    attempts.note(db.session, tried, at=filled.at)
    drafts.send_link(db.session, draft, filled.cohort, mail=mail, language=current().code, at=filled.at)


@views.route("/resume", methods=["GET", "POST"])
@public
def resume():
    return take(CodeForm())


@views.route("/resume/<code>", methods=["GET", "POST"])
@public
def resume_code(code):
    """The code from a sheet of paper or a link, already filled in."""
    return take(CodeForm(code=code))


def take(form):
    if form.validate_on_submit():
        at = clock.now()
        try:
            return taken(form.read_code, at)
        except Refused as refusal:
            form.refuse(refusal)
    return render("enrolment/resume.html", form=form, is_gone=False)


def taken(short, at):
    """Into this device's session; guesses are counted whether or not the page is shown again."""
    throttled.refuse_too_many(GUESS, throttled.GUESSES, at=at)
    found = queries.by_code(db.session, drafts.key_of(short, current_app.secret_key), at=at)
    if found is None:
        guessed_from = throttled.key(GUESS)
        survive(lambda session: throttled.note(session, guessed_from, at=at))
        raise NoSuchDraft
    return go_on(found, short)


def go_on(found, short):
    """From here on this device has the form, and whoever sits at the last one does not."""
    draft, code = found
    if not is_held(code, draft.holder):
        hold(code, drafts.move(db.session, draft), short)
    return redirect(url_for(".onward", code=code), 303)


@views.get("/cohorts/<code>/enrol/onward")
@public
def onward(code):
    """To the page at which this visitor stopped."""
    filled = begun(code) or abort(404)
    if way := elsewhere(filled):
        return way
    return redirect(address(filled, steps.onward(filled.steps, filled.answers)), 303)


@views.route("/resume/link/<token>", methods=["GET", "POST"])
@public
def resume_by_link(token):
    """The link in a mail: it shows, and a button takes the form to this device."""
    at = clock.now()
    known = links.read(links.Purpose.DRAFT, token, at=at)
    found = queries.by_code(db.session, known[0], at=at) if known else None
    if found is None:
        return render("enrolment/resume.html", form=CodeForm(), is_gone=True, status=404)
    if ButtonForm().validate_on_submit():
        return go_on(found, "")
    return render("enrolment/resume_link.html", form=ButtonForm(), token=token)
