"""What staff pin: every plan keeps it until the pin is removed."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import lists, render
from ..actions import pins as actions
from ..forms.plans import PinForm
from ..queries import plan_words as naming
from ..queries import plans as queries
from ..rules.plan_words import DUTIES, session, whole_part
from ..rules.planning.instance import Duty
from . import views


@views.get("/staff/plans/pins")
@requires(Permission.ASSIGNMENTS_MANAGE)
def pins():
    found = queries.pins(db.session)
    words = naming.words(
        db.session,
        parts=[one.part_id for one in found if one.part_id],
        sessions=[one.session_id for one in found if one.session_id],
        people=[one.person_id for one in found if one.person_id],
        rooms=[one.room_id for one in found if one.room_id],
    )
    return render("scheduling/pins.html", rows=[(one, *told(one, words)) for one in found])


def told(one, words) -> tuple[str, str]:
    """(who or which room, where)"""
    if one.session_id:
        return words.rooms[one.room_id], session(one.session_id, words)
    who = words.people[one.person_id]
    return _("%(name)s %(duty)s", name=who, duty=DUTIES[Duty(one.duty)]), whole_part(one.part_id, words)


@views.post("/staff/plans/pins")
@requires(Permission.ASSIGNMENTS_MANAGE)
def create_pin():
    form = PinForm()
    if form.validate_on_submit():
        pin(form)
        flash(_("Pinned. Every plan keeps it now."))
    return redirect(lists.way_back(url_for(".pins")), 303)


def pin(form):
    given = {"by": current_user, "at": clock.now()}
    if form.sitting.data:
        return actions.pin_room(db.session, session_id=form.sitting.data, room_id=form.room.data or 0, **given)
    whom = {"part_id": form.part.data or 0, "person_id": form.person.data or 0, "instead": form.instead.data}
    duty = Duty.ASSISTANT if form.duty.data == Duty.ASSISTANT else Duty.LEAD
    return actions.pin_person(db.session, **whom, duty=duty, **given)


@views.post("/staff/plans/pins/<int:pin_id>/removal")
@requires(Permission.ASSIGNMENTS_MANAGE)
def remove_pin(pin_id):
    one = queries.pin(db.session, pin_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.unpin(db.session, one, by=current_user, at=clock.now())
        flash(_("Not pinned any more. Plans may change it."))
    return redirect(lists.way_back(url_for(".pins")), 303)
