"""Whoever is asked to teach answers by the link in the letter, or signed in. Opening shows, buttons act."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import Permission, public, requires
from ...database import db, wholly
from ...forms import ButtonForm
from ...i18n.formats import hours, short_day
from ...web import render
from ..actions.requests import answering, leaving
from ..forms.requests import CannotComeForm, DeclineForm, ProposalForm
from ..queries import instructors
from ..queries.requests import pages as queries
from ..queries.requests import records
from ..rules.request_words import where
from ..rules.requests import HAS, Offer
from . import views
from .request_words import BADGES, DUTY_WORDS, LEADS, Outcome, outcome


@public
def open_request(token):
    """/l/teaching/<token>: lets this visitor in and leads on to the page in their language."""
    known = links.read(links.Purpose.TEACHING, token, at=clock.now())
    code = queries.language_of(db.session, known[0]) if known else None
    if known is None or code is None:
        return redirect(url_for("scheduling.request_over", language=i18n.current().code), 303)
    links.grant(links.Purpose.TEACHING, known[0])
    language = code if code in i18n.LANGUAGES else i18n.current().code
    return redirect(url_for("scheduling.asked", language=language, asked_id=known[0]), 303)


@views.get("/teaching-requests/over")
@public
def request_over():
    """A link that opens nothing any more."""
    return render("scheduling/request_over.html", 410)


def load(asked_id):
    """What this visitor was let into by a link, or is asked themselves."""
    found = queries.of_request(db.session, asked_id)
    if found is None or found[1].request.asked_at is None or not is_theirs(found[1]):
        abort(404)
    return found


def is_theirs(asked) -> bool:
    if asked.request.id in links.granted(links.Purpose.TEACHING):
        return True
    if not current_user.is_authenticated:
        return False
    own = current_user.person_id
    return asked.person.id == records.now(db.session, [own]).get(own)


def shown(asked_id, form=None, template="scheduling/asked.html", **more):
    found, asked = load(asked_id)
    at = clock.now()
    return render(
        template,
        422 if form is not None and form.has_errors else 200,
        found=found,
        asked=asked,
        form=form,
        outcome=outcome(found, asked, at),
        leads=LEADS,
        duty_words=DUTY_WORDS,
        can_answer=found.can_answer(asked, at),
        can_leave=asked.standing in HAS and found.search.ended_at is None and bool(found.coming(at)),
        where=where,
        at=at,
        **more,
    )


@views.get("/teaching-requests/<int:asked_id>")
@public
def asked(asked_id):
    return shown(asked_id)


@views.post("/teaching-requests/<int:asked_id>/acceptance")
@public
def accept_request(asked_id):
    load(asked_id)
    form = ButtonForm()
    if form.done(lambda: act(answering.accept, asked_id)):
        return back(asked_id, _("Thank you. We have noted your yes."))
    return shown(asked_id, form)


def act(action, asked_id, **given):
    return wholly(lambda: action(db.session, asked_id, **given, by=whoever(), at=clock.now()))


def whoever():
    """Who is signed in, if anybody: a link is nobody's account."""
    return current_user if current_user.is_authenticated else None


def back(asked_id, said):
    flash(said)
    return redirect(url_for("scheduling.asked", asked_id=asked_id), 303)


@views.route("/teaching-requests/<int:asked_id>/declination", methods=["GET", "POST"])
@public
def decline_request(asked_id):
    load(asked_id)
    form = DeclineForm()
    if form.done(lambda: act(answering.decline, asked_id, words=form.words.data)):
        return back(asked_id, _("Thank you for telling us. We ask somebody else."))
    return shown(asked_id, form, "scheduling/asked_declination.html")


@views.route("/teaching-requests/<int:asked_id>/proposal", methods=["GET", "POST"])
@public
def propose(asked_id):
    found, _asked = load(asked_id)
    sittings = {one.id: list(one.parts) for one in found.sittings}
    form = ProposalForm()
    form.name_sessions([(one.id, named(one)) for one in found.sittings])
    if form.done(lambda: act(answering.propose, asked_id, **proposal(form, sittings))):
        return back(asked_id, _("Thank you. We look at it and answer you."))
    return shown(asked_id, form, "scheduling/asked_proposal.html")


def proposal(form, sittings):
    parts = [part for id in form.sessions.data for part in sittings.get(id, ())]
    return {"offer": Offer(form.offer.data), "part_ids": parts, "words": form.words.data}


def named(sitting) -> str:
    return f"{short_day(sitting.starts_at)} {hours(sitting.starts_at, sitting.ends_at)}"


@views.route("/teaching-requests/<int:asked_id>/cancellation", methods=["GET", "POST"])
@public
def give_back_request(asked_id):
    found, one = load(asked_id)
    coming = found.coming(clock.now())
    if one.standing not in HAS or not coming:
        return redirect(url_for("scheduling.asked", asked_id=asked_id), 303)
    form = CannotComeForm(data={"sessions": [each.id for each in coming] if len(coming) == 1 else []})
    form.sessions.offer([(each.id, named(each)) for each in coming])
    if form.done(lambda: act(leaving.give_back, asked_id, session_ids=form.sessions.data, words=form.words.data)):
        return back(asked_id, _("Thank you for telling us. We look for somebody else."))
    return shown(asked_id, form, "scheduling/asked_cancellation.html")


@views.get("/instructor/requests")
@requires(Permission.ATTENDANCE_TAKE)
def own_requests():
    at = clock.now()
    person = instructors.instructor(db.session, current_user.person_id)
    found = queries.of_person(db.session, person.id, at=at) if person else []
    return render(
        "scheduling/own_requests.html",
        waiting=[pair for pair in found if outcome(*pair, at) is Outcome.ASKED],
        others=[pair for pair in found if outcome(*pair, at) is not Outcome.ASKED],
        outcome=outcome,
        badges=BADGES,
        at=at,
    )
