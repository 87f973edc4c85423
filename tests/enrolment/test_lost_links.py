"""Links sent again, asked for by several at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.enrolled import enrolled
from tests.make import make_open_cohort
from workforce.enrolment.actions import lost_links
from workforce.outbox import Message

MAIL, BORN = "sato@example.jp", date(1990, 1, 1)
SATO = {"family": "佐藤", "given": "華子", "family_kana": "サトウ", "given_kana": "ハナコ", "mail": MAIL}


def test_receipt_and_mail_asked_for_crosswise_block_nobody(app, session, engine):
    """Many times, because two that block each other must meet between their first and their second letter."""
    with app.app_context():
        people = [enrolled(session, make_open_cohort(session), phone=None, **SATO, birth_date=BORN) for _ in range(2)]
        receipts = [one.receipt for one in people]
        session.commit()
        at = datetime.now(UTC)  # one day, whatever the hour
        for _ in range(10):
            ready = threading.Barrier(2)
            with ThreadPoolExecutor(2) as pool:
                asked = [pool.submit(ask, app, engine, ready, receipt, at) for receipt in receipts]
                assert [one.result() for one in asked] == [None, None]

        sent = session.scalar(select(func.count(Message.id)).where(Message.template == lost_links.TEMPLATE))
        assert sent == 2 * lost_links.A_DAY


def ask(app, engine, ready, receipt, at):
    with app.app_context(), Session(engine) as own, own.begin():
        ready.wait()
        lost_links.send_links(own, receipt=receipt, mail=MAIL, at=at)
