"""Counter mode: an application typed while the person speaks."""

import secrets

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...i18n.formats import short_day
from ...i18n.wording import plain
from ...people.queries import persons as people
from ...people.rules.receipts import shown
from ...people.rules.same_person import Identity, agree_in, is_same, may_be_duplicate
from ...refusals import Refused
from ...web import render
from ..actions import counter as actions
from ..actions.enrol import Application, enrol
from ..actions.refusals import AlreadyEnrolled
from ..forms.counter import SOMEBODY_NEW, CounterForm, questions_for
from ..models import Origin
from ..queries import counter as queries
from ..queries import records, seats, teaching
from ..rules.catalogue import HAS_REQUIRED, NEEDS
from . import views


@views.get("/staff/counter")
@requires(Permission.ENROLMENTS_MANAGE)
def counter():
    at = clock.now()
    form = form_at(at)
    form.cohort.data, form.key.data = request.args.get("cohort", ""), secrets.token_urlsafe(16)
    return show(form, *cohort_and_questions(form, at))


@views.post("/staff/counter")
@requires(Permission.ENROLMENTS_MANAGE)
def enrol_at_counter():
    at = clock.now()
    form = form_at(at)
    if done := seats.sent_before(db.session, form.key.data):
        return redirect(url_for(".counter_receipt", receipt=done.receipt), 303)
    cohort, questions = cohort_and_questions(form, at)
    if "show_questions" in request.form or not form.validate_on_submit() or not questions.validate():
        return show(form, cohort, questions)
    resembling = who_resembles(form, cohort)
    form.offer([one.person.id for one in resembling], is_certain=any(one.is_same for one in resembling))
    enrolment = form.is_decided and taken(form, questions, cohort, at)
    if not enrolment:
        return show(form, cohort, questions, resembling)
    return redirect(url_for(".counter_receipt", receipt=enrolment.receipt), 303)


def form_at(at):
    choices = [
        (one.code, words(one, at)) for one in queries.choices(db.session, at=at, asked=request.values.get("cohort"))
    ]
    return CounterForm(cohorts=choices, today=clock.today(at))


def cohort_and_questions(form, at):
    cohort = catalogue.cohort_brief(db.session, form.cohort.data) if form.cohort.data else None
    return cohort, questions_for(cohort, at) if cohort else None


def show(form, cohort, questions, resembling=()):
    return render("enrolment/staff_counter.html", form=form, questions=questions, cohort=cohort, resembling=resembling)


@views.get("/staff/counter/<receipt>")
@requires(Permission.ENROLMENTS_MANAGE)
def counter_receipt(receipt):
    """What to read to the person before hanging up."""
    enrolment = records.record(db.session, receipt) or abort(404)
    position = seats.position(db.session, enrolment)
    busy = teaching.teaches_meanwhile(db.session, enrolment, at=clock.now())
    return render("enrolment/staff_counter_receipt.html", enrolment=enrolment, position=position, busy=busy)


def words(one, at):
    """A cohort in one line: course, first day, seats, and whether its window is closed for the public."""
    parts = [f"{plain(one.title)} {one.code}"]
    if one.starts_at:
        parts.append(short_day(one.starts_at))
    if one.is_collecting:
        parts.append(ngettext("decided later, %(num)s has applied", "decided later, %(num)s have applied", one.applied))
    elif one.free:
        parts.append(ngettext("%(num)s seat left", "%(num)s seats left", one.free))
    else:
        parts.append(_("waiting list, number %(position)s", position=one.waiting + 1))
    if at < one.opens_at:
        parts.append(_("not open for the public yet"))
    elif at >= one.closes_at:
        parts.append(_("closed for the public"))
    return " · ".join(parts)


def who_resembles(form, cohort):
    """Everybody on record who agrees in two of reading, birth date and contact, or in all three."""
    mail, phone = form.reached_by
    given = Identity(
        kana=form.name.shown_kana,
        birth_date=form.born,
        mails=frozenset([mail] if mail else []),
        phones=frozenset([phone] if phone else []),
    )
    near = people.near(db.session, name=form.name, birth_date=form.born, mail=mail, phone=phone)
    found = [one for one in near if is_same(given, one.identity) or may_be_duplicate(given, one.identity)]
    if not found:
        return []
    described = [(one.person, agree_in(given, one.identity), is_same(given, one.proven)) for one in found]
    return queries.with_enrolments(db.session, described, cohort.id)


def taken(form, questions, cohort, at):
    """The enrolment of whoever the clerk says it is, or None with the refusal on the form."""
    application = application_of(form, questions.answers())
    try:
        if form.person.data in (None, "", SOMEBODY_NEW):
            return enrol(db.session, cohort=cohort, application=application, by=current_user, at=at)
        person = people.person(db.session, int(form.person.data))
        return actions.enrol_known(
            db.session, cohort=cohort, application=application, person=person, by=current_user, at=at
        )
    except AlreadyEnrolled as refusal:
        form.form_errors.append(enrolled_already(refusal.enrolment))
    except Refused as refusal:
        form.refuse(refusal)


def application_of(form, answers):
    mail, phone = form.reached_by
    return Application(
        name=form.name,
        birth_date=form.born,
        mail=mail,
        phone=phone,
        language=form.language.data,
        key=form.key.data,
        origin=Origin(form.origin.data),
        has_required=answers.get(HAS_REQUIRED.key, {}).get("value") != "no",
        answers={key: answer for key, answer in answers.items() if key not in NEEDS},
        needs={key: answer for key, answer in answers.items() if key in NEEDS},
        guardian=form.guardian,
    )


def enrolled_already(enrolment):
    return _(
        "%(name)s is enrolled in this cohort already, under receipt number %(receipt)s.",
        name=enrolment.person.name,
        receipt=shown(enrolment.receipt),
    )
