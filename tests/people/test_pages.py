"""My page, accounts and invitations as people see them."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from tests.make import make_account, make_person
from workforce import links
from workforce.access import Role
from workforce.links import Purpose
from workforce.outbox import Message
from workforce.people.actions import contacts, second_factor
from workforce.people.models import Account, ContactKind, Invitation, Person, SignIn
from workforce.people.queries import accounts as queries
from workforce.people.queries import contacts as contact_queries
from workforce.people.rules import passwords

MAIL, NEW_MAIL, PHONE = "chen@example.jp", "wei@example.jp", "+819012345678"
PASSWORD = "three calm otters"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LANGUAGES = ["ja", "easy", "en", "vi"]


def token(app, purpose, subject):
    with app.app_context():
        return links.mint(purpose, subject, at=datetime.now(UTC), lasts=timedelta(hours=1))


def account_of(session, visitor) -> Account:
    return session.get(Account, visitor.account.id)


def with_password(session, visitor):
    account_of(session, visitor).password_hash = passwords.hashed(PASSWORD)
    return visitor


# --- my page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [Role.PERSON, Role.ADMIN])
def test_own_pages_are_whole_in_every_language(browser, session, role, language):
    visitor = browser(role, language)
    account_of(session, visitor).totp_secret = SECRET
    with_password(session, visitor)

    for address in ("/my", "/my/sign-ins", "/my/password", "/my/mail", "/my/phone", "/my/second-factor"):
        assert visitor.get(address).status == 200, address
    assert visitor.get("/my/recovery-codes").status == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_sign_in_pages_are_whole_in_every_language(browser, language):
    for address in ("/sign-in", "/sign-in/link", "/sign-in/link/sent", "/contact/confirmed", "/contact/refused"):
        assert browser(language=language).get(address).status == 200, address
    for address in ("/sign-in/link/x", "/invitation/x", "/contact/x"):
        assert browser(language=language).get(address).status == 410, address


def test_page_shows_what_is_on_file_and_what_waits(browser, session):
    chen = browser(Role.PERSON, "en")
    person = session.get(Person, chen.account.person_id)
    contacts.set_by_staff(session, person, kind=ContactKind.MAIL, value=MAIL, by=None, at=datetime.now(UTC))
    contacts.change_contact(session, person, kind=ContactKind.PHONE, value=PHONE, by=None, at=datetime.now(UTC))

    rows = [row.get_text(" ", strip=True) for row in chen.get("/my").select(".row")]

    assert rows == ["chen@example.jp on file", "090-1234-5678 waits for your agreement"]


def test_chosen_language_is_the_one_we_write_in(browser, session):
    chen = browser(Role.PERSON, "en")

    page = chen.submit(chen.get("/my"), "form[action$='/language']", language="vi")

    assert page.location == "/vi/my"
    assert session.get(Person, chen.account.person_id).language == "vi"


def test_language_that_does_not_exist_is_refused(browser):
    chen = browser(Role.PERSON, "en")

    assert chen.submit(chen.get("/my"), "form[action$='/language']", language="xx").status == 422


def test_changed_mail_is_asked_for_at_the_old_one_and_confirmed_by_its_link(app, browser, session):
    chen = browser(Role.PERSON, "en")
    person = session.get(Person, chen.account.person_id)
    contacts.set_by_staff(session, person, kind=ContactKind.MAIL, value=MAIL, by=None, at=datetime.now(UTC))

    chen.submit(chen.get("/my/mail"), value=" Wei@Example.jp ")

    message = session.scalars(select(Message)).one()
    assert message.address == MAIL
    visitor = browser(language="en")
    page = visitor.follow(visitor.get(f"/l/contact/{token(app, Purpose.CONTACT, int(message.link_subject))}"))
    page = visitor.get(page.url.replace("/ja/", "/en/"))
    assert NEW_MAIL in page.words
    assert contact_queries.on_file(session, person.id) == (MAIL, None)

    done = visitor.follow(visitor.submit(page, "form[action$='" + page.url + "']"))
    assert done.h1.get_text() == "Thank you, it is changed"
    assert contact_queries.on_file(session, person.id) == (NEW_MAIL, None)
    assert visitor.get(page.url).status == 410


def test_change_that_was_not_mine_is_stopped(app, browser, session):
    person = make_person(session, mail=MAIL)
    contact = contacts.change_contact(
        session, person, kind=ContactKind.PHONE, value=PHONE, by=None, at=datetime.now(UTC)
    )
    visitor = browser(language="en")
    page = visitor.get(f"/contact/{token(app, Purpose.CONTACT, contact.id)}")

    done = visitor.follow(visitor.submit(page, "form[action$='/refused']"))

    assert done.h1.get_text() == "Thank you, nothing is changed"
    assert contact_queries.on_file(session, person.id) == (MAIL, None)
    assert contact_queries.waiting(session, contact.id) is None


@pytest.mark.parametrize(
    ("address", "typed"), [("/my/mail", "chen@"), ("/my/phone", "12"), ("/my/mail", ""), ("/my/phone", "")]
)
def test_address_that_cannot_be_is_explained_and_kept(browser, address, typed):
    chen = browser(Role.PERSON, "en")

    page = chen.submit(chen.get(address), value=typed)

    assert page.status == 422
    assert page.error("value").startswith("Type") or "@" in page.error("value") or "digits" in page.error("value")
    assert page.select_one("#value").get("value", "") == typed


# --- my password and second factor ------------------------------------------------------------------------------------


def test_changed_password_signs_out_everywhere_else_and_is_told(browser, session):
    clerk = with_password(session, browser(Role.CLERK, "en"))

    page = clerk.submit(
        clerk.get("/my/password"), current=PASSWORD, password="four quiet herons", again="four quiet herons"
    )

    assert page.location == "/en/my"
    account = account_of(session, clerk)
    assert passwords.matches("four quiet herons", account.password_hash)
    assert session.scalars(select(Message.template)).all() == ["sign_in_password_changed"]
    assert clerk.get("/my").status == 200


@pytest.mark.parametrize(
    ("field", "values", "error"),
    [
        ("current", {"current": "wrong"}, "do not belong together"),
        ("again", {"again": "four quiet heron"}, "The two passwords differ."),
        ("password", {"password": "short", "again": "short"}, "Type at least 10 characters."),
    ],
)
def test_password_that_cannot_be_changed_says_why(browser, session, field, values, error):
    clerk = with_password(session, browser(Role.CLERK, "en"))
    fields = {"current": PASSWORD, "password": "four quiet herons", "again": "four quiet herons"} | values

    page = clerk.submit(clerk.get("/my/password"), **fields)

    assert page.status == 422
    assert error in page.error(field)


def test_password_forgotten_is_not_asked_for_after_a_link(browser, session):
    clerk = with_password(session, browser(Role.CLERK, "en"))
    with clerk.client.session_transaction() as cookie:
        cookie["by_link"] = True

    page = clerk.get("/my/password")
    assert not page.select("#current")
    clerk.submit(page, password="four quiet herons", again="four quiet herons")

    assert passwords.matches("four quiet herons", account_of(session, clerk).password_hash)
    assert clerk.get("/my/password").select("#current")


def test_participants_have_no_password_to_change(browser):
    assert browser(Role.PERSON, "en").get("/my/password").location == "/en/my"


def test_new_phone_is_set_up_after_a_code_of_the_old_one(browser, session):
    clerk = browser(Role.CLERK, "en")
    account = account_of(session, clerk)
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    code = pyotp.TOTP(SECRET).at(an_hour_ago)
    codes = second_factor.set_up(session, account, secret=SECRET, code=code, by=account, at=an_hour_ago)
    assert clerk.get("/my/second-factor/new").location == "/en/my/second-factor"

    page = clerk.follow(clerk.submit(clerk.get("/my/second-factor"), code=pyotp.TOTP(SECRET).now()))
    secret = page.code.get_text().replace(" ", "")
    shown = clerk.follow(clerk.submit(page, code=pyotp.TOTP(secret).now()))

    assert account_of(session, clerk).totp_secret == secret != SECRET
    assert not {one.get_text() for one in shown.select("code")} & set(codes)
    assert clerk.get("/my/second-factor/new").location == "/en/my/second-factor"


def test_recovery_codes_are_renewed_by_a_code_of_the_app(browser, session):
    clerk = browser(Role.CLERK, "en")
    account_of(session, clerk).totp_secret = SECRET
    page = clerk.get("/my/recovery-codes")
    assert "0 unused recovery codes" in page.words

    assert clerk.submit(page, code="000000").status == 422
    page = clerk.follow(clerk.submit(page, code=pyotp.TOTP(SECRET).now()))

    assert len(page.select("code")) == 10
    clerk.submit(page)
    assert "10 unused recovery codes" in clerk.get("/my/recovery-codes").words


# --- accounts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(browser):
    return browser(Role.ADMIN, "en")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_of_accounts_are_whole(browser, session, language):
    admin = browser(Role.ADMIN, language)
    admin.submit(admin.get("/staff/accounts/invite"), mail="bo@example.jp", role="clerk")
    bo = make_account(session, Role.CLERK)
    account_of(session, admin).totp_secret = SECRET

    for address in ("", "/invite", f"/{bo.id}", f"/{bo.id}/closing", f"/{bo.id}/second-factor"):
        assert admin.get(f"/staff/accounts{address}").status == 200, address
    assert admin.get("/staff/accounts/99999").status == 404


def test_somebody_is_invited_and_begins_with_a_second_factor(app, browser, session, admin):
    page = admin.submit(admin.get("/staff/accounts/invite"), mail="Bo@Example.jp", role="clerk", language="en")
    assert admin.follow(page).flash == "The invitation is on its way."
    assert "bo@example.jp" in admin.get("/staff/accounts").words

    visitor = browser()
    link = token(app, Purpose.INVITATION, session.scalars(select(Invitation.id)).one())
    page = visitor.follow(visitor.get(f"/l/invitation/{link}"))
    assert page.html["lang"] == "en"
    names = {"family_name": "王", "given_name": "博", "family_kana": "おう", "given_kana": "ひろし"}
    page = visitor.follow(visitor.submit(page, **names, password=PASSWORD, again=PASSWORD))

    assert page.h1.get_text() == "Set up the second factor"
    account = queries.by_mail(session, "bo@example.jp")
    assert (account.person.name, account.person.kana, account.roles) == ("王 博", "オウ ヒロシ", [Role.CLERK])
    assert visitor.get(f"/en/invitation/{link}").status == 410


@pytest.mark.parametrize(
    ("field", "values", "error"),
    [
        ("family_name", {"family_name": "", "given_name": ""}, "Type your name"),
        ("given_kana", {"given_kana": ""}, "Type how the name is read"),
        ("password", {"password": "0123456789", "again": "0123456789"}, "Others would guess"),
        ("again", {"again": "another"}, "The two passwords differ."),
    ],
)
def test_invited_are_told_what_is_missing_and_nothing_is_made(app, browser, session, admin, field, values, error):
    admin.submit(admin.get("/staff/accounts/invite"), mail="bo@example.jp", role="clerk", language="en")
    link = token(app, Purpose.INVITATION, session.scalars(select(Invitation.id)).one())
    visitor = browser(language="en")
    fields = {"family_name": "王", "given_name": "博", "family_kana": "おう", "given_kana": "ひろし"}
    fields |= {"password": PASSWORD, "again": PASSWORD}

    page = visitor.submit(visitor.get(f"/invitation/{link}"), **(fields | values))

    assert page.status == 422
    assert error in page.error(field)
    assert queries.by_mail(session, "bo@example.jp") is None
    assert visitor.submit(visitor.get(f"/invitation/{link}"), **fields).status == 303


def test_instructor_who_is_invited_is_in_at_once(app, browser, session, admin):
    admin.submit(admin.get("/staff/accounts/invite"), mail="bo@example.jp", role="instructor", language="en")
    link = token(app, Purpose.INVITATION, session.scalars(select(Invitation.id)).one())
    visitor = browser(language="en")
    page = visitor.get(f"/invitation/{link}")
    assert not page.select("[type=password]")

    names = {"family_name": "王", "given_name": "博", "family_kana": "おう", "given_kana": "ひろし"}
    assert visitor.submit(page, **names).location == "/en/instructor/lessons"


@pytest.mark.parametrize(
    ("field", "values", "error"),
    [
        ("mail", {"mail": ""}, "Type the mail address."),
        ("mail", {"mail": "bo"}, "@"),
        ("role", {"role": ""}, "Choose a role."),
        ("mail", {"mail": MAIL}, "has an account already"),
    ],
)
def test_invitation_that_cannot_be_sent_says_why(session, admin, field, values, error):
    known = make_account(session, Role.CLERK, email=MAIL)
    known.password_hash = "x"

    page = admin.submit(admin.get("/staff/accounts/invite"), **({"mail": "bo@example.jp", "role": "clerk"} | values))

    assert page.status == 422
    assert error in page.error(field)
    assert session.scalars(select(Invitation)).all() == []


def test_invitation_is_sent_again_and_cancelled(app, browser, session, admin):
    admin.submit(admin.get("/staff/accounts/invite"), mail="bo@example.jp", role="clerk", language="en")

    page = admin.follow(admin.submit(admin.get("/staff/accounts"), "form[action$='/again']"))
    assert page.flash == "The invitation is on its way again."
    assert len(session.scalars(select(Message)).all()) == 2

    page = admin.follow(admin.submit(page, "form[action$='/cancellation']"))
    assert "bo@example.jp" not in page.words
    link = token(app, Purpose.INVITATION, session.scalars(select(Invitation.id)).one())
    assert browser(language="en").get(f"/invitation/{link}").status == 410


def test_roles_that_somebody_else_changed_meanwhile_are_not_overwritten(session, admin):
    bo = make_account(session, Role.CLERK)
    bo.password_hash = "x"
    session.commit()
    old_page = admin.get(f"/staff/accounts/{bo.id}")
    admin.submit(old_page, "form[action$='/roles']", roles=["clerk", "cohort_manager"])

    page = admin.submit(old_page, "form[action$='/roles']", roles=["clerk", "auditor"])

    assert page.status == 422
    assert "Reload it" in page.error("roles")
    assert queries.account(session, bo.id).roles == [Role.CLERK, Role.COHORT_MANAGER]


def test_roles_are_changed_with_checkboxes(session, admin):
    bo = make_account(session, Role.CLERK)
    bo.password_hash = "x"
    page = admin.get(f"/staff/accounts/{bo.id}")
    assert [one["value"] for one in page.select("[name=roles][checked]")] == ["clerk"]

    page = admin.submit(page, "form[action$='/roles']", roles=["auditor", "cohort_manager"])

    assert admin.follow(page).flash == "The roles are changed."
    assert queries.account(session, bo.id).roles == [Role.AUDITOR, Role.COHORT_MANAGER]


def test_own_admin_role_cannot_be_taken_on_the_page(admin):
    page = admin.get(f"/staff/accounts/{admin.account.id}")

    page = admin.submit(page, "form[action$='/roles']", roles=["clerk"])

    assert page.status == 422
    assert page.error("roles").startswith("Ask another administrator")


def test_account_is_closed_with_a_reason_and_the_browser_is_signed_out(browser, session, admin):
    bo = browser(Role.CLERK, "en")
    page = admin.get(f"/staff/accounts/{bo.account.id}/closing")
    assert admin.submit(page).error("reason") == "Say why."

    page = admin.submit(page, reason="Left the centre")

    assert admin.follow(page).flash == "The account is closed."
    assert "/sign-in" in bo.get("/my").location
    closed = admin.get(f"/staff/accounts/{bo.account.id}")
    assert "Left the centre" in closed.words
    assert not closed.select("form[action$='/roles']")


def test_lost_second_factor_is_reset_by_another_administrator(browser, session, admin):
    bo = browser(Role.CLERK, "en")
    account_of(session, bo).totp_secret = SECRET
    page = admin.get(f"/staff/accounts/{bo.account.id}/second-factor")

    page = admin.submit(page, reason="Came to the desk with the staff card")

    assert "The second factor is reset." in admin.follow(page).flash
    assert account_of(session, bo).totp_secret is None
    assert session.scalars(select(Message.template)).all() == ["sign_in_second_factor_reset"]
    assert "/sign-in" in bo.get("/my").location


def test_own_second_factor_is_not_reset_by_oneself(session, admin):
    account_of(session, admin).totp_secret = SECRET

    page = admin.submit(admin.get(f"/staff/accounts/{admin.account.id}/second-factor"), reason="lost")

    assert page.status == 422
    assert "Ask another administrator" in page.words


def test_list_is_narrowed_and_sorted_by_its_address(session, admin):
    make_account(session, Role.AUDITOR, name="高橋 ボー")

    page = admin.get("/staff/accounts?role=auditor&sort=-mail")
    assert [row.th.get_text() for row in page.select("tbody tr")] == ["高橋 ボー"]
    assert page.select_one("option[selected]")["value"] == "auditor"
    assert page.select_one("thead a")["href"] == "/en/staff/accounts?role=auditor&sort=name"
    assert "No account fits." in admin.get("/staff/accounts?q=nobody").words
    assert admin.get("/staff/accounts?role=nonsense&after=x&sort=y").status == 200


def test_list_costs_the_same_for_two_and_for_nine(session, admin, count_statements):
    make_account(session, Role.CLERK)
    session.commit()
    with count_statements() as few:
        admin.get("/staff/accounts")
    for _ in range(7):
        make_account(session, Role.CLERK)
    session.commit()
    with count_statements() as many:
        admin.get("/staff/accounts")

    assert len(few) == len(many) <= 8


def test_long_list_is_paged_by_its_address(session, admin):
    for _ in range(51):
        make_account(session, Role.CLERK)

    page = admin.get("/staff/accounts?role=clerk")
    assert len(page.select("tbody tr")) == 50
    last = admin.get(page.select_one(".pages a[rel=next]")["href"])

    assert len(last.select("tbody tr")) == 1
    assert len(admin.get(last.select_one(".pages a[rel=prev]")["href"]).select("tbody tr")) == 50


@pytest.mark.parametrize("address", ["", "/invite", "/1", "/1/closing", "/1/second-factor"])
def test_accounts_are_for_administrators(browser, address):
    assert browser(Role.COHORT_MANAGER, "en").get(f"/staff/accounts{address}").status == 403
    assert "/sign-in" in browser(language="en").get(f"/staff/accounts{address}").location


def test_account_page_names_no_sign_in_token(session, admin):
    page = admin.get(f"/staff/accounts/{admin.account.id}")

    assert session.scalars(select(SignIn.token_hash)).first() not in str(page)
