"""Staff see who waits together, let people wait together, end a group, and choose the rule of a cohort."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...refusals import Refused
from ...web import render
from ...web.lists import way_back
from ..actions import together as actions
from ..forms.moves import ReasonForm
from ..forms.together import BringForm, GroupRuleForm
from ..models import State
from ..queries import records
from ..queries import together as queries
from ..rules import together as rules
from . import views
from .board import load as load_cohort
from .moves import load


class NotOnThisList(Refused):
    message = lazy_gettext("Nobody with this number is on the waiting list of this cohort. Compare each digit.")
    field = "receipt"


@views.route("/staff/enrolments/<receipt>/together", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_together(receipt):
    enrolment, form = load(receipt), BringForm()
    if form.done(lambda: bring(enrolment, form)):
        flash(_("They wait together now."))
        return redirect(url_for(".staff_together", receipt=receipt), 303)
    if form.is_refused:
        enrolment = load(receipt)
    group_id = enrolment.waiting_group_id
    return render(
        "enrolment/staff_together.html",
        enrolment=enrolment,
        person=enrolment.person,
        cohort=enrolment.cohort,
        form=form,
        waits=enrolment.state is State.WAITLISTED,
        standing=queries.standing(db.session, enrolment),
        members=queries.members(db.session, group_id) if group_id is not None else [],
        rule=rules.RULES[enrolment.cohort.group_rule],
        largest=rules.LARGEST,
    )


def bring(enrolment, form):
    other = records.record(db.session, form.read_receipt)
    if other is None or other.cohort_id != enrolment.cohort_id or other.id == enrolment.id:
        raise NotOnThisList
    with db.session.begin_nested():  # what is refused half way leaves nothing on the page
        actions.bring(db.session, enrolment, other, by=current_user, at=clock.now())


@views.route("/staff/enrolments/<receipt>/together/dissolution", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_dissolve(receipt):
    enrolment, form = load(receipt), ReasonForm()
    back = way_back(url_for(".staff_together", receipt=receipt))
    if form.done(
        lambda: actions.dissolve(db.session, enrolment, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        flash(_("The group is ended. Each of them waits alone again."))
        return redirect(back, 303)
    form.back.data = back
    return render(
        "enrolment/staff_dissolution.html",
        enrolment=enrolment,
        person=enrolment.person,
        cohort=enrolment.cohort,
        form=form,
        back=back,
    )


@views.route("/staff/cohorts/<code>/group-rule", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def group_rule(code):
    cohort = load_cohort(code)
    form = GroupRuleForm(data={"group_rule": cohort.group_rule})
    back = url_for(".cohort_selection", code=code)
    if form.done(lambda: actions.set_rule(db.session, cohort, form.group_rule.data, by=current_user, at=clock.now())):
        flash(_("Saved. Visitors read it on the page of the course."))
        return redirect(back, 303)
    return render("enrolment/staff_group_rule.html", cohort=cohort, form=form, back=back)
