"""A mail server in another process, and messages to send."""

import json
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


@pytest.fixture
def mail_server(tmp_path):
    file = tmp_path / "mails"
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
def posting(settings, mail_server):
    """An application that delivers to the mail server, as a context."""
    app = create_app(replace(settings, mail_url=mail_server.url), TESTING=True)
    with app.app_context():
        yield app
        db.engine.dispose()


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
