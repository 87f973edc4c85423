"""What a guardian sees and does by their own link: GET shows, POST acts."""

from datetime import timedelta

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import i18n
from ...access import public
from ...database import db
from ...forms import ButtonForm, is_pressed
from ...web import render
from ..actions import guardians as actions
from ..actions.guardian_refusals import AnsweredAlready
from ..forms.guardians import AnswerForm
from ..hooks import consequences_of
from ..models.consents import Purpose
from ..queries import consents
from ..queries import guardians as queries
from ..queries.guardians import Asked
from ..rules.consents import MEANS, allows
from . import views
from .guardian_asked import about, closed_page, link_over, load, purposes, read, why_closed

LINK_LASTS = timedelta(days=6 * 366)
"""From the youngest applicant to the day of age; until then what was agreed to can be taken back. That day ends it."""


@public
def open_guardian(token):
    """/l/guardian/<token>: leads on to the page in the guardian's language."""
    known = read(token)
    code = known and queries.language_of(db.session, known[0])
    language = code if code in i18n.LANGUAGES else i18n.current().code
    return redirect(url_for("enrolment.guardian", language=language, token=token), 303)


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
    consequences = consequences_of(db.session, found.enrolment, at=at)
    return render(
        "enrolment/guardian_revocation.html", form=form, token=token, consequences=consequences, **about(found)
    )


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


def is_yes():
    return request.form.get("given") == "yes"
