"""Signing in with a password and a second factor, as people do it on the pages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from tests.make import make_account, make_person
from workforce import create_app
from workforce.access import Role
from workforce.database import db
from workforce.people.actions import second_factor
from workforce.people.models import Account, Person, RecoveryCode, SignIn, SignInAttempt
from workforce.people.queries import accounts as queries
from workforce.people.rules import passwords

MAIL = "amina@example.jp"
PASSWORD = "three calm otters"
HASH = passwords.hashed(PASSWORD)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def amina(session):
    """Somebody of the staff with a password, a second factor and no browser signed in."""
    account = make_member(session, Role.CLERK)
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    code = pyotp.TOTP(SECRET).at(an_hour_ago)
    account.codes = second_factor.set_up(session, account, secret=SECRET, code=code, by=None, at=an_hour_ago)
    session.commit()
    return account


def make_member(session, role, email=MAIL):
    account = queries.account(session, make_account(session, role, email=email).id)
    account.password_hash = HASH
    session.execute(update(SignIn).values(ended_at=datetime.now(UTC)))
    session.commit()
    return account


def sign_in(visitor, mail=MAIL, password=PASSWORD, **fields):
    return visitor.submit(visitor.get("/sign-in"), mail=mail, password=password, **fields)


def code_now():
    return pyotp.TOTP(SECRET).now()


def open_sign_ins(session):
    return session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all()


def test_staff_sign_in_with_password_and_code(browser, session, amina):
    visitor = browser(language="en")

    second = visitor.follow(sign_in(visitor))
    assert second.h1.get_text() == "The second factor"
    assert open_sign_ins(session) == []

    assert visitor.submit(second, code=code_now()).location.endswith("/en/staff/")
    assert [one.account_id for one in open_sign_ins(session)] == [amina.id]


def test_signed_in_staff_see_their_page(browser, amina):
    visitor = browser(language="en")
    visitor.submit(visitor.follow(sign_in(visitor)), code=code_now())

    assert "アミナ" in visitor.get("/my").words


def test_password_alone_opens_nothing_for_staff(browser, amina):
    visitor = browser(language="en")
    sign_in(visitor)

    assert "/sign-in" in visitor.get("/my").location


def test_others_need_only_the_password_if_they_have_one(browser, session):
    make_member(session, Role.INSTRUCTOR)
    visitor = browser(language="en")

    assert sign_in(visitor).location.endswith("/en/instructor/lessons")


@pytest.mark.parametrize(
    ("mail", "password"),
    [
        pytest.param(MAIL, "three calm others", id="a wrong password"),
        pytest.param("nobody@example.jp", PASSWORD, id="an unknown mail"),
        pytest.param("chen@example.jp", PASSWORD, id="an account without a password"),
        pytest.param("gone@example.jp", PASSWORD, id="a closed account"),
    ],
)
def test_every_wrong_pair_gets_the_same_answer(browser, session, amina, mail, password):
    make_account(session, Role.PERSON, email="chen@example.jp")
    gone = make_account(session, Role.CLERK, email="gone@example.jp")
    gone.password_hash, gone.closed_at = HASH, datetime.now(UTC)

    page = sign_in(browser(language="en"), mail, password)

    assert page.status == 422
    assert page.error("password") == (
        "This mail address and this password do not belong together. Check both and try again."
    )
    assert page.select_one("#mail")["value"] == mail
    assert not page.select_one("#password").get("value")


def test_mail_is_the_same_in_capitals_and_full_width(browser, amina):
    assert "second-factor" in sign_in(browser(language="en"), " ＡＭＩＮＡ@Example.JP").location


def test_sixth_wrong_try_waits_and_says_how_long(browser, session, amina):
    visitor = browser(language="en")
    for _ in range(5):
        sign_in(visitor, password="wrong")

    page = sign_in(visitor)

    assert page.status == 422
    assert "There were too many tries. Please wait 15 minutes" in page.words
    assert len(session.scalars(select(SignInAttempt)).all()) == 10


def test_unknown_mails_are_throttled_alike(browser):
    visitor = browser(language="en")
    for _ in range(5):
        sign_in(visitor, mail="nobody@example.jp", password="wrong")

    assert "too many tries" in sign_in(visitor, mail="nobody@example.jp").words


def test_one_address_may_not_try_many_accounts(browser, session, amina):
    visitor = browser(language="en")
    sign_in(visitor, mail="nobody@example.jp")
    address = session.scalars(select(SignInAttempt.key).order_by(SignInAttempt.id)).all()[1]
    session.add_all([SignInAttempt(key=address, at=datetime.now(UTC)) for _ in range(29)])

    assert "too many tries" in sign_in(visitor).words


def test_no_address_and_no_mail_is_kept_of_a_try(browser, session):
    sign_in(browser(language="en"), mail="nobody@example.jp")

    keys = session.scalars(select(SignInAttempt.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


def test_right_password_forgets_the_tries_before(browser, session, amina):
    visitor = browser(language="en")
    for _ in range(4):
        sign_in(visitor, password="wrong")
    sign_in(visitor)
    for _ in range(4):
        sign_in(visitor, password="wrong")

    assert "second-factor" in sign_in(visitor).location


def test_wrong_codes_are_throttled(browser, amina):
    visitor = browser(language="en")
    page = visitor.follow(sign_in(visitor))
    for _ in range(5):
        page = visitor.submit(page, code="000000")
        assert page.error("code").startswith("This code does not fit.")

    assert "too many tries" in visitor.submit(page, code=code_now()).words


def test_code_that_was_used_says_to_wait_for_the_next(browser, amina):
    first, second = browser(language="en"), browser(language="en")
    code = code_now()
    first.submit(first.follow(sign_in(first)), code=code)

    page = second.submit(second.follow(sign_in(second)), code=code)

    assert page.error("code") == "This code was used before. Wait until your app shows the next one and type that."


def test_recovery_code_stands_in_for_a_lost_phone(browser, session, amina):
    visitor = browser(language="en")

    page = visitor.submit(visitor.follow(sign_in(visitor)), code=amina.codes[0])

    assert page.location == "/en/staff/"
    assert visitor.get("/my").flash == "If your phone is lost, set up the new one on your page."
    assert len(session.scalars(select(RecoveryCode).where(RecoveryCode.used_at.is_(None))).all()) == 9


def test_second_factor_without_the_first_leads_back_to_it(browser):
    for address in ("/sign-in/second-factor", "/sign-in/second-factor/new"):
        assert browser(language="en").get(address).location == "/en/sign-in"


def test_new_member_sets_up_the_second_factor_and_sees_recovery_codes_once(browser, session):
    account = make_member(session, Role.CLERK)
    visitor = browser(language="en")
    page = visitor.follow(sign_in(visitor))
    assert page.h1.get_text() == "Set up the second factor"
    secret = page.code.get_text().replace(" ", "")

    wrong = visitor.submit(page, code="000000")
    assert wrong.code.get_text().replace(" ", "") == secret
    codes = visitor.follow(visitor.submit(wrong, code=pyotp.TOTP(secret).now()))

    shown = [one.get_text() for one in codes.select("code")]
    assert len(shown) == 10
    assert [one.get_text() for one in visitor.get("/my/recovery-codes").select("code")] == shown
    assert visitor.submit(codes).location.endswith("/en/staff/")
    assert visitor.get("/my/recovery-codes").select("code") == []
    session.refresh(account)
    assert account.totp_secret == secret


def test_qr_code_has_its_own_address_and_only_while_setting_up(browser, session):
    make_member(session, Role.CLERK)
    visitor = browser(language="en")
    visitor.follow(sign_in(visitor))

    image = visitor.get("/sign-in/second-factor/qr.svg")

    assert image.status == 200
    assert image.headers["Content-Type"].startswith("image/svg+xml")
    assert image.headers["Cache-Control"] == "no-store"
    assert image.svg
    assert browser(language="en").get("/sign-in/second-factor/qr.svg").status == 404


@pytest.fixture
def demo(settings):
    app = create_app(replace(settings, demo=True), TESTING=True)
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def test_in_a_demo_a_password_is_enough(demo, amina):
    page = demo.get("/en/sign-in").get_data(as_text=True)
    token = page.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]

    answer = demo.post("/en/sign-in", data={"mail": MAIL, "password": PASSWORD, "csrf_token": token})

    assert answer.location == "/en/staff/"
    assert "admin@demo.example" in page


@pytest.mark.parametrize(
    ("back", "location"),
    [
        pytest.param("/en/staff/cohorts?q=a&page=2", "/en/staff/cohorts?q=a&page=2", id="a page of ours"),
        pytest.param("https://evil.example/", "/en/instructor/lessons", id="another site"),
        pytest.param("//evil.example/", "/en/instructor/lessons", id="another site without a scheme"),
        pytest.param("/\\evil.example/", "/en/instructor/lessons", id="another site with a backslash"),
        pytest.param("/\t/evil.example/", "/en/instructor/lessons", id="a tab that browsers drop"),
        pytest.param("javascript:alert(1)", "/en/instructor/lessons", id="a script"),
    ],
)
def test_way_back_leads_only_to_pages_of_ours(browser, session, back, location):
    make_member(session, Role.INSTRUCTOR)

    assert sign_in(browser(language="en"), next=back).location == location


def test_page_that_needs_signing_in_is_shown_after_it(browser, session):
    make_member(session, Role.INSTRUCTOR)
    visitor = browser(language="en")
    page = visitor.follow(visitor.get("/my/sign-ins"))

    assert visitor.submit(page, mail=MAIL, password=PASSWORD).location == "/en/my/sign-ins"


def test_way_back_survives_the_second_factor(browser, amina):
    visitor = browser(language="en")
    page = visitor.follow(visitor.get("/my/sign-ins"))
    second = visitor.follow(visitor.submit(page, mail=MAIL, password=PASSWORD))

    assert visitor.submit(second, code=code_now()).location == "/en/my/sign-ins"


def test_signing_in_begins_a_new_session(browser, session):
    make_member(session, Role.INSTRUCTOR)
    visitor = browser(language="en")
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"

    sign_in(visitor)

    with visitor.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"]


def test_stale_form_keeps_the_mail_and_says_so(browser, amina):
    page = browser(language="en").post("/sign-in", {"mail": MAIL, "password": PASSWORD}, token=False)

    assert page.status == 422
    assert "open for a long time" in page.words
    assert page.select_one("#mail")["value"] == MAIL


def test_language_switch_keeps_the_mail_and_checks_nothing(browser, session):
    visitor = browser(language="en")

    page = visitor.post("/vi/sign-in", {"mail": MAIL, "password": "", "switch_language": "vi"})

    assert page.status == 200
    assert page.html["lang"] == "vi"
    assert page.select_one("#mail")["value"] == MAIL
    assert session.scalars(select(SignInAttempt)).all() == []


def test_who_is_signed_in_need_not_sign_in(browser):
    assert browser(Role.CLERK, "en").get("/sign-in").location == "/en/staff/"


def test_signing_out_ends_the_row_and_the_cookie(browser, session):
    chen = browser(Role.PERSON, "en")
    page = chen.get("/my")

    out = chen.submit(page, "main form[action$=sign-out]")

    assert out.status == 303
    assert open_sign_ins(session) == []
    assert "/sign-in" in chen.get("/my").location


def test_stolen_cookie_of_an_ended_sign_in_is_nobody(browser, session):
    chen = browser(Role.PERSON, "en")
    session.execute(update(SignIn).values(ended_at=datetime.now(UTC)))

    assert "/sign-in" in chen.get("/my").location


def test_hash_with_old_parameters_is_made_anew(browser, session):
    account = make_member(session, Role.INSTRUCTOR)
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    session.execute(update(Account).values(password_hash=weak))

    sign_in(browser(language="en"))

    session.refresh(account)
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_signing_in_costs_few_statements(browser, session, count_statements):
    make_member(session, Role.INSTRUCTOR)
    visitor = browser(language="en")
    page = visitor.get("/sign-in")

    with count_statements() as seen:
        visitor.submit(page, mail=MAIL, password=PASSWORD)

    assert len(seen) == 4, seen


def test_what_was_typed_when_the_sign_in_ended_is_there_after_the_next_one(browser, session):
    person = make_person(session, "山田 花子")
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/people/{person.id}/names")
    clerk.account.sign_in.ended_at = datetime.now(UTC)

    kept = clerk.submit(page, given_kana="ハナ")
    assert kept.status == 401
    assert kept.form()[0] == f"/en/staff/people/{person.id}/names"
    clerk.account = make_account(session, Role.CLERK)
    clerk.sign_in(clerk.account)
    with clerk.client.session_transaction() as cookie:
        cookie.pop("csrf_token", None)  # as signing in does

    again = clerk.submit(kept)
    assert again.status == 422
    assert again.form()[1]["given_kana"] == "ハナ"
    assert clerk.submit(again).status == 303
    assert session.get(Person, person.id).given_kana == "ハナ"


def test_password_is_never_shown_again_when_the_sign_in_ended(browser, session):
    page = browser(language="en").post("/my/password", {"current": "secret-one", "password": "secret-two"})

    assert page.location.endswith("/sign-in")
