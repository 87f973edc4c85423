"""Every letter of enrolment, as the reader gets it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import BY_TELEPHONE, CHEN, MINOR, all_in, apply, full_cohort, loaded, record, somebody
from tests.make import MONDAY, make_account, make_cohort
from workforce.catalogue.models import Place
from workforce.enrolment.actions import answering, drafts, lost_links, moves, offers
from workforce.enrolment.models import Draft
from workforce.i18n import LANGUAGES
from workforce.i18n.wording import localized_text
from workforce.outbox import Message, letters
from workforce.people.rules.receipts import shown

OFFERED_UNTIL = MONDAY + timedelta(days=3)
"""A seat that is offered on Monday at 9 is kept for 36 hours between 8 and 20."""


def everything_that_is_told(session, language):
    """One letter of each kind, to people who read `language`."""
    place = Place(name=localized_text("市民会館", en="Citizens' hall"), address="1-2-3", access={})
    session.add(place)
    session.flush()
    cohort = make_cohort(session, capacity=1, place_id=place.id, **BY_TELEPHONE)
    reader = replace(CHEN, language=language)
    first = apply(session, cohort, reader)
    waiting = apply(session, cohort, replace(reader, birth_date=MINOR, mail="other@example.jp", key="minor"))
    offer_twice(session, reader)
    lost_links.send_again(session, first.id, at=MONDAY)
    moves.waitlist(session, record(session, first), reason="事情により", by=make_account(session), at=MONDAY)
    moves.confirm(session, record(session, waiting), by=None, at=MONDAY)
    moves.cancel_own(session, record(session, waiting), at=MONDAY)
    moves.confirm(session, record(session, first), by=None, at=MONDAY)
    send_draft(session, cohort, language)
    moves.cancel_cohort(session, loaded(session, cohort), reason="人数不足のため", by=make_account(session), at=MONDAY)
    return session.scalars(select(Message).order_by(Message.id)).all()


def offer_twice(session, reader):
    """One offer that nobody answers, and one that is declined."""
    cohort = make_cohort(session, capacity=1)
    first, *waiting = [apply(session, cohort, other(reader, number)) for number in range(3)]
    moves.cancel_own(session, record(session, first), at=MONDAY)
    offers.settle_cohort(session, cohort.id, at=OFFERED_UNTIL)
    answering.decline(session, record(session, waiting[1]), by=None, at=OFFERED_UNTIL)


def other(reader, number):
    return somebody(number, language=reader.language)


def send_draft(session, cohort, language):
    draft = Draft(code_hash="k" * 64, cohort_id=cohort.id, answers={}, language=language, created_at=MONDAY)
    draft.expires_at = MONDAY + timedelta(days=14)
    session.add(draft)
    session.flush()
    drafts.send_link(session, draft, loaded(session, cohort), mail="x@example.jp", language=language, at=MONDAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_whole_in_every_language(app, session, language):
    told = everything_that_is_told(session, language)

    with app.app_context():
        written = {message.template: letters.written(message, sent_at=datetime.now(UTC)) for message in told}

    assert set(written) == {
        "cohort_cancelled",
        "draft_resume",
        "enrolment_cancelled",
        "enrolment_confirmed",
        "enrolment_waiting_for_guardian",
        "enrolment_waitlisted",
        "link_again",
        "offer",
        "offer_declined",
        "offer_expired",
    }
    for letter in written.values():
        assert letter.subject
        assert "http://127.0.0.1:8000/" in letter.body
        assert not any(sign in letter.subject + letter.body for sign in ("%(", "{", "None", "lazy", "<"))


def test_letter_names_receipt_course_day_and_place(app, session):
    told = everything_that_is_told(session, "en")

    with app.app_context():
        letter = letters.written(told[0], sent_at=MONDAY)

    assert letter.subject == "You have a seat: First steps in care"
    assert "Receipt number: " + told[0].details["receipt"] in letter.body
    assert "Citizens' hall" in letter.body
    assert "Wed 1 April 2026 9:00" in letter.body
    assert "thank you for your application" in letter.body


def test_later_letter_does_not_thank_again_and_says_why(app, session):
    told = everything_that_is_told(session, "en")

    with app.app_context():
        by_template = {message.template: letters.written(message).body for message in told}

    assert "you are on the waiting list now, as number" in by_template["enrolment_waitlisted"]
    assert "Reason: 事情により" in by_template["enrolment_waitlisted"]
    assert "you have a seat now" in by_template["enrolment_confirmed"]
    assert "Reason: 人数不足のため" in by_template["cohort_cancelled"]


def test_letter_of_an_end_offers_nothing_to_change(app, session):
    told = everything_that_is_told(session, "en")

    with app.app_context():
        by_template = {message.template: letters.written(message).body for message in told}

    assert "for changes and for cancelling" in by_template["enrolment_confirmed"]
    for over in ("enrolment_cancelled", "cohort_cancelled", "offer_declined", "offer_expired"):
        assert "Your page. The link is only for you:" in by_template[over]
        assert "for changes and for cancelling" not in by_template[over]


@pytest.mark.parametrize(
    ("language", "until"),
    [
        ("en", "Please answer by Thu 5 March 2026 9:00 (Japan time)."),
        ("ja", "2026年3月5日（木）9:00（日本時間）"),
        ("easy", "2026年(ねん) 3月(がつ) 5日(いつか)（木曜日(もくようび)）9:00（日本(にほん)の 時間(じかん)）"),
        ("vi", "5 tháng 3, 2026 (thứ Năm) 9:00 (giờ Nhật Bản)"),
    ],
)
def test_letter_of_an_offer_says_until_which_hour_and_links_once_to_the_answer(app, session, language, until):
    told = everything_that_is_told(session, language)

    with app.app_context():
        body = next(letters.written(one, sent_at=MONDAY).body for one in told if one.template == "offer")

    assert until in body.replace("\u00a0", " ")
    assert body.count("http://127.0.0.1:8000/") == 1


def test_receipt_in_a_letter_is_as_people_read_it(session):
    cohort = full_cohort(session)

    [enrolment] = all_in(session, cohort)

    assert session.scalars(select(Message)).one().details["receipt"] == shown(enrolment.receipt)
