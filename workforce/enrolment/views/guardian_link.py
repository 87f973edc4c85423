"""What a guardian sees and does by their own link, or by the code on the paper: GET shows, POST acts."""

from datetime import timedelta

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ... import clock, i18n, links
from ...access import public
from ...database import db, survive
from ...forms import ButtonForm, is_pressed
from ...people.actions import attempts
from ...people.rules.throttles import LONGEST, Limit
from ...refusals import Refused
from ...web import render, visitors
from ..actions import guardians as actions
from ..actions.guardian_refusals import AnsweredAlready
from ..forms.guardians import AnswerForm, CodeForm
from ..models import State
from ..models.consents import Channel, Purpose
from ..queries import consents
from ..queries import guardians as queries
from ..queries.guardians import Asked
from ..rules import is_active
from ..rules.consents import ASKED, MEANS, NAMES, allows, asked_of_guardian
from ..rules.days import days_of
from ..rules.guardians import is_code, is_minor
from ..rules.holds import is_over
from . import throttled, views

LINK_LASTS = timedelta(days=6 * 366)
"""From the youngest applicant to the day of age; until then what was agreed to can be taken back. That day ends it."""

PAPER_LASTS = timedelta(hours=2)  # of the address behind a typed code
GUESS = "guardian code"
OF_ONE = (Limit(10, LONGEST),)


class NoSuchPaper(Refused):
    message = lazy_gettext(
        "The receipt number and the code do not belong together. Compare each sign with the paper. "
        "If another guardian was named since, this paper is no longer the right one."
    )
    field = "code"


@public
def open_guardian(token):
    """/l/guardian/<token>: leads on to the page in the guardian's language."""
    known = read(token)
    code = known and queries.language_of(db.session, known[0])
    language = code if code in i18n.LANGUAGES else i18n.current().code
    return redirect(url_for("enrolment.guardian", language=language, token=token), 303)


@views.route("/guardian", methods=["GET", "POST"])
@public
def guardian_code():
    """For whoever holds the paper and cannot read the QR code with a telephone."""
    form = CodeForm()
    if form.done(lambda: opened_by_code(form, at=clock.now())):
        return redirect(url_for(".guardian", token=form.result), 303)
    return render("enrolment/guardian_code.html", form=form)


def opened_by_code(form, *, at):
    """The token of the page that this code opens. Wrong ones are counted by where they come from and for what.

    Raises TooManyTries, NoSuchPaper.
    """
    keys = {throttled.key(GUESS): throttled.GUESSES, visitors.key(GUESS, form.read_receipt): OF_ONE}
    attempts.refuse_too_many(db.session, keys, at=at)
    found = queries.by_receipt(db.session, form.read_receipt)
    if found is None or not is_code(form.read_code, found.id, found.made_at, current_app.secret_key):
        survive(lambda session: attempts.note(session, list(keys), at=at))
        raise NoSuchPaper
    return links.mint(links.Purpose.GUARDIAN, found.id, at=at, lasts=PAPER_LASTS, paper=True)


@views.route("/guardian/<token>", methods=["GET", "POST"])
@public
def guardian(token):
    found, way, at = load(token)
    if found is None:
        return link_over()
    if closed := why_closed(found, at):
        return closed_page(closed, found)
    form = AnswerForm(asked=purposes(found), relation=found.request.relation)
    if found.enrolment.consent:
        again = ButtonForm()
        if is_pressed():
            again.refuse(AnsweredAlready())
        return agreed_page(token, found, again, at)
    if form.validate_on_submit():
        if not form.is_sure:
            form.sure.data = "yes"
            return render("enrolment/guardian_refusal.html", form=form, token=token, **about(found))
        if form.done(lambda: answer(found, form, way, at)):
            return answered(token, found, form)
        db.session.expire_all()
        return after_refusal(token, form, at)
    form.sure.data = ""
    return render("enrolment/guardian_answer.html", form=form, token=token, means=MEANS, **about(found))


def answer(found: Asked, form, way, at):
    actions.answer(
        db.session,
        found.request,
        found.enrolment,
        said=form.said,
        guardian_name=form.guardian_name.data,
        relation=form.relation.data,
        channel=way,
        language=i18n.current().code,
        at=at,
    )


def answered(token, found: Asked, form):
    name = found.enrolment.person.name
    if form.is_no:
        flash(_("Your no is noted. %(name)s does not take part, and we tell %(name)s kindly.", name=name))
    else:
        flash(_("Thank you. Your answer is noted."))
    return redirect(url_for(".guardian", token=token), 303)


@views.post("/guardian/<token>/consents/<purpose>")
@public
def guardian_consent(token, purpose):
    """One purpose beside taking part is given or taken back, at once."""
    found, way, at = load(token)
    if found is None:
        return link_over()
    wanted = Purpose(purpose) if purpose in set(Purpose) else abort(404)
    return press(
        token,
        at,
        lambda: actions.change(
            db.session,
            found.request,
            found.enrolment,
            wanted,
            given=is_yes(),
            channel=way,
            language=i18n.current().code,
            at=at,
        ),
        _("That counts from now on."),
    )


@views.route("/guardian/<token>/revocation", methods=["GET", "POST"])
@public
def guardian_revocation(token):
    """Takes back that the child takes part; asks once more, as the seat is gone then."""
    found, way, at = load(token)
    if found is None:
        return link_over()
    if closed := why_closed(found, at):
        return closed_page(closed, found)
    form = ButtonForm()
    if form.done(lambda: revoke(found, way, at)):
        name = found.enrolment.person.name
        flash(_("Your no is noted. %(name)s does not take part, and we tell %(name)s kindly.", name=name))
        return redirect(url_for(".guardian", token=token), 303)
    if form.is_refused:
        db.session.expire_all()
        return after_refusal(token, form, at)
    return render("enrolment/guardian_revocation.html", form=form, token=token, **about(found))


def revoke(found: Asked, way, at):
    actions.revoke(db.session, found.request, found.enrolment, channel=way, language=i18n.current().code, at=at)


def press(token, at, act, done):
    form = ButtonForm()
    if form.done(act):
        flash(done)
        return redirect(url_for(".guardian", token=token), 303)
    db.session.expire_all()
    return after_refusal(token, form, at)


def after_refusal(token, form, at):
    """How it stands now, and above it what the button was refused for."""
    found, _way, _at = load(token)
    if closed := why_closed(found, at):
        return closed_page(closed, found)
    if found.enrolment.consent:
        return agreed_page(token, found, form, at)
    fresh = AnswerForm(asked=purposes(found), formdata=None, relation=found.request.relation)
    fresh.form_errors.extend(form.form_errors)
    return render("enrolment/guardian_answer.html", form=fresh, token=token, means=MEANS, **about(found))


def agreed_page(token, found: Asked, form, at):
    """What was agreed to, by whom and when, with a button for each of it."""
    words = consents.of_enrolment(db.session, found.enrolment)
    told = {purpose: allows(words, purpose, is_minor=True) for purpose in purposes(found)}
    return render(
        "enrolment/guardian_agreed.html",
        form=form,
        token=token,
        allowed=told,
        own_no=[one for one in told if refused_alone(words, one)],
        consent=found.enrolment.consent,
        means=MEANS,
        **about(found),
    )


def refused_alone(words, purpose):
    """The guardian says yes, and the young person says no: the no counts."""
    return allows(words, purpose, is_minor=False) is False


def load(token):
    """(what the link asks, how it came, now); the first is None for a link that opens nothing."""
    at = clock.now()
    known = read(token)
    found = queries.asked(db.session, known[0]) if known else None
    way = Channel.PAPER_LINK if known and known[1].get("paper") else Channel.LINK
    return found, way, at


def read(token):
    return links.read(links.Purpose.GUARDIAN, token, at=clock.now())


def why_closed(found: Asked, at) -> str | None:
    """Why this link shows nothing to answer any more; None while it does."""
    enrolment = found.enrolment
    if enrolment.forgotten_at:
        return "forgotten"
    if not is_minor(enrolment.person.birth_date, at):
        return "of_age"
    if found.request.ended_at:
        return "changed"
    if not is_active(enrolment.state):
        return "over"
    if enrolment.state is State.WAITING_FOR_GUARDIAN and is_over(enrolment, at):
        return "late"
    return None


def closed_page(why, found: Asked):
    """Kind words. Of somebody who is of age, and to whoever is asked no more, nothing else is told."""
    if why in {"forgotten", "of_age", "changed"}:
        return render("enrolment/guardian_closed.html", 410, why=why)
    return render("enrolment/guardian_closed.html", 410, why=why, **about(found))


def link_over():
    return render("enrolment/guardian_closed.html", 410, why="unknown")


def about(found: Asked):
    cohort = found.enrolment.cohort
    return {
        "enrolment": found.enrolment,
        "request_": found.request,
        "person": found.enrolment.person,
        "cohort": cohort,
        "days": days_of(cohort.sessions),
        "fee": sum(line.yen for line in cohort.fees),
        "names": NAMES,
        "asked": ASKED,
        "purposes": purposes(found),
    }


def purposes(found: Asked):
    return asked_of_guardian(found.enrolment.cohort.course.questions)


def is_yes():
    return request.form.get("given") == "yes"
