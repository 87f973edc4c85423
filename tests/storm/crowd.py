"""Many people at once: processes with an application each, and in each of them threads that are one visitor each."""

import queue
import time
import traceback
from multiprocessing.connection import Client, Listener
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
    """`processes` of the troupe stand ready; `send` gives each its share, and all press the button together."""

    def __init__(self, troupe, processes):
        self.troupe = troupe
        with TemporaryDirectory() as folder, Listener(f"{folder}/crowd", backlog=processes) as door:
            for _ in range(processes):
                troupe.start(stand_ready, door.address)
            self.lines = [door.accept() for _ in range(processes)]

    def send(self, forms, *, processes=None) -> list[Answer]:
        taking_part = self.lines[:processes]
        for n, line in enumerate(taking_part):
            line.send(forms[n :: len(taking_part)])
        for line in taking_part:
            assert heard(line) == "ready"
        for line in taking_part:
            line.send("go")
        return [answer for line in taking_part for answer in heard(line)]


def heard(line):
    assert line.poll(PATIENCE), "somebody in the crowd is silent"
    return line.recv()


def stand_ready(app, address):
    """One process, until it is killed."""
    line = Client(address)
    while forms := line.recv():
        now, given = Event(), queue.SimpleQueue()
        visitors = [Thread(target=press, args=(app, form, now, given)) for form in forms]
        for visitor in visitors:
            visitor.start()
        line.send("ready")
        line.recv()
        now.set()
        for visitor in visitors:
            visitor.join()
        line.send([given.get() for _ in visitors])


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
