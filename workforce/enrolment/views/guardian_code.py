"""The code on a guardian's paper, for whoever cannot read its QR code with a telephone."""

from datetime import timedelta

from flask import current_app, redirect, url_for
from flask_babel import lazy_gettext as _

from ... import clock, links
from ...access import public
from ...database import db, survive
from ...people.actions import attempts
from ...people.rules.throttles import LONGEST, Limit
from ...refusals import Refused
from ...web import render, visitors
from ..forms.guardians import CodeForm
from ..queries import guardians as queries
from ..rules.guardians import is_code
from . import throttled, views

PAPER_LASTS = timedelta(hours=2)  # of the address behind a typed code
GUESS = "guardian code"
OF_ONE = (Limit(10, LONGEST),)


class NoSuchPaper(Refused):
    message = _(
        "The receipt number and the code do not belong together. Compare each sign with the paper. "
        "If another guardian was named since, this paper is no longer the right one."
    )
    field = "code"


@views.route("/guardian", methods=["GET", "POST"])
@public
def guardian_code():
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
