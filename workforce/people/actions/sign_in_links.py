"""Signing in by a link in a mail: for everybody whose mail is on file, with an account or without one yet."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from ... import outbox
from ...access import Role
from ...links import Purpose
from ...refusals import Refused
from ..models import Account, Person, SignInLink
from ..queries import accounts as queries
from ..queries import contacts
from ..rules.roles import is_opened_by
from . import accounts

LASTS = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=1)
"""A second click on the button sends no second mail."""


class LinkUsed(Refused):
    message = _("This link was used before. Ask for a new one: it comes by mail in a minute.")


def ask(session, mail: str, *, at) -> int:
    """Send a link to each person whose mail this is; families share one. Returns how many; nobody may be told."""
    recent = select(SignInLink.person_id).where(
        SignInLink.email == mail, SignInLink.asked_at > at - AGAIN_AFTER, SignInLink.used_at.is_(None)
    )
    asked = set(session.scalars(recent))
    people = [person for person in people_of(session, mail) if person.id not in asked]
    for person in people:
        send(session, person, mail, at=at)
    return len(people)


def people_of(session, mail) -> list[Person]:
    """Who signs in by this mail: its account, and everybody who has it on file.

    Not whose accounts are closed, nor whose accounts this mail does not open (see rules.roles.is_opened_by).
    """
    account = queries.by_mail(session, mail)
    people = {person.id: person for person in contacts.people_with(session, mail)}
    if account and account.closed_at is None:
        people.setdefault(account.person_id, account.person)
    closed = queries.only_closed(session, list(people))
    accounts = queries.open_of_each(session, list(people))
    locked = {person_id for person_id, own in accounts.items() if not opened_by(own, mail)}
    return [person for person_id, person in sorted(people.items()) if person_id not in closed | locked]


def opened_by(accounts, mail) -> list[Account]:
    """Those of one human's `accounts` that a link to `mail` opens; that mail's own first."""
    return sorted((one for one in accounts if is_opened_by(one, mail)), key=lambda one: one.email != mail)


def send(session, person, mail, *, at):
    link = SignInLink(person_id=person.id, email=mail, asked_at=at)
    session.add(link)
    session.flush()
    outbox.queue(
        session,
        "sign_in_link",
        to=person,
        mail=mail,
        cause=f"sign_in_link:{link.id}",
        at=at,
        details={"name": person.name},
        link=(Purpose.SIGN_IN, link.id),
    )


def use(session, link: SignInLink, *, at) -> Account:
    """The account that the link opens, once; made now for somebody who never had one. Raises LinkUsed, also
    when the accounts of this human are no longer opened by this mail.

    `link` with its person. Returned with person and grants.
    """
    unused = update(SignInLink).where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
    if session.execute(unused.values(used_at=at)).rowcount == 0:
        raise LinkUsed
    own = queries.open_of(session, link.person_id)
    if mine := opened_by(own, link.email):
        return mine[0]
    if own:
        raise LinkUsed
    taken = session.scalar(select(Account.id).where(Account.email == link.email))
    email = None if taken else link.email
    return accounts.create(session, person=link.person, email=email, roles=[Role.PERSON], by=None, at=at)
