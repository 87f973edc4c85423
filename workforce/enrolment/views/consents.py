"""What somebody allows us, purpose by purpose: taken back or given with one press, and it counts at once."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, public, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ...web.lists import way_back
from ..actions import consents as actions
from ..models.consents import Purpose
from ..queries import consents as queries
from ..rules.consents import KEYS, NAMES, allows
from ..rules.guardians import is_minor
from . import views
from .finding import not_theirs
from .receipts import theirs
from .records import load


@views.route("/enrolments/<receipt>/consents", methods=["GET", "POST"])
@public
def own_consents(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = ButtonForm()
    if form.done(lambda: say(enrolment, by=None)):
        flash(_("That counts from now on."))
        return redirect(url_for(".own_consents", receipt=enrolment.receipt), 303)
    return render("enrolment/consents.html", form=form, enrolment=enrolment, **standing(enrolment))


@views.post("/staff/enrolments/<receipt>/consents")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_consents(receipt):
    """What the person told us by telephone or at the counter."""
    enrolment = load(receipt)
    back = way_back(url_for("desk.person", person_id=enrolment.person.id))
    form = ButtonForm()
    if form.done(lambda: say(enrolment, by=current_user)):
        flash(_("That counts from now on."))
        return redirect(back, 303)
    return render("enrolment/staff_consents.html", form=form, enrolment=enrolment, back=back)


def say(enrolment, *, by):
    wanted = request.form.get("purpose", "")
    at = clock.now()
    actions.say(
        db.session,
        enrolment,
        Purpose(wanted) if wanted in set(Purpose) else abort(404),
        given=request.form.get("given") == "yes",
        is_minor=is_minor(enrolment.person.birth_date, at),
        by=by,
        at=at,
    )


def standing(enrolment):
    """Of everything that was said: what counts now, and every word with its day."""
    at = clock.now()
    words, young = queries.of_enrolment(db.session, enrolment), is_minor(enrolment.person.birth_date, at)
    asked = [purpose for purpose in Purpose if any(word.purpose is purpose for word in words)]
    return {
        "names": NAMES,
        "allowed": {purpose: allows(words, purpose, is_minor=young) for purpose in asked},
        "own": {purpose: allows(words, purpose, is_minor=False) for purpose in asked},
        "words": {purpose: [word for word in words if word.purpose is purpose] for purpose in asked},
        "changeable": [purpose for purpose, key in KEYS.items() if key in enrolment.answers],
        "is_minor": young,
    }
