"""Signing in by a link in a mail, with an account and without one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account, make_person
from workforce import links, outbox
from workforce.access import Role
from workforce.links import Purpose
from workforce.outbox import Message, letters
from workforce.people.actions import contacts, merging, sign_in_links
from workforce.people.models import Account, ContactKind, Person, SignIn, SignInLink
from workforce.people.queries import accounts as queries
from workforce.people.queries import sign_ins
from workforce.people.rules import passwords

MAIL = "chen@example.jp"
SOON = MONDAY + timedelta(minutes=5)


def ask(session, mail=MAIL, at=MONDAY):
    return sign_in_links.ask(session, mail, at=at)


def messages(session):
    return session.scalars(select(Message).order_by(Message.id)).all()


def use_all(session, at=SOON):
    found = session.scalars(select(SignInLink.id).order_by(SignInLink.id)).all()
    return [sign_in_links.use(session, sign_ins.link(session, one), at=at) for one in found]


# --- asked for and used -----------------------------------------------------------------------------------------------


def test_person_whose_mail_is_on_file_gets_a_link_in_their_language(session):
    chen = make_person(session, "陳 偉", mail=MAIL, language="vi")

    assert ask(session) == 1

    message = messages(session)[0]
    assert (message.person_id, message.address, message.language) == (chen.id, MAIL, "vi")
    assert (message.template, message.link_purpose) == ("sign_in_link", Purpose.SIGN_IN)


def test_unknown_and_unconfirmed_mails_get_nothing(session):
    contacts.change_contact(session, make_person(session), kind=ContactKind.MAIL, value=MAIL, by=None, at=MONDAY)

    assert ask(session) == 0
    assert ask(session, "nobody@example.jp") == 0
    assert messages(session) == []


def test_family_with_one_mail_gets_a_link_for_each_by_name(session):
    make_person(session, "陳 麗", mail=MAIL)
    make_person(session, "陳 偉", mail=MAIL)

    ask(session)
    mother, child = use_all(session)

    assert [message.details["name"] for message in messages(session)] == ["陳 麗", "陳 偉"]
    assert (mother.person.name, mother.email) == ("陳 麗", MAIL)
    assert (child.person.name, child.email) == ("陳 偉", None)


def test_second_click_sends_no_second_mail(session):
    make_person(session, mail=MAIL)

    assert ask(session) == 1
    assert ask(session, at=MONDAY + timedelta(seconds=30)) == 0
    assert ask(session, at=SOON) == 1


def test_first_use_makes_the_account_and_later_ones_find_it(session):
    chen = make_person(session, "陳 偉", mail=MAIL)
    ask(session)
    (account,) = use_all(session)

    assert (account.person_id, account.roles, account.password_hash) == (chen.id, [Role.PERSON], None)

    ask(session, at=SOON)
    newest = session.scalars(select(SignInLink.id).order_by(SignInLink.id.desc())).first()
    assert sign_in_links.use(session, sign_ins.link(session, newest), at=SOON).id == account.id


def test_link_is_used_once(session):
    make_person(session, mail=MAIL)
    ask(session)
    use_all(session)

    with pytest.raises(sign_in_links.LinkUsed):
        use_all(session)


def test_account_is_reached_by_its_own_mail_without_a_contact(session):
    account = make_account(session, Role.INSTRUCTOR, email=MAIL)
    ask(session)

    assert use_all(session)[0].id == account.id


def test_merged_person_signs_in_as_the_kept_one(session):
    kept, absorbed = make_person(session, "陳 偉"), make_person(session, "陳 イ", mail=MAIL)
    absorbed.merged_into_id = kept.id
    account = Account(person_id=kept.id, email="other@example.jp", created_at=MONDAY)
    session.add(account)

    ask(session)

    assert [one.id for one in use_all(session)] == [account.id]


def make_guarded(session, role=Role.OPERATOR, password="x"):
    """(account, person) of somebody who signs in by own@example.jp."""
    account = make_account(session, role, email="own@example.jp")
    account.password_hash = password
    return account, session.get(Person, account.person_id)


def set_by_staff(session, person):
    contacts.set_by_staff(session, person, kind=ContactKind.MAIL, value=MAIL, by=None, at=MONDAY)


@pytest.mark.parametrize(("role", "password"), [(Role.OPERATOR, "x"), (Role.CLERK, "x"), (Role.CLERK, None)])
def test_mail_set_by_staff_opens_no_account_with_a_password_or_of_staff(session, role, password):
    account, person = make_guarded(session, role, password)
    set_by_staff(session, person)

    assert ask(session) == 0
    assert ask(session, "own@example.jp") == 1
    assert use_all(session)[0].id == account.id


def test_mail_that_came_with_a_merge_opens_no_account_with_a_password(session):
    _account, person = make_guarded(session)
    merging.merge(session, person, make_person(session, mail=MAIL), reason="the same", by=None, at=MONDAY)

    assert ask(session) == 0


def test_link_asked_for_before_the_merge_opens_no_account_with_a_password(session):
    (_account, person), other = make_guarded(session), make_person(session, mail=MAIL)
    ask(session)
    merging.merge(session, person, other, reason="the same", by=None, at=MONDAY)

    with pytest.raises(sign_in_links.LinkUsed):
        use_all(session)


def test_own_account_of_a_mail_is_opened_beside_one_with_a_password(session):
    _account, person = make_guarded(session)
    set_by_staff(session, person)
    own = Account(person_id=person.id, email=MAIL, created_at=MONDAY)
    session.add(own)

    ask(session)

    assert [one.id for one in use_all(session)] == [own.id]


def test_person_whose_account_is_closed_gets_no_link(session):
    account = make_account(session, Role.PERSON, email=MAIL)
    account.closed_at = MONDAY
    make_person(session, "陳 偉", mail="wei@example.jp")
    session.flush()

    assert ask(session) == 0
    assert queries.only_closed(session, [account.person_id]) == {account.person_id}


# --- on the pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def chen(session):
    return make_person(session, "陳 偉", mail=MAIL, language="en")


def request_link(visitor, mail=MAIL):
    return visitor.submit(visitor.get("/sign-in/link"), mail=mail)


def link_in_mail(app, session, number=-1):
    """The address as it stands in the mail."""
    message = messages(session)[number]
    with app.app_context():
        body = letters.written(message, sent_at=datetime.now(UTC)).body
    return next(line for line in body.splitlines() if "/l/sign-in/" in line).removeprefix("http://127.0.0.1:8000")


def test_answer_is_the_same_for_known_and_unknown_mails(browser, session, chen):
    visitor = browser(language="en")

    known, unknown = request_link(visitor), request_link(visitor, "nobody@example.jp")

    assert known.location == unknown.location == "/en/sign-in/link/sent"
    assert visitor.follow(known).words == visitor.follow(unknown).words
    assert len(messages(session)) == 1


def test_link_shows_who_and_signs_in_when_the_button_is_pressed(app, browser, session, chen):
    visitor = browser(language="ja")
    request_link(visitor)

    page = visitor.follow(visitor.get(link_in_mail(app, session)))
    assert page.html["lang"] == "en"
    assert page.h1.get_text() == "Sign in as 陳 偉"
    assert session.scalars(select(SignIn)).all() == []

    assert visitor.submit(page).location == "/en/my"
    assert "陳 偉" in visitor.get("/en/my").words


def test_used_link_explains_itself_and_offers_a_new_one(app, browser, session, chen):
    visitor = browser(language="en")
    request_link(visitor)
    address = link_in_mail(app, session)
    opened = visitor.follow(visitor.get(address))
    visitor.submit(opened)

    for page in (browser(language="en").get(opened.url), browser(language="en").post(opened.url)):
        assert page.status == 410
        assert page.h1.get_text() == "This link opens nothing any more"
        assert page.select_one("main a[href='/en/sign-in/link']")


@pytest.mark.parametrize("minutes", [29, 31])
def test_link_runs_out_after_thirty_minutes(app, browser, session, chen, minutes):
    ask(session)
    link_id = session.scalars(select(SignInLink.id)).one()
    with app.app_context():
        sent = datetime.now(UTC) - timedelta(minutes=minutes)
        address = links.address(Purpose.SIGN_IN, link_id, language="en", at=sent)

    visitor = browser(language="en")
    page = visitor.follow(visitor.get(address.removeprefix("http://127.0.0.1:8000")))

    assert (page.status == 410) == (minutes > 30)


def test_link_of_another_purpose_opens_nothing(app, browser, session, chen):
    ask(session)
    with app.app_context():
        token = links.mint(Purpose.CONTACT, 1, at=datetime.now(UTC), lasts=timedelta(hours=1))

    assert browser(language="en").get(f"/sign-in/link/{token}").status == 410


def test_button_with_a_stale_page_signs_nobody_in(app, browser, session, chen):
    visitor = browser(language="en")
    request_link(visitor)
    page = visitor.follow(visitor.get(link_in_mail(app, session)))

    again = visitor.post(page.url, token=False)

    assert again.status == 422
    assert "open for a long time" in again.words
    assert session.scalars(select(SignIn)).all() == []


def test_fourth_link_in_a_quarter_of_an_hour_waits_for_known_and_unknown_mails(browser, session, chen):
    for mail in (MAIL, "nobody@example.jp"):
        visitor = browser(language="en")
        for _ in range(3):
            request_link(visitor, mail)

        page = request_link(visitor, mail)

        assert page.status == 422
        assert "There were too many tries. Please wait 15 minutes" in page.words


def test_staff_who_forgot_the_password_still_show_their_second_factor(app, browser, session):
    account = make_account(session, Role.CLERK, email=MAIL)
    account.password_hash, account.totp_secret = passwords.hashed("three calm otters"), "X" * 32
    visitor = browser(language="en")
    request_link(visitor)
    page = visitor.follow(visitor.get(link_in_mail(app, session).replace("/ja/", "/en/")))

    assert visitor.submit(page).location.endswith("/sign-in/second-factor")


def test_staff_without_a_second_factor_need_their_password(app, browser, session):
    make_account(session, Role.CLERK, email=MAIL)
    visitor = browser(language="en")
    request_link(visitor)

    page = visitor.submit(visitor.follow(visitor.get(link_in_mail(app, session))))

    assert page.location.endswith("/sign-in")
    assert len(session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all()) == 1


def test_clerk_cannot_read_the_link(app, session, chen):
    ask(session)

    with app.app_context():
        assert "/l/sign-in/" not in letters.written(messages(session)[0]).body


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_letters_are_whole_in_every_language(app, session, chen, language):
    values = {"name": "陳 偉", "changed_at": MONDAY.isoformat(), "role": "clerk", "kind": "mail", "new": "w•••@x.jp"}
    for template in (
        "sign_in_link",
        "invitation",
        "contact_change",
        "sign_in_password_changed",
        "sign_in_recovery_code_used",
        "sign_in_second_factor_reset",
    ):
        link = (Purpose.SIGN_IN, 1)
        queued = outbox.queue(
            session,
            template,
            to=chen,
            mail=MAIL,
            language=language,
            cause=template,
            at=MONDAY,
            details=values,
            link=link,
        )
        session.flush()
        with app.app_context():
            letter = letters.written(queued, sent_at=MONDAY)
        assert letter.subject
        assert "%(" not in letter.subject + letter.body
        assert "<" not in letter.body
