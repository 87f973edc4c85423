"""Many people at once: processes with an application each, and in each of them threads that are one visitor each."""

import queue
import time
import traceback
from contextlib import contextmanager
from threading import Event, Thread
from typing import NamedTuple

from flask import session
from flask_wtf.csrf import generate_csrf

from tests.processes import FRESH, PATIENCE, wait_patiently
from workforce import create_app


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
    """`processes` that stand ready; `send` gives each its share of the forms, and all press the button together."""

    def __init__(self, settings, processes):
        self.go = FRESH.Event()
        self.answers = FRESH.Queue()
        self.jobs = [FRESH.Queue() for _ in range(processes)]
        self.members = [
            FRESH.Process(target=stand_ready, args=(settings, jobs, self.answers, self.go), daemon=True)
            for jobs in self.jobs
        ]
        for member in self.members:
            member.start()

    def send(self, forms, *, processes=None) -> list[Answer]:
        taking_part = self.jobs[:processes]
        self.go.clear()
        for n, jobs in enumerate(taking_part):
            jobs.put(forms[n :: len(taking_part)])
        for _ in taking_part:
            assert self.answers.get(timeout=PATIENCE) == "ready"
        self.go.set()
        return [answer for _ in taking_part for answer in self.answers.get(timeout=PATIENCE)]

    def go_home(self):
        for jobs in self.jobs:
            jobs.put(None)
        for member in self.members:
            member.join(timeout=10)
            if member.is_alive():
                member.kill()


@contextmanager
def gathered(settings, processes):
    crowd = Crowd(settings, processes)
    try:
        yield crowd
    finally:
        crowd.go_home()


def stand_ready(settings, jobs, answers, go):
    """One process, until it is given None."""
    wait_patiently()
    app = create_app(settings, TESTING=True)
    while (forms := jobs.get()) is not None:
        now, given = Event(), queue.SimpleQueue()
        visitors = [Thread(target=press, args=(app, form, now, given)) for form in forms]
        for visitor in visitors:
            visitor.start()
        answers.put("ready")
        go.wait()
        now.set()
        for visitor in visitors:
            visitor.join()
        answers.put([given.get() for _ in visitors])


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
