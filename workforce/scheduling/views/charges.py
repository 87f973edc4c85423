"""Staff name who takes the roll of a session that teaches nothing, such as the hour of the test."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import hours, short_day
from ...web import render
from ..actions import charges as actions
from ..forms.charges import ChargeForm
from ..queries import assignments
from ..queries import charges as queries
from . import views


@views.route("/staff/cohorts/<code>/teaching/hours", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def charges(code):
    cohort = cohort_brief(db.session, code) or abort(404)
    sessions, named = queries.sessions(db.session, cohort.id), queries.of_cohort(db.session, cohort.id)
    people = assignments.instructors(db.session)
    form = ChargeForm(data={"sessions": [one.id for one in sessions if one.id not in named]})
    form.person.offer([("", _("Choose somebody")), *people])
    form.sessions.offer((one.id, f"{short_day(one.starts_at)} {hours(one.starts_at, one.ends_at)}") for one in sessions)
    if form.done(lambda: name(cohort, form)):
        flash(ngettext("Named for %(num)s session.", "Named for %(num)s sessions.", form.result))
        return redirect(url_for(".charges", code=code), 303)
    return render("scheduling/charges.html", cohort=cohort, form=form, sessions=sessions, named=named, people=people)


def name(cohort, form):
    given = {"session_ids": form.sessions.data, "person_id": form.person.data}
    return actions.name(db.session, cohort, **given, by=current_user, at=clock.now())


@views.post("/staff/cohorts/<code>/teaching/hours/<int:charge_id>/end")
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_charge(code, charge_id):
    cohort = cohort_brief(db.session, code) or abort(404)
    if ButtonForm().validate_on_submit() and actions.release(
        db.session, cohort, charge_id=charge_id, by=current_user, at=clock.now()
    ):
        flash(_("Taken out."))
    return redirect(url_for(".charges", code=code), 303)
