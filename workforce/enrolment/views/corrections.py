"""Staff put the answers of an application right."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...database import db
from ...i18n import speaking
from ...refusals import Refused
from ...web import render
from ...web.lists import way_back
from ..actions import corrections, rebanding
from ..forms.corrections import form_for_correction
from ..forms.questions import kept_values
from ..models import State
from ..queries import records
from ..rules.bands import TIE
from ..rules.catalogue import in_words
from ..rules.changes import mark
from . import views
from .records import named, note_needs


@views.route("/staff/enrolments/<receipt>/answers", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_answers(receipt):
    enrolment = named(records.with_questions(db.session, receipt) or abort(404))
    form = form_for(enrolment)
    if form.validate_on_submit():
        tie = enrolment.answers.get(TIE)
        try:
            correct(enrolment, form)
        except corrections.AnswersChangedMeanwhile as refusal:
            form.refuse(refusal)
            return show(enrolment, form, beside=on_record(enrolment, form))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(
                _(
                    "The answers of %(name)s are put right. The old ones stay in the history.",
                    name=enrolment.person.name,
                )
            )
            if enrolment.answers.get(TIE) != tie and rebanding.is_kept(db.session, enrolment):
                flash(
                    _("The group for the seats stays as it was. Change it on the page of the enrolment if it is wrong.")
                )
            return redirect(way_back(page_of(enrolment)), 303)
    return show(enrolment, form)


def form_for(enrolment):
    """Every question with the answer on record; what was typed instead, if the page was sent."""
    kept = enrolment.answers | enrolment.needs
    made = form_for_correction(enrolment.cohort, with_needs=may(current_user, Permission.NEEDS_READ))
    return made(cohort=enrolment.cohort, at=clock.now(), data=kept_values(kept) | {"seen": mark(kept, made.keys)})


def correct(enrolment, form):
    """What is answered anew keeps the words of the applicant's own language, as if they had answered it."""
    with speaking(enrolment.language):
        given = form_for(enrolment)
        answers = given.answers()
    corrections.correct(
        db.session,
        enrolment,
        given=answers,
        keys=form.keys,
        seen=form.seen.data,
        reason=form.reason.data,
        by=current_user,
        at=clock.now(),
    )


def on_record(enrolment, form):
    """{key: the answer in words} of what was typed otherwise; sending again then means to replace just that."""
    kept = enrolment.answers | enrolment.needs
    form.seen.data = mark(kept, form.keys)
    typed = form.answers()
    differing = [key for key in form.keys if value(kept, key) != value(typed, key)]
    return {key: in_words(key, kept[key]) if key in kept else _("nothing") for key in differing}


def value(answers, key):
    return answers[key]["value"] if key in answers else None


def show(enrolment, form, beside=None):
    form.back.data = way_back(page_of(enrolment))
    if enrolment.needs and may(current_user, Permission.NEEDS_READ):
        note_needs([enrolment.id], clock.now())
    return render(
        "enrolment/staff_answers.html",
        enrolment=enrolment,
        form=form,
        name=enrolment.person.name,
        beside=beside or {},
        is_over=enrolment.state is State.CANCELLED or enrolment.forgotten_at is not None,
        back=form.back.data,
    )


def page_of(enrolment):
    return url_for(".staff_enrolment", receipt=enrolment.receipt)
