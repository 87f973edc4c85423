"""The calendar for one's own phone: made, renewed and ended by the person, and read by whoever has its address."""

from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import Permission, public, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import feeds as actions
from ..models import Enrolment
from ..queries import feeds as queries
from ..rules import calendars
from . import views
from .finding import not_theirs
from .receipts import theirs

KIND = "text/calendar; charset=utf-8"


@public
def feed(token):
    """/calendar/<token>.ics: whoever has the address reads; there is nothing to do here."""
    found = queries.feed_of(db.session, links.fingerprint(token)) or abort(404)
    return answer(queries.events(db.session, found.person_id, at=clock.now()), found.language)


def answer(events, language, name=None):
    """The calendar, or that nothing has changed since it was read last."""
    centre = current_app.config["SETTINGS"].centre
    with i18n.speaking(language):
        body = calendars.calendar(
            events,
            name=_("My courses, %(centre)s", centre=centre.name(language)),
            host=urlsplit(current_app.config["SETTINGS"].base_url).hostname,
            address_of=lambda cohort: links.whole("site.cohort", language=language, code=cohort.code),
        )
    response = current_app.response_class(body, content_type=KIND)
    response.headers["Cache-Control"] = "private, no-cache"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    return response.make_conditional(request)


@views.route("/enrolments/<receipt>/calendar", methods=["GET", "POST"])
@public
def calendar(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    return page(enrolment.person.id, url_for(".calendar", receipt=enrolment.receipt), receipt=enrolment.receipt)


@views.route("/my-calendar", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def my_calendar():
    return page(current_user.person_id, url_for(".my_calendar"))


def page(person_id, here, receipt=None):
    form = ButtonForm()
    if form.done(lambda: act(person_id)):
        flash(form.result)
        return redirect(here, 303)
    found = queries.feed_of_person(db.session, person_id)
    address = found and address_of(found)
    return render(
        "enrolment/calendar.html",
        form=form,
        here=here,
        receipt=receipt,
        address=address,
        subscribe=address and "webcal:" + address.partition(":")[2],
    )


def act(person_id):
    """What was done, in words."""
    at = clock.now()
    if request.form.get("do") == "end":
        actions.end(db.session, person_id, at=at)
        return _("The calendar has ended. Its address opens nothing any more.")
    actions.make(db.session, person_id, language=i18n.current().code, at=at)
    return _("Here is the address of your calendar. Only you know it.")


def address_of(found):
    """The whole address again; None where the secret of the server is another than when it was made."""
    word = actions.word_of(found.seed)
    is_same = links.fingerprint(word) == found.token_hash
    return links.whole("enrolment.feed", token=word) if is_same else None


@views.get("/enrolments/<receipt>/sessions.ics")
@public
def sessions_file(receipt):
    """All sessions of this enrolment at once, or those of one `day`, as a file: for who wants no address that follows
    along. They have the names they have in the calendar, so nobody sees one twice.
    """
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    events = queries.events_of(db.session, Enrolment.id == enrolment.id, at=clock.now())
    if (day := request.args.get("day")) is None:
        return answer(events, i18n.current().code, name=f"{enrolment.cohort.code}.ics")
    of_day = [event for event in events if f"{clock.today(event.starts_at)}" == day] or abort(404)
    return answer(of_day, i18n.current().code, name=f"{enrolment.cohort.code}-{day}.ics")
