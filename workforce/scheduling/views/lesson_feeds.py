"""Calendars of lessons: their addresses, and what is read there."""

from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import Permission, public, requires
from ...catalogue.queries.cohorts import cohort_page
from ...database import db
from ...forms import ButtonForm
from ...i18n.wording import plain
from ...web import render
from ..actions import lesson_feeds as actions
from ..queries import instructors, rooms
from ..queries import lesson_feeds as queries
from ..rules import calendars
from . import views

KIND = "text/calendar; charset=utf-8"


@public
def lesson_feed(token):
    """/lessons/<token>.ics: whoever has the address reads; there is nothing to do here."""
    feed = queries.by_word(db.session, links.fingerprint(token)) or abort(404)
    teacher = instructors.instructor(db.session, feed.person_id) if feed.person_id else None
    if feed.person_id and teacher is None:
        abort(404)
    found = queries.lessons(db.session, feed, person_id=teacher.id if teacher else None, at=clock.now())
    with i18n.speaking(feed.language):
        body = calendars.lessons(
            found,
            name=name_of(feed, found),
            host=urlsplit(current_app.config["SETTINGS"].base_url).hostname,
            address_of=lambda one: page_of(one, feed),
        )
    response = current_app.response_class(body, content_type=KIND)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def name_of(feed, found) -> str:
    """As it stands in the list of calendars."""
    if feed.person_id:
        return _("Lessons I teach, %(centre)s", centre=current_app.config["SETTINGS"].centre.name(feed.language))
    if feed.room_id:
        room = rooms.room(db.session, feed.room_id)
        return f"{plain(room.place.name)} {room.name}" if room else ""
    return found[0].code if found else _("Lessons")


def page_of(one, feed) -> str:
    """Behind a password."""
    if feed.person_id and one.session_id:
        return links.whole("attendance.roll", language=feed.language, session_id=one.session_id)
    if one.code:
        return links.whole("catalogue.cohort_sessions", language=feed.language, code=one.code)
    return links.whole("scheduling.timetable", language=feed.language)


@views.route("/instructor/calendar", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def own_feed():
    teacher = instructors.instructor(db.session, current_user.person_id) or abort(404)
    return page({"person_id": teacher.id}, _("My lessons in my own calendar"), url_for(".own_timetable"))


@views.route("/staff/places/<int:place_id>/rooms/<int:room_id>/calendar", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def room_feed(place_id, room_id):
    room = rooms.room(db.session, room_id, place_id=place_id) or abort(404)
    back = url_for(".room", place_id=place_id, room_id=room_id)
    return page({"room_id": room.id}, _("Calendar of %(name)s", name=room.name), back)


@views.route("/staff/cohorts/<code>/calendar", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def cohort_feed(code):
    cohort = cohort_page(db.session, code) or abort(404)
    back = url_for("catalogue.cohort_sessions", code=code)
    return page({"cohort_id": cohort.id}, _("Calendar of %(name)s", name=cohort.code), back)


def page(whose, title, back):
    form = ButtonForm()
    if form.done(lambda: act(whose)):
        flash(form.result)
        return redirect(request.path, 303)
    found = queries.open_ones(db.session, **whose)
    address = address_of(found[0]) if found else None
    return render(
        "scheduling/lesson_feed.html",
        form=form,
        title=title,
        back=back,
        is_own="person_id" in whose,
        address=address,
        subscribe=address and "webcal:" + address.partition(":")[2],
    )


def act(whose) -> str:
    """What was done, in words."""
    about = {"by": current_user, "at": clock.now()}
    if request.form.get("do") == "end":
        actions.end(db.session, **about, **whose)
        return _("The calendar has ended. Its address opens nothing any more.")
    actions.make(db.session, language=i18n.current().code, **about, **whose)
    return _("Here is the address of the calendar.")


def address_of(feed) -> str | None:
    """The whole address again; None where the secret of the server is another than when it was made."""
    word = actions.word_of(feed.seed)
    return links.whole("scheduling.lesson_feed", token=word) if links.fingerprint(word) == feed.token_hash else None
