"""The private part of somebody whom their employer enrolled: opened by their own link, seen by nobody there."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...web import render
from ..actions import own_parts as actions
from ..forms.own_parts import form_for_own_part
from ..forms.questions import kept_values
from ..models import State
from ..queries import own_parts as queries
from ..rules.catalogue import AGREED
from ..rules.words import CONSENT
from . import views
from .finding import not_theirs
from .receipts import theirs


@views.route("/enrolments/<receipt>/own-part", methods=["GET", "POST"])
@public
def own_part(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    asked = [one for one in queries.of_enrolment(db.session, enrolment.id) if one.done_at is None]
    if not asked or enrolment.state is State.CANCELLED:
        return to_page(enrolment)
    at, cohort = clock.now(), enrolment.cohort
    kept = enrolment.answers | enrolment.needs
    form = form_for_own_part(cohort)(cohort=cohort, at=at, data=kept_values(kept))
    if form.done(lambda: complete(enrolment, form, at)):
        flash(_("Thank you. Your part is complete."))
        return to_page(enrolment)
    return render(
        "enrolment/own_part.html", form=form, enrolment=enrolment, cohort=cohort, asked=asked[0], consent=CONSENT
    )


def complete(enrolment, form, at):
    actions.complete(
        db.session,
        enrolment,
        given=form.answers(),
        keys=form.keys,
        consent={AGREED: {"value": "yes", "asked": str(CONSENT)}},
        shares=form.shares.data == "yes",
        form_version=enrolment.cohort.course.form_version,
        by=None,
        at=at,
    )


def to_page(enrolment):
    return redirect(url_for(".show", receipt=enrolment.receipt), 303)
