"""One person across everything they do, and putting their record right."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...certificates.queries import certificates
from ...database import db
from ...enrolment.models.consents import Purpose
from ...enrolment.rules.consents import KEYS, NAMES, allows
from ...enrolment.rules.guardians import is_minor
from ...forms import ButtonForm
from ...outbox import undeliverable
from ...people.actions import contacts, names
from ...people.actions.addresses import set_reach
from ...people.forms.reach import CHANNELS, ReachForm, filled
from ...people.models import ContactKind
from ...people.queries import addresses, duplicates, timeline
from ...people.queries import contacts as contact_queries
from ...people.queries import persons as person_queries
from ...web import lists, render
from ..forms.people import ContactForm, NamesForm
from ..queries import people as queries
from . import views


@views.get("/staff/people/<int:person_id>")
@requires(Permission.PEOPLE_READ)
def person(person_id):
    human = queries.human(db.session, person_id) or abort(404)
    if human.now.id != person_id:
        flash(_("That record was merged into this one."))
        return redirect(url_for(".person", person_id=human.now.id), 303)
    return show(human)


def show(human, form=None):
    enrolments = queries.enrolments_of(db.session, human.ids) if may(current_user, Permission.ENROLMENTS_READ) else []
    ids = [one.id for one in enrolments]
    subjects = {"person": human.ids, "enrolment": ids, "certificate": certificates.ids_of(ids) if ids else []}
    told = timeline.of_rows(db.session, subjects)
    known, marks = queries.contacts_of(db.session, human.now.id)
    return render(
        "desk/person.html",
        human=human,
        person=human.now,
        form=form,
        today=clock.today(clock.now()),
        contacts=known,
        marks=marks,
        address=human.address,
        channels=CHANNELS,
        identity=who_they_are(told),
        enrolments=enrolments,
        receipts={one.id: one.receipt for one in enrolments},
        messages=queries.messages_of(db.session, human.ids) if may(current_user, Permission.MESSAGES_READ) else [],
        told=told,
        consents=allowed(human, enrolments),
        consent_names=NAMES,
        pairs=duplicates.open_pairs_of(db.session, human.ids) if may(current_user, Permission.PEOPLE_MERGE) else [],
    )


def who_they_are(told):
    """The newest entry that says a document was seen, unless that was taken back; `told` begins with the newest."""
    newest = next((entry for entry in told if entry.what in {"identity_checked", "identity_check_withdrawn"}), None)
    return newest if newest and newest.what == "identity_checked" else None


def allowed(human, enrolments):
    """[(enrolment, purpose, whether it counts now, what staff may note, every word of it)], the newest enrolment first.

    To note: "yes", "no" or None. News is one for the human, and stands with the enrolment at which it was asked last.
    """
    young = is_minor(human.now.birth_date, clock.now())
    found = [
        (one, purpose, [word for word in one.words if word.purpose is purpose])
        for one in enrolments
        for purpose in (Purpose.TAKING_PART, Purpose.PHOTOGRAPHS)
    ]
    news = sorted((w for one in enrolments for w in one.words if w.purpose is Purpose.NEWS), key=lambda word: word.id)
    asked = {word.enrolment_id for word in news[-1:]}
    found += [(one, Purpose.NEWS, news) for one in enrolments if one.id in asked]
    return [
        (one, purpose, allows(said, purpose, is_minor=young), to_note(one, said, purpose, young), said)
        for one, purpose, said in found
        if said
    ]


def to_note(enrolment, said, purpose, young):
    """The person's own word, the other way round; under 18 only a no."""
    if KEYS.get(purpose) not in enrolment.answers:
        return None
    if allows(said, purpose, is_minor=False):
        return "no"
    return None if young else "yes"


@views.route("/staff/people/<int:person_id>/names", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person_names(person_id):
    found, at = load(person_id), clock.now()
    form = NamesForm(obj=found, today=clock.today(at), seen=names.mark(found))
    if form.done(lambda: change_names(found, form, at)):
        flash(_("The name and the date of birth are as you typed them. The old ones stay in the history."))
        return redirect(url_for(".person", person_id=found.id), 303)
    if form.is_refused:
        form.seen.data = names.mark(found)  # now it was seen
    return render("desk/person_names.html", person=found, form=form)


def change_names(found, form, at):
    names.change(
        db.session,
        found,
        name=form.name,
        birth_date=form.born,
        reason=form.reason.data or None,
        seen=form.seen.data,
        by=current_user,
        at=at,
    )


@views.route("/staff/people/<int:person_id>/contacts", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person_contacts(person_id):
    found, form = load(person_id), ContactForm()
    if form.done(
        lambda: contacts.set_by_staff(
            db.session, found, kind=ContactKind(form.kind.data), value=form.stored, by=current_user, at=clock.now()
        )
    ):
        flash(_("From now on we reach %(name)s there.", name=found.name))
        return redirect(url_for(".person", person_id=found.id), 303)
    return render("desk/person_contacts.html", person=found, form=form)


@views.route("/staff/people/<int:person_id>/reach", methods=["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person_reach(person_id):
    """The postal address, and how this person wants to be told."""
    found = load(person_id)
    form = ReachForm(data=filled(found, addresses.of_person(db.session, found.id)))
    if form.done(
        lambda: set_reach(db.session, found, address=form.address, channel=form.wish, by=current_user, at=clock.now())
    ):
        flash(_("Saved."))
        return redirect(url_for(".person", person_id=found.id), 303)
    return render("desk/person_reach.html", person=found, form=form)


@views.post("/staff/undeliverable/<int:mark_id>/lifting")
@requires(Permission.PEOPLE_EDIT)
def lift_mark(mark_id):
    mark = db.session.get(undeliverable.Undeliverable, mark_id) or abort(404)
    if ButtonForm().validate_on_submit():
        undeliverable.lift(db.session, mark, by=current_user, at=clock.now())
        flash(_("Mail goes to %(address)s again.", address=mark.address))
    return redirect(lists.way_back(url_for(".messages")), 303)


@views.post("/staff/contacts/<int:contact_id>/confirmation")
@requires(Permission.PEOPLE_EDIT)
def confirm_contact(contact_id):
    return decide(contact_id, contacts.confirm_by_staff, _("The new contact counts from now on."))


@views.post("/staff/contacts/<int:contact_id>/refusal")
@requires(Permission.PEOPLE_EDIT)
def refuse_contact(contact_id):
    return decide(contact_id, contacts.refuse, _("The new contact is refused. The old one stays."))


def decide(contact_id, act, done):
    contact = contact_queries.waiting(db.session, contact_id) or abort(404)
    form = ButtonForm()
    if form.done(lambda: act(db.session, contact, by=current_user, at=clock.now())):
        flash(done)
        return redirect(url_for(".person", person_id=now_of(contact)), 303)
    return show(queries.human(db.session, contact.person_id), form)


def now_of(contact):
    return contact.person.merged_into_id or contact.person_id


def load(person_id):
    return person_queries.person(db.session, person_id) or abort(404)
