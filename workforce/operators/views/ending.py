"""Staff end the work with an operator, all at once, and take it up again."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..actions import ending as actions
from ..forms.ending import EndingForm
from ..hooks import consequences_of
from ..queries import contacts as queries
from . import views
from .operators import load


@views.route("/staff/operators/<int:operator_id>/ending", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def end_operator(operator_id):
    operator, form = load(operator_id), EndingForm()
    if form.done(lambda: act(actions.end, operator, form)):
        flash(_("The work with %(name)s has ended. Nobody speaks for it any more.", name=operator.name))
        return redirect(url_for(".staff_operator", operator_id=operator_id), 303)
    return render(
        "operators/ending.html",
        form=form,
        operator=operator,
        contacts=queries.of_operator(db.session, operator_id),
        consequences=consequences_of(db.session, operator),
    )


@views.route("/staff/operators/<int:operator_id>/taking-up", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def take_up_operator(operator_id):
    operator, form = load(operator_id), EndingForm()
    if form.done(lambda: act(actions.take_up, operator, form)):
        flash(_("The work with %(name)s goes on.", name=operator.name))
        return redirect(url_for(".staff_operator", operator_id=operator_id), 303)
    return render(
        "operators/taking_up.html",
        form=form,
        operator=operator,
        contacts=queries.until_the_end(db.session, operator),
    )


def act(action, operator, form):
    action(db.session, operator, reason=form.reason.data, by=current_user, at=clock.now())
