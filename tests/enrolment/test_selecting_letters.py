"""LOT-4: the letters of a cohort that is decided at once: the receipt, and the result to everybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import MINOR, all_in, apply, somebody
from tests.make import MONDAY, make_cohort
from workforce.catalogue.models import Selection
from workforce.enrolment.actions import selecting
from workforce.i18n import LANGUAGES
from workforce.outbox import Message, letters

AFTER = MONDAY + timedelta(days=8)
NAMES = ("enrolment_applied", "enrolment_confirmed", "enrolment_waiting_for_guardian", "enrolment_waitlisted")


def all_letters(session, language, selection=Selection.LOTTERY):
    """{template: letter} of three people, of whom one is a minor and one gets no seat."""
    cohort = make_cohort(session, capacity=2, selection=selection)
    for n in range(3):
        apply(session, cohort, replace(somebody(n), language=language, **({"birth_date": MINOR} if n == 1 else {})))
    one, two, three = (enrolment.id for enrolment in all_in(session, cohort))
    selecting.give_result(session, cohort.id, winners=[(one, None), (two, None)], waiting=[three], by=None, at=AFTER)
    told = session.scalars(select(Message).order_by(Message.id)).all()
    return {message.template: letters.written(message, sent_at=datetime.now(UTC)) for message in told}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_whole_in_every_language(app, session, language):
    with app.app_context():
        written = all_letters(session, language)

    assert set(written) == set(NAMES)
    for letter in written.values():
        assert not any(sign in letter.subject + letter.body for sign in ("%(", "{", "None", "lazy", "<"))
        assert "http://127.0.0.1:8000/" in letter.body


def test_letters_say_what_happened(app, session):
    with app.app_context():
        written = all_letters(session, "en")

    applied = written["enrolment_applied"].body
    assert "Nobody has a seat yet." in applied
    assert "the seats are drawn by lot among everybody who has applied" in applied
    assert "Applications close: Mon 9 March 2026 9:00 (Japan time)." in applied
    assert "After that we write to everybody who has applied" in applied
    assert "the seats of this course have been given. You have a seat." in written["enrolment_confirmed"].body
    assert "There is a seat for you, and we hold it." in written["enrolment_waiting_for_guardian"].body
    assert "You are number 1 on the waiting list." in written["enrolment_waitlisted"].body


def test_receipt_of_a_draw_that_may_not_be_needed_says_so(app, session):
    with app.app_context():
        applied = all_letters(session, "en", Selection.LOTTERY_IF_OVER)["enrolment_applied"].body

    assert "If no more people apply than there are seats, everybody gets one" in applied
