"""The way back to an enrolment: the link in a letter, the same link sent again, and one's own after signing in."""

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import Permission, public, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import lost_links
from ..forms.links import FindForm
from ..queries import pages
from ..rules.words import STATE_WORDS, TONES
from . import throttled, views

ASKING = "lost link"


@public
def open_link(token):
    """/l/enrolment/<token>: lets this visitor in and shows; whatever acts is a button on the page."""
    known = links.read(links.Purpose.ENROLMENT, token, at=clock.now())
    language = pages.language_of(db.session, known[0]) if known else None
    if known is None or language is None:
        return redirect(url_for("enrolment.find", language=i18n.current().code, old=1), 303)
    links.grant(links.Purpose.ENROLMENT, known[0])
    page = links.page_of(known[1], "enrolment.show")
    return redirect(url_for(page, language=language, receipt=known[0]), 303)


@views.route("/enrolments/find", methods=["GET", "POST"])
@public
def find():
    """The same answer whether or not there is such an enrolment; the link goes only to the contact on file."""
    form = FindForm()
    if form.done(lambda: send_links(form, at=clock.now())):
        flash(_("If we know this application, its link is on the way to the contact that we have on file."))
        return redirect(url_for("enrolment.find"), 303)
    return render("enrolment/find.html", form=form, is_old_link="old" in request.args)


@views.post("/enrolments/<receipt>/leaving")
@public
def leave(receipt):
    """On a device that others use: here the private page opens only by its link again."""
    if ButtonForm().validate_on_submit():
        links.withdraw(links.Purpose.ENROLMENT, receipt.replace("-", ""))
        session.pop("csrf_token", None)  # what is still open in other windows can be sent by nobody
        flash(_("This device no longer opens your application. To see it again, use the link in our letter."))
    return redirect(url_for("site.home"), 303)


def not_theirs(receipt):
    """For whoever opens an enrolment without its link: the way to the link, and no word about whether it exists."""
    form = FindForm(formdata=None, receipt=receipt)
    return render("enrolment/find.html", form=form, is_old_link=False, status=404)


def send_links(form, *, at):
    throttled.refuse_too_many(ASKING, throttled.LETTERS, at=at)
    throttled.note(db.session, throttled.key(ASKING), at=at)
    lost_links.send_links(db.session, receipt=form.read_receipt, mail=form.read_mail, at=at)


@views.get("/enrolments")
@requires(Permission.SELF_USE)
def mine():
    own, at = pages.own_enrolments(db.session, current_user.person_id), clock.now()
    over = [one for one in own if one.cohort.ends_at and one.cohort.ends_at <= at]
    now = [one for one in own if one not in over]
    return render("enrolment/mine.html", now=now, over=over, words=STATE_WORDS, tones=TONES)
