"""COM-1 on the staff's pages: the list of letters, one letter with its preview on a real person, wording it anew."""

import pytest

from tests.enrolment.enrolled import enrolled
from tests.make import make_open_cohort
from workforce.access import Role
from workforce.outbox import Message
from workforce.outbox.wordings import Wording

LIST = "/staff/wordings"
CONFIRMED = f"{LIST}/enrolment_confirmed.receipt/ja"
BODY = "[[name]]様\n\n[[course]]の席が取れました。\n\n[[link]]"


@pytest.fixture
def manager(browser):
    return browser(Role.COHORT_MANAGER, "en")


def save(manager, subject="お席のお知らせ", body=BODY, where=CONFIRMED):
    shown = manager.submit(manager.get(f"{where}/words"), subject=subject, body=body)
    return manager.submit(shown, save="yes")


def test_every_letter_stands_in_every_language(manager):
    page = manager.get(LIST)

    assert len(page.select("tbody tr")) >= 20
    assert "Shipped words" in page.words
    assert manager.get(page.select_one("tbody a")["href"]).status == 200


def test_words_are_looked_at_on_a_real_person_before_they_are_saved(manager, session):
    enrolled(session, make_open_cohort(session), family="石川", given="真理", origin="web")
    page = manager.get(f"{CONFIRMED}/words")

    shown = manager.submit(page, subject="お席のお知らせ", body=BODY)

    assert "石川" in shown.words
    assert "(a link that only the reader gets)" not in shown.select_one("article[lang=vi]").text
    assert "/l/enrolment/" not in shown.words
    assert session.query(Wording).count() == 0
    assert len(shown.select("section article")) == 4, "each language side by side"

    saved = manager.follow(manager.submit(shown, save="yes"))
    assert "Version 1" in saved.words
    assert "お席のお知らせ" in saved.words


def test_unknown_blank_is_refused_beside_the_text(manager):
    page = manager.get(f"{CONFIRMED}/words")

    refused = manager.submit(page, body="[[nmae]] [[link]]")

    assert "knows no [[nmae]]" in refused.error("body")
    assert "Keep [[link]]" in manager.submit(page, body="text").error("body")


def test_other_languages_show_that_they_are_older(manager):
    save(manager)

    assert manager.get(LIST).words.count("Older than the Japanese") == 3
    assert "worded anew since" in manager.get(CONFIRMED.replace("/ja", "/vi")).words


def test_one_press_leads_back_to_the_shipped_words(manager, session):
    manager.follow(save(manager))

    back = manager.follow(manager.post(f"{CONFIRMED}/shipped"))

    assert "shipped words again" in back.flash
    assert [row.number for row in session.query(Wording).order_by(Wording.number)] == [1, 2]


def test_an_older_version_can_be_taken_up_again(manager):
    manager.follow(save(manager, subject="一番目"))
    manager.follow(save(manager, subject="二番目"))

    page = manager.get(f"{CONFIRMED}/words?version=1")

    assert page.form()[1]["subject"] == "一番目"


def test_who_saved_in_the_meantime_is_not_overwritten(manager, session):
    shown = manager.submit(manager.get(f"{CONFIRMED}/words"), subject="古い", body=BODY)
    save(manager)

    refused = manager.submit(shown, save="yes")

    assert "in the meantime" in refused.words
    assert session.query(Wording).count() == 1


def test_a_letter_nobody_got_yet_is_shown_on_an_invented_person(manager, session):
    assert session.query(Message).count() == 0

    assert "山田 花子" in manager.get(f"{LIST}/offer/en").words


def test_clerks_and_auditors_read_the_words_and_do_not_change_them(browser):
    for role in (Role.CLERK, Role.AUDITOR):
        reader = browser(role)
        assert not reader.get(CONFIRMED).select("main form[method=post]")
        assert reader.get(f"{CONFIRMED}/words").status == 403
        assert reader.post(f"{CONFIRMED}/shipped").status == 403


@pytest.mark.parametrize("path", ["nonsense/ja", "enrolment_confirmed.nonsense/ja", "offer/xx", "_footer/ja"])
def test_no_such_letter_is_not_found(manager, path):
    assert manager.get(f"{LIST}/{path}").status == 404
