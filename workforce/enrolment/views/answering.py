"""Staff answer for somebody who telephones: the offered seat is taken, or not."""

from flask import flash, redirect
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web.lists import way_back
from ..actions import answering
from ..forms.moves import DeclineForm
from ..models import State
from . import views
from .moves import ask, load, page_of
from .records import show


@views.post("/staff/enrolments/<receipt>/acceptance")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_accept(receipt):
    enrolment, form = load(receipt), ButtonForm()
    if form.done(lambda: answering.accept(db.session, enrolment, by=current_user, at=clock.now())):
        if enrolment.state is State.WAITING_FOR_GUARDIAN:
            flash(_("The seat is held for %(name)s until a guardian's paper comes.", name=enrolment.person.name))
        else:
            flash(_("%(name)s has the seat and is told.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    return show(enrolment, form)


@views.route("/staff/enrolments/<receipt>/declination", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_decline(receipt):
    enrolment, form = load(receipt), DeclineForm()
    reason = form.reason.data or None
    if form.done(lambda: answering.decline(db.session, enrolment, reason=reason, by=current_user, at=clock.now())):
        flash(_("%(name)s does not take the seat. The application has ended.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    return ask("enrolment/staff_declination.html", enrolment, form)
