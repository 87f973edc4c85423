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
    form = merge_form(pair.first, pair.second)
    return merged(form, pair.first, pair.second) or show_pair(pair, form)


def merged(form, one, other):
    """Where it goes on once the two are merged; None while they are not, with the reason on the form."""
    keep, absorb = (one, other) if form.keep.data == str(one.id) else (other, one)
    if not form.done(
        lambda: merging.merge(db.session, keep, absorb, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        return None
    flash(_("Merged. You can take it back for 30 days on the page of duplicates."))
    return redirect(url_for(".person", person_id=keep.id), 303)


@views.post("/staff/duplicates/<int:pair_id>/not-the-same")
@requires(Permission.PEOPLE_MERGE)
def not_the_same(pair_id):
    pair = pairs.open_pair(db.session, pair_id) or abort(404)
    return told_apart(pair.first, pair.second) or show_pair(pair, merge_form(pair.first, pair.second))


def told_apart(one, other):
    if not ButtonForm().validate_on_submit():
        return None
    people_merging.not_the_same(db.session, one, other, by=current_user, at=clock.now())
    flash(_("Remembered: %(one)s and %(other)s are two people.", one=one.name, other=other.name))
    return redirect(url_for(".duplicates"), 303)


@views.post("/staff/merges/<int:merge_id>/undo")
@requires(Permission.PEOPLE_MERGE)
def undo_merge(merge_id):
    merge, form = pairs.merge(db.session, merge_id) or abort(404), ButtonForm()
    if form.done(lambda: merging.undo(db.session, merge, by=current_user, at=clock.now())):
        flash(_("Taken back. They are two records again."))
        return redirect(url_for(".duplicates"), 303)
    return show_list(form)


def merge_form(*people):
    older_first = sorted(people, key=lambda person: person.id)
    return MergeForm(choices=[(str(one.id), one.name) for one in older_first])


def show_pair(pair, form):
    return show_two(
        pair.first,
        pair.second,
        form,
        agree=pair.agree_in,
        action=url_for(".duplicate", pair_id=pair.id),
        apart=url_for(".not_the_same", pair_id=pair.id),
    )


def show_two(one, other, form, *, agree, action, apart):
    """`one` is the older record; `agree`: the signs that speak for one human."""
    ids = [one.id, other.id]
    return render(
        "desk/duplicate.html",
        one=one,
        other=other,
        agree=agree,
        action=action,
        apart=apart,
        form=form,
        today=clock.today(clock.now()),
        contacts=contacts.on_file_of(db.session, ids),
        activity=people.activity_of(db.session, ids),
    )
