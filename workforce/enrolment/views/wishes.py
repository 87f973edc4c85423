"""Several dates of one course: wait for one more, and put them in order."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock, links
from ...access import public
from ...database import db, wholly
from ...forms import ButtonForm
from ...web import render
from ..actions import wishes as actions
from ..forms.wishes import form_for, in_words
from ..models import Choice
from ..queries import wishes as queries
from ..rules import wishes as rules
from ..rules.own_dates import may_go
from ..rules.words import STATE_WORDS
from . import views
from .finding import not_theirs
from .own_dates import of_same_course, page
from .receipts import theirs


@views.post("/enrolments/<receipt>/dates/<code>/wish")
@public
def want_also(receipt, code):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    there, form, at = of_same_course(enrolment, code), ButtonForm(), clock.now()
    if form.done(lambda: wholly(lambda: actions.want_also(db.session, enrolment, there, at=at))):
        links.grant(links.Purpose.ENROLMENT, form.result.receipt)
        flash(
            _(
                "You are there as well now: %(state)s. Put your dates in order here.",
                state=STATE_WORDS[form.result.state],
            )
        )
        return redirect(url_for(".wishes", receipt=enrolment.receipt), 303)
    enrolment = theirs(receipt)
    return page("enrolment/own_date.html", enrolment, of_same_course(enrolment, code), form, at)


@views.route("/enrolments/<receipt>/wishes", methods=["GET", "POST"])
@public
def wishes(receipt):
    """All dates of the course that this person is enrolled in, with a number each."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    dates = queries.dates_of(db.session, enrolment.id, at=at)
    if len(dates) < 2 or not may_go(enrolment, at):  # nothing to put in order
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    choice = queries.choice_of(db.session, enrolment.id)
    form = form_for(dates)(data={"choice": (choice or rules.DEFAULT).value})
    if form.done(lambda: arrange(enrolment, form, at)):
        flash(_("Your dates are in order."))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    return render("enrolment/wishes.html", enrolment=enrolment, cohort=enrolment.cohort, form=form, own=own(dates))


def arrange(enrolment, form, at):
    actions.arrange(db.session, enrolment, order=form.order, choice=Choice(form.choice.data), at=at)


def own(dates):
    """[(in words, state)] for reading."""
    return [(in_words(date), STATE_WORDS[date.state], date.receipt) for date in dates]
