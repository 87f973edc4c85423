"""How a person's addresses change, and who has to agree."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import LATER, MONDAY, make_account, make_person
from workforce import history
from workforce.links import Purpose
from workforce.outbox import Channel, Message
from workforce.people.actions import contacts, merging
from workforce.people.models import Account, ContactKind, ContactPoint
from workforce.people.queries import contacts as queries

MAIL, NEW_MAIL = "chen@example.jp", "wei@example.jp"
PHONE, NEW_PHONE = "+819012345678", "+819099999999"


@pytest.fixture
def chen(session):
    return make_person(session, "陳 偉", mail=MAIL, phone=PHONE)


def change(session, person, kind=ContactKind.PHONE, value=NEW_PHONE):
    return contacts.change_contact(session, person, kind=kind, value=value, by=None, at=MONDAY)


def test_changed_phone_waits_and_the_old_mail_is_asked(session, chen):
    contact = change(session, chen)

    assert queries.on_file(session, chen.id) == (MAIL, PHONE)
    message = session.scalars(select(Message)).one()
    assert (message.template, message.address, message.channel) == ("contact_change", MAIL, Channel.MAIL)
    assert (message.link_purpose, message.link_subject) == (Purpose.CONTACT, str(contact.id))
    assert message.details["new"] == "•••-••••-9999"


def test_person_without_mail_is_asked_by_telephone(session):
    person = make_person(session, phone=PHONE)

    change(session, person)

    message = session.scalars(select(Message)).one()
    assert (message.channel, message.address, message.link_purpose) == (Channel.CALL, PHONE, None)


def test_person_with_nothing_on_file_waits_for_staff(session):
    contact = change(session, make_person(session))

    assert session.scalars(select(Message)).all() == []
    assert queries.waiting(session, contact.id) is contact


def test_confirmed_change_replaces_the_old_address(session, chen):
    contact = change(session, chen)

    contacts.confirm(session, contact, by=None, at=LATER)

    assert queries.on_file(session, chen.id) == (MAIL, NEW_PHONE)
    assert [one.value for one in queries.of_person(session, chen.id)] == [MAIL, NEW_PHONE]


def test_change_is_in_the_history_with_old_and_new(session, chen):
    contacts.confirm_by_staff(session, change(session, chen), by=make_account(session), at=LATER)

    entries = history.of(session, "person", [chen.id])
    assert [entry.what for entry in entries] == ["contact_confirmed", "contact_change_asked"]
    values = history.values_of(session, [entries[0].id])
    assert [(value.old, value.new) for value in values[entries[0].id]] == [(PHONE, NEW_PHONE)]


def test_change_is_confirmed_or_stopped_once(session, chen):
    contact = change(session, chen)
    contacts.refuse(session, contact, by=None, at=LATER)

    with pytest.raises(contacts.ChangeIsOver):
        contacts.confirm(session, contact, by=None, at=LATER)
    with pytest.raises(contacts.ChangeIsOver):
        contacts.refuse(session, contact, by=None, at=LATER)
    assert queries.on_file(session, chen.id) == (MAIL, PHONE)


def test_address_on_file_cannot_be_changed_into_itself(session, chen):
    with pytest.raises(contacts.SameContact):
        change(session, chen, value=PHONE)


def test_older_address_of_merged_people_counts_on_when_it_is_asked_for(session, chen):
    other = make_person(session, "陳 イ")
    contacts.set_by_staff(session, other, kind=ContactKind.MAIL, value=NEW_MAIL, by=None, at=LATER)
    merging.merge(session, chen, other, reason="same telephone", by=None, at=LATER)

    with pytest.raises(contacts.SameContact):
        change(session, chen, ContactKind.MAIL, MAIL)

    assert queries.people_with(session, MAIL) == [chen]


def test_address_that_was_given_up_can_come_back(session, chen):
    contacts.set_by_staff(session, chen, kind=ContactKind.PHONE, value=NEW_PHONE, by=None, at=MONDAY)

    contacts.confirm(session, change(session, chen, value=PHONE), by=None, at=LATER)

    assert queries.on_file(session, chen.id) == (MAIL, PHONE)
    assert len(session.scalars(select(ContactPoint)).all()) == 3


def test_account_signs_in_by_the_new_mail(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, created_at=MONDAY))

    contacts.confirm(session, change(session, chen, ContactKind.MAIL, NEW_MAIL), by=None, at=LATER)

    assert session.scalar(select(Account.email)) == NEW_MAIL


def test_clerk_cannot_lead_a_password_to_another_mailbox(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, password_hash="x", created_at=MONDAY))

    contacts.set_by_staff(session, chen, kind=ContactKind.MAIL, value=NEW_MAIL, by=make_account(session), at=LATER)

    assert MAIL in session.scalars(select(Account.email)).all()


def test_password_follows_when_its_own_mail_agreed(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, password_hash="x", created_at=MONDAY))

    contacts.confirm(session, change(session, chen, ContactKind.MAIL, NEW_MAIL), by=None, at=LATER)

    assert session.scalar(select(Account.email)) == NEW_MAIL


def test_mail_that_came_with_a_merge_cannot_lead_a_password_away(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, password_hash="x", created_at=MONDAY))
    other = make_person(session, "陳 イ")
    contacts.set_by_staff(session, other, kind=ContactKind.MAIL, value="other@example.jp", by=None, at=LATER)
    merging.merge(session, chen, other, reason="same telephone", by=None, at=LATER)

    contacts.confirm(session, change(session, chen, ContactKind.MAIL, NEW_MAIL), by=None, at=LATER)

    assert session.scalars(select(Message.address)).all() == ["other@example.jp"]
    assert session.scalar(select(Account.email)) == MAIL


def test_mail_asked_once_more_elsewhere_cannot_lead_a_password_away(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, password_hash="x", created_at=MONDAY))
    contacts.set_by_staff(session, chen, kind=ContactKind.MAIL, value="other@example.jp", by=None, at=MONDAY)
    waits = change(session, chen, ContactKind.MAIL, NEW_MAIL)
    contacts.set_by_staff(session, chen, kind=ContactKind.MAIL, value=MAIL, by=None, at=LATER)

    contacts.confirm(session, waits, by=None, at=LATER)

    assert session.scalar(select(Account.email)) == MAIL


def test_mail_that_signs_somebody_else_in_stays_theirs(session, chen):
    session.add(Account(person_id=chen.id, email=MAIL, created_at=MONDAY))
    session.add(Account(person_id=make_person(session).id, email=NEW_MAIL, created_at=MONDAY))

    contacts.confirm(session, change(session, chen, ContactKind.MAIL, NEW_MAIL), by=None, at=LATER)

    assert sorted(session.scalars(select(Account.email))) == [MAIL, NEW_MAIL]


def test_what_staff_hear_at_the_counter_counts_at_once(session, chen):
    contacts.set_by_staff(session, chen, kind=ContactKind.MAIL, value=NEW_MAIL, by=make_account(session), at=LATER)

    assert queries.on_file(session, chen.id) == (NEW_MAIL, PHONE)
    assert session.scalars(select(Message)).all() == []


def test_family_shares_a_mail_and_each_is_found_by_it(session):
    mother, child = make_person(session, "陳 麗", mail=MAIL), make_person(session, "陳 偉", mail=MAIL)
    make_person(session, "王 偉", mail=NEW_MAIL)

    assert queries.people_with(session, MAIL) == [mother, child]


def test_mail_that_waits_finds_nobody(session, chen):
    change(session, chen, ContactKind.MAIL, NEW_MAIL)

    assert queries.people_with(session, NEW_MAIL) == []


def test_newest_confirmed_address_is_the_one_on_file(session):
    person = make_person(session, mail=MAIL)
    newer = ContactPoint(person_id=person.id, kind=ContactKind.MAIL, value=NEW_MAIL)
    newer.confirmed_at = MONDAY + timedelta(days=1)
    session.add(newer)
    session.flush()

    assert queries.on_file(session, person.id) == (NEW_MAIL, None)
