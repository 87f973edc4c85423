"""What an operator sees of the people it named: that they are named, how it stands, and whether their part is done."""

from functools import partial

from flask import g, redirect, url_for
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db, survive
from ...operators.views.own import all_own
from ...web import render
from ..actions import employers as actions
from ..models import State
from ..queries import groups as queries
from ..queries import reservations
from ..rules.words import STATE_WORDS, TONES
from . import views
from .naming import Way, of_own, of_staff


@views.get("/operator")
@requires(Permission.OPERATOR_USE)
def operator_start():
    """To the operator of whoever is signed in; who speaks for several chooses."""
    contacts = all_own()
    if len(contacts) == 1:
        return redirect(url_for(".operator_home", operator_id=contacts[0].operator_id), 303)
    return render("operators/start.html", contacts=contacts)


@views.get("/operator/<int:operator_id>")
@requires(Permission.OPERATOR_USE)
def operator_home(operator_id):
    way, at = of_own(operator_id), clock.now()
    by_id, request_id = current_user.id, g.get("request_id")
    survive(partial(actions.note_reading, operator_id=operator_id, by_id=by_id, request_id=request_id, at=at))
    return show(way, at)


@views.get("/staff/operators/<int:operator_id>/people")
@requires(Permission.ENROLMENTS_READ)
def staff_operator_people(operator_id):
    return show(of_staff(operator_id), clock.now())


def show(way: Way, at):
    members = queries.members(db.session, way.operator.id, at=at)
    waiting = [one for one in members if not one.is_done and one.state is not State.CANCELLED]
    return render(
        way.template("home"),
        way=way,
        operator=way.operator,
        cohorts=by_cohort(members),
        waiting=len(waiting),
        held=reservations.of_operator(db.session, way.operator.id),
        words=STATE_WORDS,
        tones=TONES,
        at=at,
    )


def by_cohort(members):
    """[(the first of its people, all of them)] in the order of the cohorts."""
    found: dict[str, list] = {}
    for one in members:
        found.setdefault(one.code, []).append(one)
    return [(people[0], people) for people in found.values()]
