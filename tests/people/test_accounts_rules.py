"""Passwords, throttles, second factors and browsers, decided from values alone."""

from datetime import timedelta

import pyotp
import pytest

from tests.make import MONDAY
from workforce.access import Role
from workforce.people.rules import browsers, passwords, roles, second_factor, throttles
from workforce.people.rules.sign_ins import LASTS, STAFF_IDLE, has_run_out
from workforce.people.rules.throttles import Limit

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GOOD = "three calm otters"
MINUTE = timedelta(minutes=1)


def code_at(at):
    return pyotp.TOTP(SECRET).at(at)


def test_password_belongs_to_its_hash_only():
    made = passwords.hashed(GOOD)

    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(GOOD, made)
    assert not passwords.matches("three calm others", made)
    assert not passwords.matches(GOOD, "not a hash")


def test_nobody_has_the_hash_that_unknown_mails_are_checked_against():
    assert not passwords.matches("nobody", None)
    assert not passwords.is_outdated(passwords.NOBODYS)


def test_full_width_letters_are_the_same_password():
    assert passwords.matches("ｔｈｒｅｅ ｃａｌｍ ｏｔｔｅｒｓ", passwords.hashed(GOOD))


def test_hash_of_other_parameters_is_outdated():
    assert passwords.is_outdated(passwords.hashed(GOOD).replace("m=19456,t=2", "m=19456,t=1"))
    assert not passwords.is_outdated(passwords.hashed(GOOD))


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short", passwords.PasswordTooShort),
        ("x" * 201, passwords.PasswordTooLong),
        ("aaaaaaaaaaaa", passwords.PasswordTooPlain),
        ("0123456789", passwords.PasswordTooPlain),
        ("Password123!", passwords.PasswordTooPlain),
        ("I am hanako.y.", passwords.PasswordNamesYou),
    ],
)
def test_password_that_is_guessed_first_is_refused(password, refusal):
    with pytest.raises(refusal):
        passwords.check(password, mail="hanako.y@example.jp")


@pytest.mark.parametrize("password", [GOOD, "workforce-demo", "さくらさくらやよいのそら", "correct horse battery"])
def test_other_passwords_are_taken(password):
    passwords.check(password, mail="hanako.y@example.jp")


def test_tries_below_the_limit_cost_no_wait():
    assert throttles.wait([MONDAY] * 2, [Limit(3, MINUTE)], at=MONDAY) == timedelta()
    assert throttles.wait([], [Limit(3, MINUTE)], at=MONDAY) == timedelta()


def test_wait_lasts_until_the_oldest_of_the_last_tries_is_forgotten():
    tries = [MONDAY, MONDAY + timedelta(seconds=10), MONDAY + timedelta(seconds=20)]
    at = MONDAY + timedelta(seconds=30)

    assert throttles.wait(tries, [Limit(3, MINUTE)], at=at) == timedelta(seconds=30)
    assert throttles.wait(tries, [Limit(3, MINUTE), Limit(2, timedelta(hours=1))], at=at) > timedelta(minutes=59)
    assert throttles.wait(tries, [Limit(3, MINUTE)], at=MONDAY + MINUTE) == timedelta()


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_code_fits_one_step_before_and_after(seconds):
    code = code_at(MONDAY + timedelta(seconds=seconds))

    assert second_factor.step_of(SECRET, code, at=MONDAY) == int(MONDAY.timestamp()) // 30 + seconds // 30


@pytest.mark.parametrize("seconds", [-60, 60])
def test_older_and_newer_codes_do_not_fit(seconds):
    assert second_factor.step_of(SECRET, code_at(MONDAY + timedelta(seconds=seconds)), at=MONDAY) is None


def test_code_may_be_typed_in_any_width_and_grouping():
    code = code_at(MONDAY)
    wide = code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    assert second_factor.is_app_code(f"{code[:3]} {code[3:]}")
    assert second_factor.step_of(SECRET, f" {wide[:3]}　{wide[3:]}", at=MONDAY)


def test_recovery_code_is_the_same_however_it_is_typed():
    codes = second_factor.new_recovery_codes()
    code = codes[0]

    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert second_factor.recovery_hash(code) == second_factor.recovery_hash(code.lower().replace("-", " "))
    assert second_factor.recovery_hash(code) != second_factor.recovery_hash(codes[1])
    assert second_factor.recovery_hash("not a code") is None


def test_app_reads_whose_code_it_is():
    address = second_factor.app_address(SECRET, mail="amina@example.jp", centre="Care Centre")

    assert address == f"otpauth://totp/Care%20Centre:amina%40example.jp?secret={SECRET}&issuer=Care%20Centre"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("", ""),
    ],
)
def test_browser_has_a_name_that_its_owner_knows(user_agent, name):
    assert browsers.named(user_agent) == name


def test_every_role_has_a_name_and_only_staff_need_two_factors(speaking):
    with speaking("en"):
        assert all(str(roles.name(role)) for role in Role)
    assert roles.are_staff([Role.PERSON, Role.CLERK])
    assert not roles.are_staff([Role.PERSON, Role.INSTRUCTOR, Role.OPERATOR])


def test_staff_sign_in_anew_after_a_night_and_everybody_after_two_weeks():
    def runs_out(role, *, used, at):
        return has_run_out(started_at=MONDAY, seen_at=used, roles=[role], at=at)

    morning = MONDAY + STAFF_IDLE
    assert runs_out(Role.CLERK, used=MONDAY, at=morning)
    assert not runs_out(Role.CLERK, used=MONDAY + MINUTE, at=morning)
    assert not runs_out(Role.PERSON, used=MONDAY, at=morning)
    assert runs_out(Role.PERSON, used=MONDAY + LASTS, at=MONDAY + LASTS)
