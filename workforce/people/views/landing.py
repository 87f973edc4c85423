"""Where links in mails arrive: they lead on to the page that shows what they are for, in the reader's language."""

from flask import redirect, url_for
from flask_babel import lazy_gettext as _

from ... import clock, i18n, links
from ...access import public
from ...database import db
from ...links import Purpose
from ...web import render
from ..queries import accounts, contacts, sign_ins
from . import doors


@doors.get("/sign-in/<token>")
@public
def sign_in(token):
    link = found(Purpose.SIGN_IN, token, sign_ins.link)
    return lead_on("people.use_sign_in_link", token, link and link.person.language)


@doors.get("/invitation/<token>")
@public
def invitation(token):
    invited = found(Purpose.INVITATION, token, accounts.invitation)
    return lead_on("people.accept_invitation", token, invited and invited.language)


@doors.get("/contact/<token>")
@public
def contact(token):
    waiting = found(Purpose.CONTACT, token, contacts.waiting)
    return lead_on("people.confirm_contact", token, waiting and waiting.person.language)


OVER = {
    Purpose.SIGN_IN: (
        _("This link opens nothing any more"),
        _("It was used before, or it is older than 30 minutes."),
        "people.sign_in_link",
        _("Send me a new link"),
    ),
    Purpose.INVITATION: (
        _("This invitation opens nothing any more"),
        _("It was used or cancelled, or it is older than a week. Ask whoever invited you to send it again."),
        "people.sign_in",
        _("Sign in"),
    ),
    Purpose.CONTACT: (
        _("There is nothing left to confirm"),
        _("This change was confirmed or stopped before, or the link is older than a week."),
        "people.my_page",
        _("Go to my page"),
    ),
}


def link_over(purpose):
    """The page of a link that was used, cancelled or has run out: 410, with the way to a new one."""
    title, why, endpoint, label = OVER[purpose]
    return render("people/link_over.html", 410, title=title, why=why, url=url_for(endpoint), label=label)


def found(purpose, token, load):
    """The row a genuine link names, loaded by `load(session, id)`, or None."""
    read = links.read(purpose, token, at=clock.now())
    return load(db.session, read[0]) if read else None


def lead_on(endpoint, token, language):
    code = language if language in i18n.LANGUAGES else i18n.current().code
    return redirect(url_for(endpoint, language=code, token=token), 303)
