"""Processes that share nothing with this one, no connection, no lock and no cache, and are there at once.

They are forked from a server which has loaded our code and opened nothing.
"""

import gc
import os
import pickle
import shutil
import signal
import tempfile
import traceback
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy.orm import Session

from workforce import create_app, database
from workforce.database import db
from workforce.refusals import Refused

FRESH = get_context("forkserver")
FRESH.set_forkserver_preload(["pytest", "workforce.jobs", "aiosmtpd.smtp", "tests.processes"])
PATIENCE = 300  # seconds until a silent process counts as dead


def wait_patiently():
    """Who gets a seat is asked in a storm, not how soon: nobody gives up waiting for a lock or a connection."""
    database.WAIT_SECONDS = database.STATEMENT_SECONDS = PATIENCE
    options = database.engine_options
    database.engine_options = lambda url: options(url) | {"pool_timeout": PATIENCE}


@contextmanager
def troupe(settings):
    """A Troupe on this database; at the end of the block all of them are gone."""
    found = Troupe(settings)
    try:
        yield found
    finally:
        found.go_home()


class Troupe:
    """Starts processes that begin in the middle: each is forked from one that has an application and has rehearsed.

    What a process needs for the first time, statements read into SQL above all, costs a second and more; here that is
    paid once. Nothing is open when it forks, so the processes share no connection and no lock.
    """

    def __init__(self, settings):
        self.folder = Path(tempfile.mkdtemp(prefix="workforce-troupe-"))
        self.pids = []
        self.line, theirs = FRESH.Pipe()
        self.first = FRESH.Process(target=lead, args=(settings, self.folder, theirs), daemon=True)
        self.first.start()
        theirs.close()

    def rehearse(self, act, *given):
        """Do `act(session, *given)` and undo it."""
        problem = self.ask(rehearse, act, *given)
        assert not problem, problem

    def start(self, act, *given):
        """A process that does `act(app, *given)` within the context of its own application."""
        self.pids.append(self.ask(fork, act, *given))
        return Actor(self, self.pids[-1])

    def ask(self, *order):
        self.line.send(order)
        assert self.line.poll(PATIENCE), "the troupe is silent"
        return self.line.recv()

    def rest(self):
        """Nobody is left who acts: for the next test, which finds the first process as rehearsed as it is now."""
        for pid in self.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self.ask(ended, pid, 0)
        self.pids.clear()

    def go_home(self):
        for pid in self.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.line.close()
        self.first.join(PATIENCE)
        self.first.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Actor:
    def __init__(self, troupe, pid):
        self.troupe = troupe
        self.pid = pid

    def is_alive(self):
        return self.troupe.ask(ended, self.pid, os.WNOHANG) is None

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def join(self):
        """Wait for its end; the exit code, negative for a signal."""
        code = self.troupe.ask(ended, self.pid, 0)
        self.troupe.pids.remove(self.pid)
        return code

    def result(self):
        """What `act` gave, or the traceback, when the process has ended by itself."""
        assert self.join() == 0
        return pickle.loads((self.troupe.folder / str(self.pid)).read_bytes())


def lead(settings, folder, line):
    """The process that the others are forked from: it does what it is told, until nobody is there any more."""
    wait_patiently()
    app = create_app(settings, TESTING=True)
    with suppress(EOFError):
        while True:
            order, *given = line.recv()
            line.send(order(app, folder, *given))


def rehearse(app, _folder, act, *given):
    with app.app_context():
        try:
            with Session(db.engine) as session:
                act(session, *given)
        except Refused:
            pass
        except Exception:
            return traceback.format_exc()
        finally:
            db.engine.dispose()


def fork(app, folder, act, *given):
    gc.freeze()  # what everybody has in common is not looked through, and so not copied either
    pid = os.fork()
    if pid == 0:
        with app.app_context():
            try:
                result = act(app, *given)
            except Exception:
                result = traceback.format_exc()
        (folder / str(os.getpid())).write_bytes(pickle.dumps(result))
        os._exit(0)
    return pid


def ended(_app, _folder, pid, how):
    """The exit code, or None while the process goes on and `how` says not to wait."""
    with suppress(ChildProcessError):
        found, status = os.waitpid(pid, how)
        return os.waitstatus_to_exitcode(status) if found else None
    return 0
