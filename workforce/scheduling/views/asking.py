"""Staff look for somebody: who could teach, in which order they are asked; and who cannot come."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.models import Cohort
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db, wholly
from ...i18n.formats import hours, short_day
from ...i18n.wording import plain
from ...web import render
from ..actions.requests import asking, leaving
from ..forms.asking import AbsenceForm, form_of
from ..models import Duty
from ..queries import substitutes as queries
from ..queries.requests import open_posts, records
from ..queries.substitutes import Post
from ..rules.answering import ASKING
from ..rules.request_words import where
from . import views
from .instructors import load as load_instructor
from .search_words import reasons

FIRST = 3
"""So many are named where several posts are shown."""
AHEAD_DAYS = 14


@views.route("/staff/cohorts/<code>/teaching/search", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def ask(code):
    """`part` in the address, several times: for which parts; without them, all to come that nobody leads, or all where
    `duty` is that of an assistant.
    """
    cohort, at = load(code), clock.now()
    duty = Duty.ASSISTANT if request.args.get("duty") == Duty.ASSISTANT else Duty.LEAD
    parts = parts_asked(cohort, duty, at)
    sittings = [one for one in records.sittings_of(db.session, parts) if one.starts_at > at]
    parts = records.part_ids(sittings)
    found = queries.found(db.session, [Post(cohort.id, tuple(parts), duty, without())])[0]
    is_short = bool(sittings) and policies.current(db.session, ASKING, at=at).is_short(sittings[0].starts_at, at)
    form = form_of([(one.person_id, one.name) for one in found.candidates], is_short=is_short)
    if form.done(lambda: wholly(lambda: begin(code, parts, duty, form))):
        flash(_("Asked."))
        return redirect(url_for(".search", search_id=form.result), 303)
    return render(
        "scheduling/ask.html",
        cohort=load(code),
        sittings=sittings,
        duty=duty,
        form=form,
        found=found,
        reasons=reasons,
        where=where,
        address=request.full_path.removesuffix("?"),
    )


def load(code) -> Cohort:
    return cohort_brief(db.session, code) or abort(404)


def parts_asked(cohort, duty, at) -> list[int]:
    named = [int(one) for one in request.args.getlist("part") if one.isdecimal() and len(one) < 10]
    return (
        asking.own_parts(db.session, cohort, named)
        if named
        else open_posts.of_cohort(db.session, cohort.id, at=at, duty=duty)
    )


def without() -> int | None:
    """Who cannot come."""
    return request.args.get("without", type=int)


def begin(code, parts, duty, form) -> int:
    given = {"part_ids": parts, "person_ids": form.chosen(), "duty": duty}
    more = {"is_short": form.is_short.data, "note": form.note.data or ""}
    return asking.begin(db.session, load(code), **given, **more, by=current_user, at=clock.now()).id


@views.route("/staff/instructors/<int:person_id>/absence", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def absence(person_id):
    """They cannot come; the sessions of their next day are ticked."""
    person, at = load_instructor(person_id), clock.now()
    until = clock.instant(clock.today(at), clock.local(at).time()) + AHEAD_DAYS * queries.DAY
    coming = [one for one in queries.on_days_of(db.session, person.id, since=at, until=until) if one.begins_at > at]
    first = coming[0].day if coming else None
    form = AbsenceForm(data={"sessions": [one.session_id for one in coming if one.day == first]})
    form.sessions.offer([(one.session_id, named(one)) for one in coming])
    if form.done(lambda: wholly(lambda: leave(person.id, form.sessions.data))):
        posts = form.result
        flash(_("Noted. Now look for somebody else."))
        return redirect(address_of(posts, person_id), 303)
    return render("scheduling/absence.html", person=load_instructor(person_id), form=form, coming=coming)


def named(one) -> str:
    return f"{short_day(one.begins_at)} {hours(one.begins_at, one.ends_at)} {plain(one.title)} {one.code}"


def leave(person_id, session_ids) -> list[Post]:
    posts = queries.posts_of(db.session, person_id, session_ids)
    leaving.absent(db.session, person_id, session_ids=session_ids, by=current_user, at=clock.now())
    return posts


def address_of(posts: list[Post], person_id) -> str:
    parts = [id for post in posts for id in post.part_ids]
    if not parts:
        return url_for(".searches")
    return url_for(".substitutes", part=parts, without=person_id)


@views.get("/staff/teaching/substitutes")
@requires(Permission.ASSIGNMENTS_MANAGE)
def substitutes():
    """`part` in the address, several times; `without`: who cannot come."""
    named = [int(one) for one in request.args.getlist("part") if one.isdecimal() and len(one) < 10]
    posts = open_posts.by_day(db.session, named, without=without())
    found = queries.found(db.session, [post for post, _about in posts])
    return render(
        "scheduling/substitutes.html",
        posts=[(post, about, one) for (post, about), one in zip(posts, found, strict=True)],
        first=FIRST,
        reasons=reasons,
        without=without(),
        Duty=Duty,
    )
