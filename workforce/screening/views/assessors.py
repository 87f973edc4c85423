"""Managers name who gives points, and see how far they are; never whose points are which before all have closed."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ..actions import assessors, beginning
from ..forms.assessors import EndForm, NameForm, OneForm, offered
from ..queries import accounts, assessments
from . import views
from .deciding import show
from .loading import assessed_cohort


@views.post("/staff/cohorts/<code>/screening/beginning")
@requires(Permission.SCREENING_DECIDE)
def begin(code):
    cohort = assessed_cohort(code)
    return act(code, cohort, ButtonForm(), lambda: beginning.begin(db.session, cohort.id, **by_now()), _("Closed."))


@views.post("/staff/cohorts/<code>/screening/assessors")
@requires(Permission.SCREENING_DECIDE)
def name_assessor(code):
    cohort, form = with_form(code, NameForm())
    said = _("Named. They find the cohort on their page.")
    return act(
        code,
        cohort,
        form,
        lambda: assessors.name(db.session, cohort.id, account_id=form.account.data, **by_now()),
        said,
    )


@views.post("/staff/cohorts/<code>/screening/assessors/one")
@requires(Permission.SCREENING_DECIDE)
def name_for_one(code):
    cohort, form = with_form(code, OneForm())
    said = _("Named. They find the applicant on their page.")
    given = {"number": form.number.data, "account_id": form.other.data}
    return act(code, cohort, form, lambda: assessors.name_for_one(db.session, cohort.id, **given, **by_now()), said)


@views.post("/staff/cohorts/<code>/screening/assessors/end")
@requires(Permission.SCREENING_DECIDE)
def end_assessor(code):
    cohort, form = with_form(code, EndForm())
    given = {"assessor_id": form.assessor.data, "reason": form.reason.data}
    said = _("Taken out. Their points do not count.")
    return act(code, cohort, form, lambda: assessors.end(db.session, cohort.id, **given, **by_now()), said)


def with_form(code, form):
    cohort = assessed_cohort(code)
    return cohort, offered(form, accounts.choosable(db.session), assessments.assessment(db.session, cohort.id))


def by_now():
    return {"by": current_user, "at": clock.now()}


def act(code, cohort, form, do, said):
    if form.done(do):
        flash(said)
        return redirect(url_for(".screening", code=code), 303)
    return show(cohort, form)
