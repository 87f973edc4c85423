"""My page: my name, my language, and the browsers in which I am signed in."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n import speaking
from ...web import render
from ..actions import persons as person_actions
from ..actions import sign_ins as actions
from ..forms.own import LanguageForm
from ..models import ContactKind
from ..queries import contacts, persons
from ..queries import sign_ins as queries
from ..rules.contacts import shown_phone
from . import views


@views.get("/my")
@requires(Permission.SELF_USE)
def my_page():
    return show(LanguageForm(language=current_user.person.language))


@views.post("/my/language")
@requires(Permission.SELF_USE)
def choose_language():
    form = LanguageForm()
    if not form.validate_on_submit():
        return show(form)
    code = form.language.data
    person_actions.choose_language(db.session, own_person(), code, by=current_user, at=clock.now())
    with speaking(code):
        flash(_("We write to you in this language from now on."))
    return redirect(url_for(".my_page", language=code), 303)


@views.get("/my/sign-ins")
@requires(Permission.SELF_USE)
def sessions():
    found = queries.open_of(db.session, current_user, at=clock.now())
    return render("people/sessions.html", sign_ins=found, here=current_user.sign_in.id)


@views.post("/my/sign-ins/<int:sign_in_id>/end")
@requires(Permission.SELF_USE)
def end_sign_in(sign_in_id):
    sign_in = queries.one_of(db.session, current_user, sign_in_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.end(db.session, sign_in, at=clock.now())
        flash(_("That browser is signed out."))
    return redirect(url_for(".sessions"), 303)


@views.post("/my/sign-ins/others/end")
@requires(Permission.SELF_USE)
def end_other_sign_ins():
    if ButtonForm().validate_on_submit():
        actions.end_all(db.session, current_user.id, but=current_user.sign_in, at=clock.now())
        flash(_("All other browsers are signed out."))
    return redirect(url_for(".sessions"), 303)


def own_person():
    """Who I am now, if my record was merged."""
    return persons.person(db.session, current_user.person_id)


def show(form):
    person = own_person()
    return render(
        "people/my_page.html",
        form=form,
        person=person,
        contacts=[(shown(contact), contact.confirmed_at) for contact in contacts.of_person(db.session, person.id)],
        has_password=current_user.password_hash is not None,
        has_second_factor=current_user.totp_secret is not None,
    )


def shown(contact):
    """As people read it: 090-1234-5678 for +819012345678."""
    return contact.value if contact.kind is ContactKind.MAIL else shown_phone(contact.value)
