"""Staff see a document that says who somebody is: one person at a time, or a whole cohort on its first day."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import cohorts
from ...database import db
from ...people.actions import identity as actions
from ...people.queries import identity as queries
from ...people.rules.documents import NAMES
from ...web import render
from ..forms.identity import IdentityForm, WithdrawForm, day_form, name_of
from ..queries.identity import seated
from . import views
from .people import load


@views.route("/staff/people/<int:person_id>/identity", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person_identity(person_id):
    person, at = load(person_id), clock.now()
    form = IdentityForm(data={"checked_on": clock.today(at)})
    if form.done(
        lambda: actions.check(
            db.session, person, document=form.seen, checked_on=form.checked_on.data, by=current_user, at=at
        )
    ):
        flash(_("It is recorded that %(name)s showed who they are.", name=person.name))
        return redirect(url_for(".person", person_id=person.id), 303)
    standing = queries.of_person(db.session, person.id)
    return render("desk/person_identity.html", person=person, form=form, standing=standing, names=NAMES)


@views.route("/staff/identity-checks/<int:check_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def withdraw_identity(check_id):
    standing = queries.by_id(db.session, check_id) or abort(404)
    person, form = load(standing.person_id), WithdrawForm()
    if form.done(
        lambda: actions.withdraw(db.session, standing, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        flash(_("It is taken back. Look at a document again before the certificate."))
        return redirect(url_for(".person", person_id=person.id), 303)
    return render("desk/identity_withdrawal.html", person=person, form=form, standing=standing, names=NAMES)


@views.route("/staff/cohorts/<code>/identity", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def cohort_identity(code):
    """The first day: everybody shows a document, and one button records them all."""
    cohort, at = cohorts.cohort_brief(db.session, code) or abort(404), clock.now()
    rows = seated(db.session, cohort.id)
    people = [row.person for row in rows if row.check is None]
    form = day_form(people, data={"checked_on": clock.today(at)})
    if form.done(
        lambda: actions.check_all(
            db.session, form.seen(people), checked_on=form.checked_on.data, by=current_user, at=at
        )
    ):
        flash(ngettext("%(num)s person is recorded.", "%(num)s people are recorded.", form.result))
        return redirect(url_for(".cohort_identity", code=code), 303)
    return render(
        "desk/cohort_identity.html",
        cohort=cohort,
        form=form,
        names=NAMES,
        name_of=name_of,
        missing=[row for row in rows if row.check is None],
        seen=[row for row in rows if row.check],
    )
