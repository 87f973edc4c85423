"""The second factor of an account: used once, recovered, reset by another."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account
from workforce import history
from workforce.access import Role
from workforce.operations import retention
from workforce.outbox import Message
from workforce.people.actions import attempts, second_factor
from workforce.people.models import RecoveryCode, SignInAttempt
from workforce.people.queries import accounts as queries
from workforce.people.rules import throttles
from workforce.settings import Keeping

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SOON = MONDAY + timedelta(minutes=1)


def code(at):
    return pyotp.TOTP(SECRET).at(at)


@pytest.fixture
def amina(session):
    return queries.account(session, make_account(session, Role.ADMIN).id)


@pytest.fixture
def codes(session, amina):
    return second_factor.set_up(session, amina, secret=SECRET, code=code(MONDAY), by=amina, at=MONDAY)


def whats(session, account):
    return [entry.what for entry in reversed(history.of(session, "account", [account.id]))]


def test_set_up_needs_the_code_that_the_app_shows(session, amina):
    with pytest.raises(second_factor.WrongCode):
        second_factor.set_up(session, amina, secret=SECRET, code="000000", by=amina, at=MONDAY)

    assert amina.totp_secret is None


def test_set_up_gives_ten_recovery_codes_and_keeps_only_their_hashes(session, amina, codes):
    stored = session.scalars(select(RecoveryCode.code_hash)).all()

    assert len(codes) == len(stored) == 10
    assert not set(codes) & set(stored)
    assert whats(session, amina) == ["second_factor_set_up"]


def test_code_lets_in_once(session, amina, codes):
    second_factor.use(session, amina, code(SOON), at=SOON)

    with pytest.raises(second_factor.CodeAlreadyUsed):
        second_factor.use(session, amina, code(SOON), at=SOON)


def test_code_of_the_set_up_does_not_let_in(session, amina, codes):
    with pytest.raises(second_factor.CodeAlreadyUsed):
        second_factor.use(session, amina, code(MONDAY), at=MONDAY)


def test_older_code_than_the_last_one_is_worth_nothing(session, amina, codes):
    second_factor.use(session, amina, code(SOON), at=SOON)

    with pytest.raises(second_factor.CodeAlreadyUsed):
        second_factor.use(session, amina, code(SOON - timedelta(seconds=30)), at=SOON)


@pytest.mark.parametrize("typed", ["123456", "12345", "", "4F7K-9XM3-0TTA-HW2C"])
def test_wrong_codes_are_refused(session, amina, codes, typed):
    with pytest.raises(second_factor.WrongCode):
        second_factor.use(session, amina, typed, at=SOON)


def test_recovery_code_lets_in_once_and_its_owner_hears_of_it(session, amina, codes):
    second_factor.use(session, amina, codes[3].lower(), at=SOON)

    with pytest.raises(second_factor.WrongCode):
        second_factor.use(session, amina, codes[3], at=SOON)
    assert queries.recovery_codes_left(session, amina.id) == 9
    assert session.scalars(select(Message.template)).all() == ["sign_in_recovery_code_used"]


def test_recovery_code_of_somebody_else_does_not_let_in(session, amina, codes):
    bo = queries.account(session, make_account(session, Role.CLERK).id)
    second_factor.set_up(session, bo, secret=SECRET, code=code(MONDAY), by=bo, at=MONDAY)

    with pytest.raises(second_factor.WrongCode):
        second_factor.use(session, bo, codes[0], at=SOON)


def test_new_recovery_codes_take_the_place_of_the_old(session, amina, codes):
    new = second_factor.renew_codes(session, amina, by=amina, at=SOON)

    with pytest.raises(second_factor.WrongCode):
        second_factor.use(session, amina, codes[0], at=SOON)
    second_factor.use(session, amina, new[0], at=SOON)


def test_another_administrator_resets_it_and_everything_ends(session, amina):
    bo = make_account(session, Role.CLERK)
    token = bo.sign_in.token
    bo = queries.account(session, bo.id)
    second_factor.set_up(session, bo, secret=SECRET, code=code(MONDAY), by=bo, at=MONDAY)

    second_factor.reset(session, bo, reason="Came to the desk", by=amina, at=SOON)

    assert (bo.totp_secret, bo.totp_used_step) == (None, None)
    assert queries.recovery_codes_left(session, bo.id) == 0
    assert queries.by_token(session, token, at=SOON) is None
    entry = history.of(session, "account", [bo.id])[0]
    assert (entry.what, entry.reason, entry.by_id) == ("second_factor_reset", "Came to the desk", amina.id)
    assert session.scalars(select(Message.address)).all() == [bo.email]


def test_nobody_resets_their_own_and_nobody_without_a_reason(session, amina):
    bo = queries.account(session, make_account(session, Role.CLERK).id)

    with pytest.raises(second_factor.ResetByAnother):
        second_factor.reset(session, amina, reason="lost", by=amina, at=SOON)
    with pytest.raises(second_factor.ReasonMissing):
        second_factor.reset(session, bo, reason="", by=amina, at=SOON)


def test_tries_are_counted_by_key_and_forgotten_after_a_day(app, session):
    limits = {"a": throttles.ACCOUNT, "b": throttles.ADDRESS}
    for _ in range(5):
        attempts.refuse_too_many(session, limits, at=MONDAY)
        attempts.note(session, ["a", "b"], at=MONDAY)

    with pytest.raises(attempts.TooManyTries) as refused:
        attempts.refuse_too_many(session, limits, at=SOON)
    assert refused.value.values["wait"] == timedelta(minutes=14)
    attempts.refuse_too_many(session, {"b": throttles.ADDRESS}, at=SOON)

    session.commit()
    with app.app_context():
        retention.run(lambda: MONDAY + timedelta(days=1, seconds=1), Keeping())
    assert session.scalars(select(SignInAttempt)).all() == []


def test_refusal_says_how_long_to_wait(speaking):
    refusal = attempts.TooManyTries(wait=timedelta(seconds=90))

    with speaking("en"):
        assert refusal.text() == "There were too many tries. Please wait 2 minutes and try again, or call us."
