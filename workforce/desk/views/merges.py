"""Two records that no search for duplicates has found: staff name the second one, then compare as with any pair."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...people.actions.merging import AlreadyMerged, SamePerson
from ...people.queries import contacts
from ...people.queries import persons as person_queries
from ...people.rules.same_person import Identity, agree_in
from ...web import lists, render
from ..queries import people
from ..queries import search as queries
from . import views
from .duplicates import merge_form, merged, show_two, told_apart
from .search import people_on


@views.get("/staff/people/<int:person_id>/merge")
@requires(Permission.PEOPLE_MERGE)
def choose_other(person_id):
    """The search for the other record of this human."""
    found = load(person_id)
    if found.id != person_id:
        return redirect(url_for(".choose_other", person_id=found.id, who=request.args.get("who")), 303)
    return choose(found)


def choose(found, form=None):
    typed = request.args.get("who", "").strip()
    page = queries.search(db.session, typed, **lists.place())
    ids = [row.id for row in page.rows]
    return render(
        "desk/person_merge.html",
        person=found,
        form=form,
        typed=typed,
        page=page,
        contacts=contacts.on_file_of(db.session, ids) if ids else {},
        activity=people.activity_of(db.session, ids) if ids else {},
        pagination=lists.pagination(page, people_on(ids), "desk.choose_other"),
    )


@views.route("/staff/people/<int:person_id>/merge/<int:other_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MERGE)
def merge_with(person_id, other_id):
    """Side by side; sending merges them."""
    one, other = load(person_id), load(other_id)
    if refusal := no_two(one, other, person_id, other_id):
        return refused(one, refusal)
    if (one.id, other.id) != (person_id, other_id):
        flash(_("That record was merged into this one."))
        return redirect(url_for(".merge_with", person_id=one.id, other_id=other.id), 303)
    form = merge_form(one, other)
    return merged(form, one, other) or show(one, other, form)


@views.post("/staff/people/<int:person_id>/merge/<int:other_id>/not-the-same")
@requires(Permission.PEOPLE_MERGE)
def tell_apart(person_id, other_id):
    one, other = load(person_id), load(other_id)
    if refusal := no_two(one, other, person_id, other_id):
        return refused(one, refusal)
    return told_apart(one, other) or show(one, other, merge_form(one, other))


def no_two(one, other, person_id, other_id):
    """Why these cannot be decided about. What was seen before somebody merged one of them is not acted upon."""
    if one.id == other.id:
        return SamePerson()
    if request.method == "POST" and (one.id, other.id) != (person_id, other_id):
        return AlreadyMerged()
    return None


def refused(one, refusal):
    form = ButtonForm(formdata=None)
    form.refuse(refusal)
    return choose(one, form)


def show(one, other, form):
    first, second = sorted((one, other), key=lambda person: person.id)
    names = {"person_id": one.id, "other_id": other.id}
    return show_two(
        first,
        second,
        form,
        agree=agree_in(identity(first), identity(second)),
        action=url_for(".merge_with", **names),
        apart=url_for(".tell_apart", **names),
    )


def identity(person):
    mail, phone = contacts.on_file(db.session, person.id)
    return Identity(
        kana=person.kana,
        birth_date=person.birth_date,
        mails=frozenset([mail] if mail else []),
        phones=frozenset([phone] if phone else []),
    )


def load(person_id):
    return person_queries.person(db.session, person_id) or abort(404)
