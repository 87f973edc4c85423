"""COM-2: a worker killed at any moment loses no mail, and a repeat is recognisable as the same mail."""

import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from tests.make import make_person
from tests.outbox.conftest import ROOT, make_message
from workforce.outbox import Message, Sending

pytestmark = pytest.mark.storm

MESSAGES = 200
KILLS = 10
PATIENCE = 60  # seconds
SEED = 20261122


@contextmanager
def worker(settings, mail_server, instance):
    env = os.environ | {
        "WORKFORCE_DATABASE_URL": settings.database_url,
        "WORKFORCE_SECRET_KEY": settings.secret_key,
        "WORKFORCE_INSTANCE_PATH": str(instance),
        "WORKFORCE_MAIL_URL": mail_server.url,
    }
    process = subprocess.Popen([sys.executable, "-m", "workforce", "worker"], cwd=ROOT, env=env)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def queue_messages(session):
    person = make_person(session)
    ids = [make_message(session, to=person).id for _ in range(MESSAGES)]
    session.commit()
    return ids


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "the worker is too slow"
        time.sleep(0.005)


def unsent(session):
    number = session.scalar(select(func.count()).select_from(Message).where(Message.state != Sending.SENT))
    session.rollback()  # let go of the database: the worker writes next
    return number


def test_worker_killed_again_and_again_loses_no_mail(session, settings, mail_server, tmp_path):
    queue_messages(session)
    chance = random.Random(SEED)
    killed = 0

    while killed < KILLS:
        before = len(mail_server.received())
        with worker(settings, mail_server, tmp_path) as process:
            wait_for(lambda at_least=before + chance.randint(1, 12): len(mail_server.received()) >= at_least)
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        killed += 1
        assert unsent(session) > 0, "all mail was sent before the kills were done: nothing was tried"
    with worker(settings, mail_server, tmp_path):
        wait_for(lambda: unsent(session) == 0)

    mails = mail_server.received()
    assert {mail["to"][0] for mail in mails} == set(session.scalars(select(Message.address)))
    assert {mail["id"] for mail in mails} == set(session.scalars(select(Message.message_id)))
    assert len({mail["id"] for mail in mails}) == MESSAGES
    assert len(mails) <= MESSAGES + KILLS


def test_two_workers_at_once_send_each_mail_once(session, settings, mail_server, tmp_path):
    queue_messages(session)

    with worker(settings, mail_server, tmp_path), worker(settings, mail_server, tmp_path):
        wait_for(lambda: unsent(session) == 0)

    ids = [mail["id"] for mail in mail_server.received()]
    assert len(ids) == len(set(ids)) == MESSAGES
    assert len(set(session.scalars(select(Message.taken_by)))) == 2


def test_worker_told_to_end_ends_in_time_and_leaves_nothing_half_sent(session, settings, mail_server, tmp_path):
    queue_messages(session)

    with worker(settings, mail_server, tmp_path) as process:
        wait_for(lambda: len(mail_server.received()) > 3)
        process.terminate()
        assert process.wait(timeout=10) == 0

    assert session.scalar(select(func.count()).where(Message.state == Sending.SENDING)) == 0


def test_mail_leaves_within_five_seconds_of_being_queued(session, settings, mail_server, tmp_path):
    with worker(settings, mail_server, tmp_path):
        make_message(session)
        session.commit()
        wait_for(lambda: len(mail_server.received()) == 1)
        for _ in range(3):
            make_message(session)
            session.commit()
            began, before = time.monotonic(), len(mail_server.received())
            wait_for(lambda before=before: len(mail_server.received()) > before)
            assert time.monotonic() - began < 5
