"""For staff: who waits for dates, so that somebody writes to them."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock, i18n
from ...access import Permission, requires
from ...catalogue.actions.interest import answer_interest
from ...catalogue.models import Interest
from ...database import db
from ...forms import ButtonForm
from ...i18n.languages import LANGUAGES
from ...web import lists, render
from .. import forms
from ..queries import interests, searching
from . import filters, views


@views.get("/staff/interests")
@requires(Permission.MESSAGES_MANAGE)
def staff_interests():
    page, places = interests.waiting(db.session, **lists.place()), searching.places(db.session)
    label = ngettext("%(num)s person on this page", "%(num)s people on this page", len(page.rows))
    return render(
        "site/staff_interests.html",
        rows=[(one, asked_for(one, places), LANGUAGES[one.language].name) for one in page.rows],
        pages=lists.pagination(page, label),
    )


@views.post("/staff/interests/<int:interest_id>/answer")
@requires(Permission.MESSAGES_MANAGE)
def take_off_list(interest_id):
    interest = db.session.get(Interest, interest_id) or abort(404)
    if ButtonForm().validate_on_submit():
        answer_interest(db.session, interest, by=current_user, at=clock.now())
        flash(_("%(mail)s is off the list.", mail=interest.mail))
    return redirect(url_for(".staff_interests"), 303)


def asked_for(one, places) -> str:
    """The course, or the wishes in words."""
    if one.title:
        return i18n.wording.plain(one.title)
    arguments = [(name, str(each)) for name, value in one.wishes.items() for each in as_list(value)]
    given = filters.given(forms.read_wishes(MultiDict(arguments)), places)
    return _(", ").join(wish.words for wish in given) or _("any course")


def as_list(value):
    return value if isinstance(value, list) else [value]
