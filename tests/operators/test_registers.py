"""Operators, offices and contacts: kept by staff, and by the contacts among themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account, make_contact, make_operator, make_person
from workforce import outbox
from workforce.access import Role
from workforce.operators.actions import contacts, operators
from workforce.operators.models import ContactRole, OperatorContact, Service
from workforce.operators.queries import contacts as queries
from workforce.operators.rules.office_numbers import NoSuchPrefecture, NotAnOfficeNumber, office_number
from workforce.people.actions import invitations
from workforce.people.models import Invitation, Person
from workforce.people.queries import accounts
from workforce.people.rules.names import name_of

NAME = name_of(family="小川", given="誠", family_kana="オガワ", given_kana="マコト")
OFFICE = {"name": "さくらの家", "number": "1370100001", "service": Service.DAY_SERVICE, "municipality": "見本市"}
A_DAY = timedelta(days=1)


def accepted(session, contact, *, name=NAME, at=MONDAY):
    invitation = session.get_one(Invitation, contact.invitation_id)
    return invitations.accept(session, invitation, name=name, password=None, at=at)


def test_office_number_is_ten_digits_in_any_width():
    assert office_number("１３７０１-００００１") == "1370100001"
    for wrong in ("137010000", "13701000011", "abcdefghij", ""):
        with pytest.raises(NotAnOfficeNumber):
            office_number(wrong)
    with pytest.raises(NoSuchPrefecture):
        office_number("4870100001")


def test_office_has_several_services_and_each_of_them_once(session):
    staff, operator = make_account(session), make_operator(session)
    operators.add_office(session, operator, **OFFICE, by=staff, at=MONDAY)
    other = OFFICE | {"service": Service.SHORT_STAY}
    again = operators.add_office(session, operator, **other, by=staff, at=MONDAY)

    with pytest.raises(operators.OfficeKnown):
        operators.add_office(session, make_operator(session, "別の法人"), **other, by=staff, at=MONDAY)
    operators.end_office(session, again, by=staff, at=MONDAY)
    assert operators.add_office(session, operator, **other, by=staff, at=MONDAY).id != again.id


def test_contact_speaks_for_the_operator_from_the_moment_of_accepting(session):
    staff, operator = make_account(session), make_operator(session)
    contact = contacts.invite(session, operator, email="m@example.jp", role=ContactRole.MANAGER, by=staff, at=MONDAY)
    assert contact.person_id is None

    account = accepted(session, contact, at=MONDAY + A_DAY)
    assert account.roles == [Role.OPERATOR]
    assert (contact.person_id, contact.from_at) == (account.person_id, MONDAY + A_DAY)
    assert [one.operator_id for one in queries.current_of(session, account.person_id)] == [operator.id]


def test_second_invitation_of_the_same_mail_sends_the_letter_again_and_makes_nobody_new(session):
    staff, operator = make_account(session), make_operator(session)
    how = {"email": "m@example.jp", "role": ContactRole.MANAGER, "by": staff}
    first = contacts.invite(session, operator, **how, at=MONDAY)
    again = contacts.invite(session, operator, **how, at=MONDAY + A_DAY)

    assert first is again
    sent = session.scalars(select(outbox.Message.template)).all()
    assert sent == ["invitation", "invitation"]


def test_somebody_with_a_password_keeps_it_and_speaks_for_two_operators(session):
    staff, one, other = make_account(session), make_operator(session), make_operator(session, "別の法人")
    account = make_account(session, Role.INSTRUCTOR, email="teacher@example.jp")
    account.password_hash = "kept"
    for operator in (one, other):
        how = {"email": account.email, "role": ContactRole.MEMBER, "by": staff, "at": MONDAY}
        accepted(session, contacts.invite(session, operator, **how), name=None)

    assert account.password_hash == "kept"
    assert len(queries.current_of(session, account.person_id)) == 2
    session.expire_all()
    assert set(accounts.account(session, account.id).roles) == {Role.INSTRUCTOR, Role.OPERATOR}


def test_ended_contact_loses_the_role_with_the_last_operator(session):
    operator, account = make_operator(session), make_account(session, Role.OPERATOR)
    contact = make_contact(session, operator, account)
    contacts.end(session, contact, by=make_account(session), at=MONDAY + A_DAY)

    session.expire_all()
    assert queries.current_of(session, account.person_id) == []
    assert accounts.account(session, account.id).roles == []


def test_last_who_may_invite_cannot_be_ended_by_a_colleague(session):
    operator, account = make_operator(session), make_account(session, Role.OPERATOR)
    contact = make_contact(session, operator, account)
    with pytest.raises(contacts.LastManager):
        contacts.end(session, contact, by=account, at=MONDAY, by_colleague=True)


def test_invitation_that_is_ended_opens_nothing(session):
    staff, operator = make_account(session), make_operator(session)
    how = {"email": "m@example.jp", "role": ContactRole.MEMBER, "by": staff, "at": MONDAY}
    contact = contacts.invite(session, operator, **how)
    contacts.end(session, contact, by=staff, at=MONDAY)

    with pytest.raises(invitations.InvitationOver):
        accepted(session, contact)
    assert session.get_one(OperatorContact, contact.id).from_at is None


def test_merged_contact_still_speaks_for_the_operator(session):
    operator, account = make_operator(session), make_account(session, Role.OPERATOR)
    make_contact(session, operator, account)
    kept = make_person(session, "小川 誠")
    session.get_one(Person, account.person_id).merged_into_id = kept.id
    session.flush()

    assert [one.operator_id for one in queries.current_of(session, kept.id)] == [operator.id]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_staff_register_an_operator_with_an_office_and_invite_a_contact(browser, session):
    clerk = browser(Role.CLERK)
    page = clerk.follow(clerk.submit(clerk.get("/staff/operators/new"), name="社会福祉法人さくら会"))
    assert "社会福祉法人さくら会" in page.words
    operator_id = page.url.rsplit("/", 1)[1]

    wrong = clerk.submit(clerk.get(f"/staff/operators/{operator_id}/offices/new"), name="家", number="12", service="")
    assert wrong.status == 422
    assert wrong.error("number")
    saved = clerk.submit(wrong, number="1370100001", service="day_service")
    assert "1370100001" in clerk.follow(saved).words
    invited = clerk.submit(clerk.get(f"/staff/operators/{operator_id}/contacts/new"), mail="Ogawa@Example.jp")
    assert "ogawa@example.jp" in clerk.follow(invited).words
    assert "さくら会" in clerk.get("/staff/operators?q=13701").words


def test_contact_invites_a_colleague_and_ends_their_access(browser, session):
    visitor, operator = browser(Role.OPERATOR), make_operator(session)
    make_contact(session, operator, visitor.account)
    form = visitor.get(f"/operator/{operator.id}/colleagues/new")
    page = visitor.follow(visitor.submit(form, mail="new@example.jp", role="member"))
    assert "new@example.jp" in page.words

    contact = session.scalars(select(OperatorContact).where(OperatorContact.email == "new@example.jp")).one()
    page = visitor.follow(visitor.post(f"/operator/{operator.id}/colleagues/{contact.id}/ending"))
    assert page.main.table.get_text().count("new@example.jp") == 0


def test_contact_sees_nothing_of_another_operator(browser, session):
    visitor = browser(Role.OPERATOR)
    own, other = make_operator(session), make_operator(session, "別の法人")
    make_contact(session, own, visitor.account)
    theirs = make_contact(session, other, make_account(session, Role.OPERATOR))
    session.commit()

    assert visitor.get(f"/operator/{other.id}").status == 404
    assert visitor.get(f"/operator/{other.id}/colleagues").status == 404
    assert visitor.post(f"/operator/{other.id}/colleagues/{theirs.id}/ending").status == 404
    assert visitor.post(f"/operator/{own.id}/colleagues/{theirs.id}/ending").status == 404


def test_member_sees_colleagues_but_may_not_invite(browser, session):
    visitor, operator = browser(Role.OPERATOR), make_operator(session)
    make_contact(session, operator, visitor.account, role=ContactRole.MEMBER)

    assert visitor.get(f"/operator/{operator.id}/colleagues").status == 200
    assert visitor.get(f"/operator/{operator.id}/colleagues/new").status == 404


def test_contact_lands_on_the_page_of_their_operator(browser, session):
    visitor, operator = browser(Role.OPERATOR), make_operator(session)
    make_contact(session, operator, visitor.account)
    assert visitor.get("/operator").location.endswith(f"/operator/{operator.id}")
    assert operator.name in visitor.get(f"/operator/{operator.id}").words
