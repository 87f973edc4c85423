"""Waiting together: one begins a group and passes on its code or link, the others look and join by one button."""

from datetime import timedelta

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import public
from ...database import db, survive, wholly
from ...forms import ButtonForm
from ...people.actions import attempts
from ...people.rules.receipts import shown_code
from ...people.rules.throttles import LONGEST, Limit
from ...web import render, visitors
from ..actions import together as actions
from ..forms.links import GroupCodeForm
from ..models import State
from ..queries import pages, seats
from ..queries import together as queries
from ..rules import together as rules
from . import throttled, views
from .finding import not_theirs
from .receipts import theirs

LINK_LASTS = timedelta(days=366)  # the group is over long before
LOOK_LASTS = timedelta(hours=2)  # of the address behind a typed code
GUESS = "group code"
OF_ONE = (Limit(10, LONGEST),)


@views.route("/enrolments/<receipt>/together", methods=["GET", "POST"])
@public
def together(receipt):
    """The group, or how to come to one; a typed code leads on to what joining would mean."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = GroupCodeForm()
    if form.done(lambda: token_of(enrolment, form, at=clock.now())):
        return redirect(url_for(".together", receipt=enrolment.receipt, group=form.result), 303)
    return page(enrolment, form, asked=request.args.get("group"))


def token_of(enrolment, form, *, at) -> str:
    """For the group with this code. Wrong ones are counted by where they come from and for whom.

    Raises TooManyTries, NoSuchGroup.
    """
    keys = {throttled.key(GUESS): throttled.GUESSES, visitors.key(GUESS, enrolment.receipt): OF_ONE}
    attempts.refuse_too_many(db.session, keys, at=at)
    try:
        group = actions.by_code(db.session, enrolment, form.read_code, secret=current_app.secret_key)
    except actions.NoSuchGroup:
        survive(lambda session: attempts.note(session, list(keys), at=at))
        raise
    return links.mint(links.Purpose.TOGETHER, group.id, at=at, lasts=LOOK_LASTS)


@views.post("/enrolments/<receipt>/together/beginning")
@public
def together_begin(receipt):
    return press(receipt, lambda one, at: actions.begin(db.session, one, by=None, at=at), _("Here is your code."))


@views.post("/enrolments/<receipt>/together/membership")
@public
def together_join(receipt):
    token = request.form.get("group")
    return press(receipt, lambda one, at: join(one, token, at), _("You wait together now."), token)


def join(enrolment, token, at):
    actions.join(db.session, enrolment, group_of(token) or 0, by=None, at=at)


@views.post("/enrolments/<receipt>/together/leaving")
@public
def together_leave(receipt):
    return press(receipt, lambda one, at: actions.leave(db.session, one, by=None, at=at), _("You wait alone again."))


def press(receipt, act, done, asked=None):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    if form.done(lambda: wholly(lambda: act(enrolment, at))):
        flash(done)
        return redirect(url_for(".together", receipt=enrolment.receipt), 303)
    return page(theirs(receipt), GroupCodeForm(formdata=None), pressed=form, asked=asked)


def page(enrolment, form, *, pressed=None, asked=None):
    """`pressed`: the button that was refused; `asked`: a token that names the group to join."""
    standing = queries.standing(db.session, enrolment)
    outlook = what_joining_means(enrolment, standing, asked)
    code = standing and rules.code_of(standing.group_id, standing.made_at, current_app.secret_key)
    return render(
        "enrolment/together.html",
        form=form,
        pressed=pressed or form,
        enrolment=enrolment,
        cohort=enrolment.cohort,
        waits=enrolment.state is State.WAITLISTED,
        rule=rules.RULES[enrolment.cohort.group_rule],
        largest=rules.LARGEST,
        standing=standing,
        position=seats.position(db.session, enrolment),
        alone=queries.place_alone(db.session, enrolment) if standing else 0,
        code=code and shown_code(code),
        link=standing and link_of(standing.group_id),
        asked=asked if outlook else None,
        outlook=outlook,
        is_over=bool(asked) and outlook is None and standing is None,
    )


def what_joining_means(enrolment, standing, asked):
    """None where there is nothing to join: for somebody who waits with others already, and a group that is over."""
    group_id = group_of(asked)
    if group_id is None or enrolment.state is not State.WAITLISTED or (standing and standing.count > 1):
        return None
    group = queries.open_group(db.session, group_id, enrolment.cohort_id)
    if group is None or group_id == enrolment.waiting_group_id:
        return None
    return rules.outlook(queries.line(db.session, enrolment.cohort_id), enrolment.id, group_id)


def group_of(token) -> int | None:
    known = links.read(links.Purpose.TOGETHER, token, at=clock.now()) if token else None
    return known[0] if known else None


def link_of(group_id):
    return links.address(links.Purpose.TOGETHER, group_id, language=i18n.current().code, at=clock.now())


@views.get("/together/<token>")
@public
def together_invitation(token):
    """The link that was passed on: to the own page of whoever opened that here before, else the way to it."""
    group = queries.by_id(db.session, group_of(token))
    if group is None or group.ended_at:
        return render("enrolment/together_invitation.html", 410, cohort=None, code=None)
    person_id = current_user.person_id if current_user.is_authenticated else None
    own = pages.waiting_here(
        db.session, group.cohort_id, granted=links.granted(links.Purpose.ENROLMENT), person_id=person_id
    )
    if own:
        return redirect(url_for(".together", receipt=own, group=token), 303)
    code = rules.code_of(group.id, group.made_at, current_app.secret_key)
    return render("enrolment/together_invitation.html", cohort=group.cohort, code=shown_code(code))
