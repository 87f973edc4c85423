"""Many people at once: processes with an application each, and in each of them threads that are one visitor each."""

import fcntl
import os
import queue
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

from flask import current_app, session
from flask_wtf.csrf import generate_csrf

from tests.processes import PATIENCE


class Form(NamedTuple):
    """A form that is filled in and waits for its last button."""

    cohort: str
    key: str


class Answer(NamedTuple):
    """What a visitor got. `problem`: the traceback if the application broke."""

    key: str
    status: int
    location: str | None
    seconds: float
    problem: str = ""


class Crowd:
    """`send` gives each of `processes` its share of the forms, and all press the button together."""

    def __init__(self, troupe, processes):
        self.troupe = troupe
        self.processes = processes

    def rehearse(self, form):
        """Unlike other rehearsals this one stays done: a request ends its own transaction."""
        self.troupe.rehearse(press_alone, form)

    def send(self, forms, *, processes=None) -> list[Answer]:
        parts = processes or self.processes
        with TemporaryDirectory() as name:
            with (Path(name) / "gate").open("w") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                members = [self.troupe.start(press_together, forms[n::parts], gate.name) for n in range(parts)]
                wait_for(lambda: len(os.listdir(name)) == 1 + parts)
            return [answer for member in members for answer in answers_of(member)]


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "not everybody is ready"
        time.sleep(0.01)


def answers_of(member):
    answers = member.result()
    assert isinstance(answers, list), answers
    return answers


def press_together(app, forms, gate):
    """One process: every visitor stands ready until the gate opens, which the lock on its file keeps closed."""
    now, given = Event(), queue.SimpleQueue()
    visitors = [Thread(target=press, args=(app, form, now, given)) for form in forms]
    for visitor in visitors:
        visitor.start()
    with open(gate) as file:
        Path(gate).with_name(f"ready-{os.getpid()}").touch()
        fcntl.flock(file, fcntl.LOCK_SH)
    now.set()
    for visitor in visitors:
        visitor.join()
    return [given.get() for _ in visitors]


def press_alone(_session, form):
    now, given = Event(), queue.SimpleQueue()
    now.set()
    press(current_app._get_current_object(), form, now, given)
    assert not given.get().problem


def press(app, form, now, given):
    """One visitor: the session of somebody who filled in the form, and the last button when everybody may."""
    client = app.test_client()
    token = visit(app, client, form)
    now.wait()
    began = time.perf_counter()
    try:
        answer = client.post(f"/ja/cohorts/{form.cohort}/enrol/review", data={"csrf_token": token})
        given.put(Answer(form.key, answer.status_code, answer.location, time.perf_counter() - began))
    except Exception:
        given.put(Answer(form.key, 599, None, time.perf_counter() - began, traceback.format_exc()))


def visit(app, client, form):
    """The form token of a visitor whose session holds the draft."""
    with app.test_request_context():
        token, raw = generate_csrf(), session["csrf_token"]
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = raw
        cookie["drafts"] = {form.cohort: (form.key, "")}
    return token
