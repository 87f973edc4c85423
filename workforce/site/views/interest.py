"""Nothing fits today: leave a mail address and hear of new dates."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import clock, i18n
from ...access import public
from ...catalogue.actions.interest import note_interest
from ...database import db
from ...people.rules.contacts import normal_mail
from ...web import render
from .. import forms
from ..queries import searching
from ..queries.courses import published_course
from . import filters, views


@views.get("/interest")
@public
def interest():
    return show(forms.InterestForm())


@views.post("/interest")
@public
def leave_interest():
    form = forms.InterestForm()
    if form.done(lambda: normal_mail(form.mail.data)):
        mail = form.result
        note(mail)
        flash(_("Thank you. We write to %(mail)s when there are new dates.", mail=mail))
        return redirect(url_for("site.courses"), 303)
    return show(form)


def note(mail):
    note_interest(
        db.session,
        mail=mail,
        language=i18n.current().code,
        course=asked_course(),
        wishes=forms.written(forms.read_wishes(request.args)),
        at=clock.now(),
    )


def asked_course():
    """The course in the address, or None if it names none."""
    slug = request.args.get("course")
    return (published_course(db.session, slug) or abort(404)) if slug else None


def show(form):
    course, wishes = asked_course(), forms.read_wishes(request.args)
    return render(
        "site/interest.html",
        form=form,
        course=course,
        given=filters.given(wishes, searching.places(db.session)),
        here=url_for("site.leave_interest", course=course and course.slug, **forms.written(wishes)),
    )
