"""A mail server in another process, and messages to send."""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.make import MONDAY, make_person
from tests.outbox.mail_server import run
from tests.processes import FRESH
from workforce import create_app
from workforce.database import db
from workforce.outbox import Channel, Message

ROOT = Path(__file__).parents[2]
CAUSES = count(1)


class MailServer:
    def __init__(self, process, port, file):
        self.process = process
        self.url = f"smtp://127.0.0.1:{port}"
        self.file = file

    def count(self):
        """How many mails were accepted so far, cheap enough to ask all the time."""
        return self.file.read_bytes().count(b"}\n")

    def received(self):
        """Every mail accepted so far, oldest first."""
        return [json.loads(line) for line in self.file.read_text().splitlines() if line.endswith("}")]


@pytest.fixture(scope="session")
def standing_server(tmp_path_factory):
    """One for all tests: to start it costs more than most of them."""
    file = tmp_path_factory.mktemp("post") / "mails"
    file.touch()
    heard, told = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=run, args=[file, told], daemon=True)
    process.start()
    try:
        yield MailServer(process, heard.recv(), file)
    finally:
        process.kill()
        process.join()


@pytest.fixture
def mail_server(standing_server):
    """It has got no mail yet."""
    os.truncate(standing_server.file, 0)
    return standing_server


@contextmanager
def posting_to(settings, url):
    app = create_app(replace(settings, mail_url=url), TESTING=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def post_office(settings, standing_server):
    with posting_to(settings, standing_server.url) as app:
        yield app


@pytest.fixture
def posting(post_office, mail_server):
    """An application that delivers to the mail server, as a context."""
    with post_office.app_context():
        yield post_office


@pytest.fixture
def posting_to_nobody(settings):
    """The same, where no mail server listens."""
    with posting_to(settings, "smtp://127.0.0.1:9") as app, app.app_context():
        yield app


def make_message(session, *, to=None, **given):
    """A mail with words of its own, due at MONDAY."""
    number = next(CAUSES)
    defaults = {
        "person_id": (to or make_person(session)).id,
        "template": "note",
        "cause": f"test:{number}",
        "language": "ja",
        "channel": Channel.MAIL,
        "address": f"hanako{number}@example.jp",
        "details": {},
        "subject": f"お知らせ {number}",
        "body": "講座のお知らせです。\n",
        "queued_at": MONDAY,
        "send_after": MONDAY,
    }
    message = Message(**defaults | given)
    session.add(message)
    session.flush()
    return message
