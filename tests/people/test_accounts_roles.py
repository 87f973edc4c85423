"""Roles given and taken, accounts closed, invitations: what administrators do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.make import MONDAY, make_account, make_person
from workforce import history
from workforce.access import Role
from workforce.links import Purpose
from workforce.outbox import Message
from workforce.people.actions import accounts, invitations, sign_ins
from workforce.people.models import Account, DuplicateCandidate, Invitation, Person, RoleGrant
from workforce.people.queries import account_list, contacts
from workforce.people.queries import accounts as queries
from workforce.people.queries.account_list import Filters
from workforce.people.rules import passwords
from workforce.people.rules.names import name_of
from workforce.people.rules.search_keys import search_key

MAIL = "bo@example.jp"
PASSWORD = "three calm otters"
NAME = name_of(family="王", given="博", family_kana="オウ", given_kana="ヒロシ")
NEXT_DAY = MONDAY + timedelta(days=1)
NEXT_WEEK = MONDAY + timedelta(days=8)


@pytest.fixture
def amina(session):
    return make_account(session, Role.ADMIN)


def make_clerk(session, **given):
    account = make_account(session, Role.CLERK, **given)
    account.password_hash = passwords.hashed(PASSWORD)
    session.flush()
    return queries.account(session, account.id)


def change(session, account, *roles, by, at=MONDAY):
    accounts.change_roles(session, queries.account(session, account.id), set(roles), by=by, at=at)


def entries(session, account):
    found = history.of(session, "account", [account.id])
    return [(entry.what, entry.from_state, entry.to_state, entry.by_id) for entry in reversed(found)]


def test_changed_roles_end_and_begin_with_dates(session, amina):
    bo = make_clerk(session)

    change(session, bo, Role.AUDITOR, Role.COHORT_MANAGER, by=amina, at=NEXT_DAY)

    held = session.scalars(select(RoleGrant).where(RoleGrant.account_id == bo.id).order_by(RoleGrant.id)).all()
    assert [(grant.role, grant.ended_at) for grant in held] == [
        (Role.CLERK, NEXT_DAY),
        (Role.AUDITOR, None),
        (Role.COHORT_MANAGER, None),
    ]
    assert entries(session, bo) == [
        ("role_ended", "clerk", None, amina.id),
        ("role_granted", None, "auditor", amina.id),
        ("role_granted", None, "cohort_manager", amina.id),
    ]


def test_account_keeps_at_least_one_role(session, amina):
    with pytest.raises(accounts.NoRole):
        change(session, make_clerk(session), by=amina)


def test_nobody_takes_their_own_admin_role(session, amina):
    make_account(session, Role.ADMIN)

    with pytest.raises(accounts.OwnAdminRole):
        change(session, amina, Role.CLERK, by=amina)


def test_last_admin_stays_also_for_a_command(session, amina):
    with pytest.raises(accounts.LastAdmin):
        change(session, amina, Role.CLERK, by=None)
    with pytest.raises(accounts.LastAdmin):
        accounts.close(session, queries.account(session, amina.id), reason="left", by=None, at=MONDAY)


def test_closed_admin_does_not_count_as_the_one_that_is_left(session, amina):
    gone = make_account(session, Role.ADMIN)
    gone.closed_at = MONDAY
    session.flush()

    with pytest.raises(accounts.LastAdmin):
        change(session, amina, Role.CLERK, by=None)


def test_another_admin_may_be_demoted(session, amina):
    other = make_account(session, Role.ADMIN)
    other.password_hash = passwords.hashed(PASSWORD)
    session.flush()

    change(session, other, Role.CLERK, by=amina)

    assert queries.account(session, other.id).roles == [Role.CLERK]


def test_staff_role_needs_a_password_first(session, amina):
    with pytest.raises(accounts.NeedsPassword):
        change(session, make_account(session, Role.PERSON), Role.CLERK, by=amina)


def test_whoever_becomes_staff_signs_in_anew(session, amina):
    bo = make_account(session, Role.INSTRUCTOR)
    bo.password_hash, token = "x", bo.sign_in.token
    session.flush()

    change(session, bo, Role.INSTRUCTOR, Role.CLERK, by=amina)

    assert queries.by_token(session, token, at=bo.sign_in.started_at) is None


def test_closed_account_is_signed_out_and_holds_nothing(session, amina):
    bo = make_account(session, Role.CLERK)
    token = bo.sign_in.token

    accounts.close(session, queries.account(session, bo.id), reason="Left the centre", by=amina, at=NEXT_DAY)

    assert queries.by_token(session, token, at=NEXT_DAY) is None
    assert queries.credentials(session, bo.email) is None
    assert queries.account(session, bo.id).roles == []
    assert entries(session, bo)[-1] == ("account_closed", None, None, amina.id)


def test_account_is_closed_by_another_and_for_a_reason(session, amina):
    with pytest.raises(accounts.OwnAccount):
        accounts.close(session, queries.account(session, amina.id), reason="bored", by=amina, at=MONDAY)
    with pytest.raises(accounts.ReasonMissing):
        accounts.close(session, make_clerk(session), reason="", by=amina, at=MONDAY)


# --- invitations ------------------------------------------------------------------------------------------------------


def invite(session, by, *, email=MAIL, role=Role.CLERK, at=MONDAY):
    return invitations.invite(session, email=email, role=role, language="en", by=by, at=at)


def accept(session, invitation, *, name=NAME, password=PASSWORD, at=NEXT_DAY):
    return invitations.accept(session, invitation, name=name, password=password, at=at)


def test_invited_get_a_mail_with_a_link_in_their_language(session, amina):
    invitation = invite(session, amina)

    message = session.scalars(select(Message)).one()
    assert (message.template, message.address, message.language) == ("invitation", MAIL, "en")
    assert (message.link_purpose, message.link_subject) == (Purpose.INVITATION, str(invitation.id))
    assert message.person_id is None


def test_same_invitation_again_is_the_same_one(session, amina):
    first = invite(session, amina)

    assert invite(session, amina) is first
    assert len(session.scalars(select(Message)).all()) == 1
    with pytest.raises(invitations.AlreadyInvited):
        invite(session, amina, role=Role.AUDITOR)


def test_invitation_that_ran_out_does_not_hinder_a_new_one(session, amina):
    first = invite(session, amina)

    assert invite(session, amina, role=Role.AUDITOR, at=NEXT_WEEK) is not first


def test_staff_with_an_account_are_not_invited_again(session, amina):
    make_clerk(session, email=MAIL)

    with pytest.raises(invitations.HasAccount):
        invite(session, amina)


def test_accepting_makes_person_account_role_and_password(session, amina):
    account = accept(session, invite(session, amina))

    assert account.roles == [Role.CLERK]
    assert account.person.name == "王 博"
    assert contacts.on_file(session, account.person_id) == (MAIL, None)
    assert passwords.matches(PASSWORD, queries.credentials(session, MAIL).password_hash)
    assert [what for what, *_ in entries(session, account)] == ["account_created", "password_set", "role_granted"]


def test_invitation_is_accepted_once(session, amina):
    invitation = invite(session, amina)
    accept(session, invitation)

    with pytest.raises(invitations.InvitationOver):
        accept(session, invitation)


def test_weak_password_accepts_nothing(session, amina):
    with pytest.raises(passwords.PasswordTooShort):
        accept(session, invite(session, amina), password="short")


def test_partners_need_no_password(session, amina):
    account = accept(session, invite(session, amina, role=Role.INSTRUCTOR), password=None)

    assert (account.roles, account.password_hash) == ([Role.INSTRUCTOR], None)


def test_participant_who_is_invited_keeps_their_account(session, amina):
    chen = make_account(session, Role.PERSON, email=MAIL)

    account = accept(session, invite(session, amina), name=None)

    assert account.id == chen.id
    assert account.roles == [Role.PERSON, Role.CLERK]


def test_staff_who_come_back_start_anew(session, amina):
    bo = make_clerk(session, email=MAIL)
    bo.totp_secret = "old"
    accounts.close(session, bo, reason="left", by=amina, at=MONDAY)

    account = accept(session, invite(session, amina), name=None, password="four quiet herons")

    assert (account.id, account.closed_at, account.totp_secret) == (bo.id, None, None)
    assert passwords.matches("four quiet herons", account.password_hash)


def test_somebody_who_resembles_a_participant_is_shown_to_staff(session, amina):
    known = make_person(session, "王 博", mail=MAIL, family_kana="オウ", given_kana="ヒロシ")

    account = accept(session, invite(session, amina))

    assert account.person_id != known.id
    assert session.scalars(select(DuplicateCandidate)).one().agree_in == ["kana", "mail"]


def test_cancelled_invitation_opens_nothing(session, amina):
    invitation = invite(session, amina)
    invitations.cancel(session, invitation, by=amina, at=MONDAY)

    with pytest.raises(invitations.InvitationOver):
        accept(session, invitation)
    with pytest.raises(invitations.InvitationOver):
        invitations.resend(session, invitation, by=amina, at=MONDAY)


def test_invitation_runs_out_and_can_be_sent_again(session, amina):
    invitation = invite(session, amina)
    with pytest.raises(invitations.InvitationOver):
        accept(session, invitation, at=NEXT_WEEK)

    invitations.resend(session, invitation, by=amina, at=NEXT_WEEK)

    accept(session, invitation, at=NEXT_WEEK)
    assert len(session.scalars(select(Message)).all()) == 2


def test_command_gets_the_link_of_the_first_administrator(app, session):
    invitation = invite(session, None, role=Role.ADMIN)

    with app.app_context():
        assert invitations.link(invitation).startswith("http://127.0.0.1:8000/l/invitation/")


def test_last_two_admins_cannot_demote_each_other_at_once(engine, session):
    ids = [make_account(session, Role.ADMIN).id for _ in range(2)]
    session.execute(update(Account).values(password_hash="x"))
    session.commit()
    ready = Barrier(2)

    def demote(changed_id, by_id):
        with Session(engine) as own, own.begin():
            ready.wait()
            by = queries.account(own, by_id)
            change(own, queries.account(own, changed_id), Role.CLERK, by=by)

    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(demote, *pair) for pair in (ids, ids[::-1])]

    refusals = [one.exception() for one in tries if one.exception()]
    assert [type(refusal) for refusal in refusals] == [accounts.LastAdmin]


# --- the list ---------------------------------------------------------------------------------------------------------


def names(session, *, sort="name", **filters):
    return [one.name for one in account_list.accounts(session, Filters(**filters), sort=sort).rows]


def make_listed(session, name, role=Role.CLERK, **given):
    account = make_account(session, role, name=name, **given)
    person = session.get(Person, account.person_id)
    person.search_name, person.sort_kana = search_key(name), name
    return account.id


def test_list_shows_staff_and_partners_and_finds_them(session):
    make_listed(session, "アミナ", Role.ADMIN)
    make_listed(session, "陳 偉", Role.PERSON)
    make_listed(session, "高橋 ボー", Role.INSTRUCTOR, email="bo@school.example")

    assert names(session) == ["アミナ", "高橋 ボー"]
    assert names(session, role=Role.INSTRUCTOR) == ["高橋 ボー"]
    assert names(session, role=Role.PERSON) == ["陳 偉"]
    assert names(session, search="BO@s") == ["高橋 ボー"]
    assert names(session, search="髙橋ぼー") == ["高橋 ボー"]
    assert names(session, search="%") == []
    assert names(session, closed=True) == []


def test_list_is_sorted_by_name_and_mail_both_ways(session):
    make_listed(session, "C", email="a@example.jp")
    make_listed(session, "A", email="b@example.jp")
    make_listed(session, "B", email="c@example.jp")

    assert names(session) == names(session, sort="nonsense") == ["A", "B", "C"]
    assert names(session, sort="-name") == ["C", "B", "A"]
    assert names(session, sort="mail") == ["C", "A", "B"]
    assert names(session, sort="-mail") == ["B", "A", "C"]


@pytest.mark.parametrize("sort", ["name", "-name", "mail"])
def test_list_is_paged_forth_and_back_also_among_namesakes(session, sort):
    for name in ("A", "B", "B", "B", "C"):
        make_listed(session, name)
    whole = [one.id for one in account_list.accounts(session, Filters(), sort=sort).rows]

    def page(**bounds):
        found = account_list.accounts(session, Filters(), sort=sort, size=2, **bounds)
        return [one.id for one in found.rows], found.before, found.after

    assert page() == (whole[:2], None, whole[1])
    assert page(after=whole[1]) == (whole[2:4], whole[2], whole[3])
    assert page(after=whole[3]) == (whole[4:], whole[4], None)
    assert page(before=whole[4]) == (whole[2:4], whole[2], whole[3])
    assert page(before=whole[2]) == (whole[:2], None, whole[1])


def test_sign_in_that_was_ended_is_nobody(session, amina):
    token = amina.sign_in.token
    now = amina.sign_in.started_at
    assert queries.by_token(session, token, at=now).id == amina.id

    sign_ins.end(session, amina.sign_in, at=now)
    session.flush()

    assert queries.by_token(session, token, at=now) is None
    assert queries.by_token(session, "guess", at=now) is None


def test_who_is_signed_in_costs_one_statement_with_all_roles(session, amina, count_statements):
    session.add(RoleGrant(account_id=amina.id, role=Role.AUDITOR, granted_at=MONDAY))
    session.commit()
    token, now = amina.sign_in.token, amina.sign_in.started_at
    session.expunge_all()

    with count_statements() as seen:
        account = queries.by_token(session, token, at=now)

    assert (account.roles, account.person.name) == ([Role.ADMIN, Role.AUDITOR], "アミナ")
    assert len(seen) == 1


def test_rows_of_invitations_name_nobody_else(session, amina):
    invite(session, amina)

    assert session.scalars(select(Invitation)).one().invited_by_id == amina.id
    assert len(session.scalars(select(Person)).all()) == 1
