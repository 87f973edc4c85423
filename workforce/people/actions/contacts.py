"""How a person is reached changes only when the old address agrees, or staff who spoke to them."""

import json

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ... import history, outbox
from ...database import hold
from ...links import Purpose
from ...refusals import Refused
from ..models import Account, ContactKind, ContactPoint, Person
from ..queries import contacts as queries
from ..rules.contacts import masked_mail, masked_phone
from ..rules.roles import is_guarded

CHANGE_LETTER = "contact_change"


class SameContact(Refused):
    message = _("This is what we have on file already.")
    field = "value"


class ChangeIsOver(Refused):
    message = _("This change was confirmed or stopped before. You can see what is on file on the page of the person.")


def change_contact(session, person: Person, *, kind: ContactKind, value: str, by, at) -> ContactPoint:
    """Ask for `value` (as stored) to replace what is on file. It waits; the old mail gets a link, an old phone a call.

    With nothing on file it waits for staff. Raises SameContact, also for one of several addresses of somebody who was
    merged: it counts already, and must go on counting.
    """
    hold(session, person)
    old_mail, old_phone = queries.on_file(session, person.id)
    old = old_mail if kind is ContactKind.MAIL else old_phone
    known = [one.value for one in queries.of_person(session, person.id) if one.kind is kind and one.confirmed_at]
    if value in known:
        raise SameContact
    contact = add_waiting(session, person, kind, value)
    changes = [history.Change(kind.value, old, value)]
    entry = history.record(session, person, "contact_change_asked", by=by, at=at, changes=changes)
    if old_mail or old_phone:
        tell_old(session, person, contact, entry, mail=old_mail, phone=old_phone, at=at)
    return contact


def tell_old(session, person, contact, entry, *, mail, phone, at):
    """To the address on file, which is the one that can tell whether this is really the person."""
    is_mail = contact.kind is ContactKind.MAIL
    outbox.queue(
        session,
        CHANGE_LETTER,
        to=person,
        mail=mail,
        phone=phone,
        cause=f"history:{entry.id}",
        at=at,
        details={
            "name": person.name,
            "kind": contact.kind.value,
            "new": masked_mail(contact.value) if is_mail else masked_phone(contact.value),
        },
        link=(Purpose.CONTACT, contact.id) if mail else None,
    )


def confirm(session, contact: ContactPoint, *, by, at):
    """The link in the old mail was followed (`by` None), or staff `by` spoke to the person: the new address counts.

    `contact` with its person. The addresses it replaces end; an account that signed in by the old mail signs in by the
    new one, unless that mail has an account of its own. A guarded account (see rules.roles) follows only when its own
    mail was asked: no clerk may lead somebody's way in to another mailbox. Raises ChangeIsOver.
    """
    person = contact.person
    hold(session, person)
    session.refresh(contact, ["confirmed_at", "ended_at"])
    if contact.confirmed_at or contact.ended_at:
        raise ChangeIsOver
    replaced = [old for old in queries.of_person(session, person.id) if old.kind is contact.kind and old.confirmed_at]
    for old in replaced:
        old.ended_at = at
    contact.confirmed_at = at
    changes = [history.Change(contact.kind.value, old.value, contact.value) for old in replaced]
    changes = changes or [history.Change(contact.kind.value, None, contact.value)]
    history.record(session, person, "contact_confirmed", by=by, at=at, changes=changes)
    if contact.kind is ContactKind.MAIL:
        asked = asked_at(session, contact) if by is None else set()
        move_account(session, person, [old.value for old in replaced], contact.value, asked=asked)


def confirm_by_staff(session, contact: ContactPoint, *, by, at):
    confirm(session, contact, by=by, at=at)


def refuse(session, contact: ContactPoint, *, by, at):
    """ "That was not me", or staff doubt it: the new address ends unconfirmed. Raises ChangeIsOver."""
    hold(session, contact.person)
    session.refresh(contact, ["confirmed_at", "ended_at"])
    if contact.confirmed_at or contact.ended_at:
        raise ChangeIsOver
    contact.ended_at = at
    changes = [history.Change(contact.kind.value, contact.value, None)]
    history.record(session, contact.person, "contact_change_refused", by=by, at=at, changes=changes)


def set_by_staff(session, person: Person, *, kind: ContactKind, value: str, by, at) -> ContactPoint:
    """Staff `by` type what the person tells them at the counter: on file at once. Raises SameContact."""
    hold(session, person)
    if value in queries.on_file(session, person.id):
        raise SameContact
    contact = add_waiting(session, person, kind, value)
    confirm(session, contact, by=by, at=at)
    return contact


def add_waiting(session, person, kind, value) -> ContactPoint:
    """A contact that counts for nothing yet; one that was given up is taken up again."""
    same = ContactPoint.person_id == person.id, ContactPoint.kind == kind, ContactPoint.value == value
    contact = session.scalars(select(ContactPoint).where(*same)).first()
    if contact is None:
        contact = ContactPoint(person_id=person.id, kind=kind, value=value)
        session.add(contact)
    contact.confirmed_at = contact.ended_at = None
    session.flush()
    session.refresh(contact, ["person"])
    return contact


def asked_at(session, contact) -> set[str]:
    """Every mail to which the link about this change went."""
    asked = select(outbox.Message.address).where(
        outbox.Message.person_id == contact.person_id,
        outbox.Message.template == CHANGE_LETTER,
        outbox.Message.link_subject == json.dumps(contact.id),
    )
    return set(session.scalars(asked))


def move_account(session, person, old_mails, mail, *, asked):
    """To `mail`, the account that signed in by one of `old_mails`. `asked`: the mails that agreed to it."""
    if not old_mails or session.scalar(select(Account.id).where(Account.email == mail)):
        return
    mine = select(Account).options(selectinload(Account.grants)).order_by(Account.id)
    mine = mine.where(Account.person_id == person.id, Account.email.in_(old_mails))
    follows = [one for one in session.scalars(mine) if not is_guarded(one) or asked == {one.email}]
    if follows:
        follows[0].email = mail
