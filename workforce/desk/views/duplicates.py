"""Two records that may be one human: side by side, merged, told apart, or taken back."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.actions import merging
from ...forms import ButtonForm
from ...people.actions import merging as people_merging
from ...people.queries import contacts
from ...people.queries import duplicates as pairs
from ...refusals import Refused
from ...web import lists, render
from ..forms.people import MergeForm
from ..queries import merges, people
from . import views

LIST = "desk.duplicates"


@views.get("/staff/duplicates")
@requires(Permission.PEOPLE_MERGE)
def duplicates():
    return show_list()


def show_list(form=None):
    sign = request.args.get("sign", "")
    sort = lists.sort_of(merges.ORDERS, "oldest")
    page = merges.open_pairs(db.session, sign=sign, sort=sort, **lists.place())
    return render(
        "desk/duplicates.html",
        page=page,
        form=form,
        sign=sign,
        sort=sort,
        address=lambda **changes: lists.address(LIST, **changes),
        signs=merges.SIGNS,
        undoable=merges.undoable(db.session, at=clock.now()),
        pagination=lists.pagination(page, pairs_on(page), LIST),
    )


def pairs_on(page):
    return ngettext("%(num)s pair on this page", "%(num)s pairs on this page", len(page.rows))


@views.route("/staff/duplicates/<int:pair_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MERGE)
def duplicate(pair_id):
    """Side by side; sending merges them."""
    pair = pairs.open_pair(db.session, pair_id) or abort(404)
    form = merge_form(pair)
    if form.validate_on_submit():
        keep, absorb = (pair.first, pair.second) if form.keep.data == str(pair.first.id) else (pair.second, pair.first)
        try:
            merging.merge(db.session, keep, absorb, reason=form.reason.data, by=current_user, at=clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Merged. You can take it back for 30 days on the page of duplicates."))
            return redirect(url_for(".person", person_id=keep.id), 303)
    return show_pair(pair, form)


@views.post("/staff/duplicates/<int:pair_id>/not-the-same")
@requires(Permission.PEOPLE_MERGE)
def not_the_same(pair_id):
    pair = pairs.open_pair(db.session, pair_id) or abort(404)
    if ButtonForm().validate_on_submit():
        people_merging.not_the_same(db.session, pair.first, pair.second, by=current_user, at=clock.now())
        flash(_("Remembered: %(one)s and %(other)s are two people.", one=pair.first.name, other=pair.second.name))
        return redirect(url_for(".duplicates"), 303)
    return show_pair(pair, merge_form(pair))


@views.post("/staff/merges/<int:merge_id>/undo")
@requires(Permission.PEOPLE_MERGE)
def undo_merge(merge_id):
    merge, form = pairs.merge(db.session, merge_id) or abort(404), ButtonForm()
    if form.validate_on_submit():
        try:
            people_merging.undo(db.session, merge, by=current_user, at=clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Taken back. They are two records again."))
            return redirect(url_for(".duplicates"), 303)
    return show_list(form)


def merge_form(pair):
    return MergeForm(choices=[(str(one.id), one.name) for one in (pair.first, pair.second)])


def show_pair(pair, form):
    ids = [pair.first.id, pair.second.id]
    return render(
        "desk/duplicate.html",
        pair=pair,
        form=form,
        today=clock.today(clock.now()),
        contacts=contacts.on_file_of(db.session, ids),
        activity=people.activity_of(db.session, ids),
    )
