"""Work in the background: Huey's queue beside the database, and what puts work into it.

Nothing that matters lives in the queue. What is due follows from rows (mail not sent, offers and drafts past their
time, a night without retention or audit), so a queue that is lost, or a worker that is killed or off at the hour, loses
nothing: the next look finds it again.
"""

import fcntl
import logging
import os
import secrets
import signal
import threading
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from huey import PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer, Scheduler

from . import clock
from .attendance.actions import outlooks
from .attendance.queries import outlooks as outlooking
from .audit import actions as audits
from .certificates.actions import reminding
from .certificates.queries import ending
from .database import transaction
from .enrolment.actions import draws, guests, lapsing, offers, own_parts, reservations, selecting, waiting, wishes
from .enrolment.queries import guests as visiting
from .enrolment.queries import holds
from .enrolment.queries import offers as offered
from .enrolment.queries import own_parts as asked
from .enrolment.queries import reservations as reserved
from .enrolment.queries import selecting as selected
from .enrolment.queries import waiting as waited
from .enrolment.queries import wishes as wanted
from .operations import actions as operations
from .operations import retention
from .operations.retention import nights
from .outbox import delivery
from .scheduling.actions import own_calendars, solving
from .scheduling.actions.requests import settling as teaching
from .scheduling.queries import own_calendars as given
from .scheduling.queries import plans
from .scheduling.queries.requests import due as teaching_due
from .screening.actions import beginning as assessments

LOOK_EVERY = 2  # seconds between two looks for mail that is due
OFFERS_EVERY = timedelta(seconds=20)
BEAT_EVERY = timedelta(seconds=10)
AUDIT_HOUR = time(3, 10)  # at the centre
WORKERS_PER_MACHINE = 64
GRACEFULLY = (False, True)  # in Huey's words: do not restart, do finish

WAITING = (
    *(offered.unsettled, selected.without_draw, draws.is_due, reserved.to_notice, asked.to_remind, holds.due),
    *(waited.in_vain, assessments.due, wanted.due, visiting.astray, ending.due),
    teaching_due.due,
)
"""Each gives the rows of which something is due, and `settle` sees to them."""

log = logging.getLogger("workforce.worker")


class Jobs:
    """The queue of one application and its tasks, made when a worker starts and never by a web process."""

    def __init__(self, app, name):
        self.app = app
        self.name = name
        self.huey = queue(app.config["SETTINGS"])
        self.keeping = app.config["SETTINGS"].keeping
        self.beaten_at = self.settled_at = datetime.min.replace(tzinfo=UTC)
        self.stopping = threading.Event()
        self.delivering = threading.Lock()
        self.auditing = threading.Lock()
        self.retaining = threading.Lock()
        self.settling = threading.Lock()
        self.foreseeing = threading.Lock()
        self.fetching = threading.Lock()
        self.planning = threading.Lock()
        self.deliver = self.huey.task(name="deliver")(self.inside(self._deliver))
        self.audit = self.huey.task(name="audit")(self.inside(self._audit))
        self.retain = self.huey.task(name="retain")(self.inside(self._retain))
        self.settle = self.huey.task(name="settle")(self.inside(self._settle))
        self.foresee = self.huey.task(name="foresee")(self.inside(self._foresee))
        self.fetch = self.huey.task(name="fetch")(self.inside(self._fetch))
        self.plan = self.huey.task(name="plan")(self.inside(self._plan))
        self.huey.periodic_task(crontab(minute="25"), name="purge")(self.inside(self._purge))

    def inside(self, work):
        def run():
            with self.app.app_context():
                work()

        return run

    def _deliver(self):
        if self.delivering.acquire(blocking=False):
            try:
                delivery.deliver_due(clock.now, worker=self.name, stop=self.stopping.is_set)
            finally:
                self.delivering.release()

    def _audit(self):
        if self.auditing.acquire(blocking=False):
            try:
                audits.run_asked(clock.now, worker=self.name)
            finally:
                self.auditing.release()

    def _settle(self):
        if self.settling.acquire(blocking=False):
            try:
                offers.settle_all(clock.now, stop=self.stopping.is_set)
                selecting.settle_all(clock.now, stop=self.stopping.is_set)
                draws.settle_all(clock.now, stop=self.stopping.is_set)
                reservations.notice_all(clock.now, stop=self.stopping.is_set)
                own_parts.remind_all(clock.now, stop=self.stopping.is_set)
                lapsing.act_all(clock.now, stop=self.stopping.is_set)
                waiting.end_all(clock.now, stop=self.stopping.is_set)
                assessments.settle_all(clock.now, stop=self.stopping.is_set)
                wishes.settle_all(clock.now, stop=self.stopping.is_set)
                guests.settle_all(clock.now, stop=self.stopping.is_set)
                reminding.remind_all(clock.now, stop=self.stopping.is_set)
                teaching.settle_all(clock.now, stop=self.stopping.is_set)
            finally:
                self.settling.release()

    def _foresee(self):
        if self.foreseeing.acquire(blocking=False):
            try:
                outlooks.settle_all(clock.now, stop=self.stopping.is_set)
            finally:
                self.foreseeing.release()

    def _fetch(self):
        if self.fetching.acquire(blocking=False):
            try:
                ours = urlsplit(self.app.config["SETTINGS"].base_url).hostname
                own_calendars.fetch_all(clock.now, ours=ours, stop=self.stopping.is_set)
            finally:
                self.fetching.release()

    def _plan(self):
        if self.planning.acquire(blocking=False):
            try:
                solving.solve_due(clock.now, worker=self.name, stop=self.stopping.is_set)
            finally:
                self.planning.release()

    def _purge(self):
        retention.run(clock.now, self.keeping, steps=retention.PASSING, stop=self.stopping.is_set)

    def _retain(self):
        if self.retaining.acquire(blocking=False):
            try:
                retention.of_the_night(clock.now, self.keeping, worker=self.name, stop=self.stopping.is_set)
            finally:
                self.retaining.release()

    def look(self):
        """Put into the queue what the rows say is due; the scheduler asks every LOOK_EVERY seconds."""
        at = clock.now()
        with self.app.app_context():
            if at - self.beaten_at >= BEAT_EVERY:
                operations.beat(self.name, at=at)
                self.beaten_at = at
            if at - self.settled_at >= OFFERS_EVERY:
                self.look_for_offers(at)
                self.look_for_outlooks(at)
                self.look_for_calendars(at)
                self.settled_at = at
            self.look_for_mail(at)
            self.look_for_plans(at)
            self.look_at_the_night(at)
            self.look_for_audit(at)

    def look_for_offers(self, at):
        if not self.settling.locked():
            with transaction(writes=False) as session:
                is_due = any(look(session, at=at) for look in WAITING)
            if is_due:
                self.settle()

    def look_for_outlooks(self, at):
        """Who can still finish: once a night, and when something has changed for somebody."""
        if not self.foreseeing.locked():
            with transaction(writes=False) as session:
                is_due = bool(outlooking.due(session, at=at))
            if is_due:
                self.foresee()

    def look_for_calendars(self, at):
        """The own calendars of those who teach that are to be read again."""
        if not self.fetching.locked():
            with transaction(writes=False) as session:
                is_due = bool(given.due(session, at=at))
            if is_due:
                self.fetch()

    def look_for_mail(self, at):
        if self.app.config["SETTINGS"].mail_url and not self.delivering.locked():
            with transaction(writes=False) as session:
                is_due = delivery.has_due(session, at)
            if is_due:
                self.deliver()

    def look_for_plans(self, at):
        if not self.planning.locked():
            with transaction(writes=False) as session:
                is_due = plans.is_due(session, at=at)
            if is_due:
                self.plan()

    def look_at_the_night(self, at):
        """The work of a night is due from its hour on until somebody has done it: today, or whenever a worker is back.

        The audit comes after retention, and looks at what is left.
        """
        night = nights.night_of(at, AUDIT_HOUR)
        with transaction(writes=False) as session:
            is_due = nights.is_due(session, at)
            wants_audit = nights.is_over(session, at) and not audits.has_asked(session, night)
        if is_due and not self.retaining.locked():
            self.retain()
        if wants_audit:
            with transaction() as session:
                audits.ask(session, by=None, at=at, night=night)

    def look_for_audit(self, at):
        if not self.auditing.locked():
            with transaction(writes=False) as session:
                is_asked = audits.is_asked(session, at)
            if is_asked:
                self.audit()


def queue(settings):
    """Huey's tables: in a file of their own, or in the same PostgreSQL over a direct connection, polling."""
    if settings.is_sqlite:
        file = settings.instance_path / "jobs.sqlite"
        return SqliteHuey("workforce", results=False, filename=str(file), fsync=False, cache_mb=1)
    dsn = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    return PostgresHuey("workforce", results=False, dsn=dsn, blocking=False)


class Watch(Scheduler):
    """Huey's scheduler, which also looks at the rows each time it wakes."""

    jobs: Jobs

    def loop(self, now=None):
        try:
            self.jobs.look()
        except Exception:  # the database may be away for a moment: look again
            log.exception("could not look for work")
        super().loop(now)


class Crew(Consumer):
    """Three threads: one may be busy with mail and one with a plan while the third audits. TERM ends all of them after
    the message at hand; a plan is begun anew by whoever works next.
    """

    def __init__(self, jobs):
        self.jobs = jobs
        super().__init__(
            jobs.huey,
            workers=3,
            initial_delay=0.2,
            max_delay=1.0,
            scheduler_interval=LOOK_EVERY,
            shutdown_timeout=10,
        )
        self._signal_actions = {signal.SIGTERM: GRACEFULLY, signal.SIGINT: GRACEFULLY}

    def _create_scheduler(self):
        watch = Watch(self.huey, self.stop_flag, self.scheduler_interval, self.periodic)
        watch.jobs = self.jobs
        return watch

    def stop(self, graceful=False):
        self.jobs.stopping.set()
        super().stop(graceful)


def work(app):
    """Be a worker until TERM or Ctrl-C."""
    folder = app.config["SETTINGS"].instance_path
    folder.mkdir(parents=True, exist_ok=True)
    with app.app_context(), Desk(folder) as desk:
        delivery.take_over(desk.name)
        audits.take_over(desk.name)
        solving.take_over(desk.name)
        nights.take_over(desk.name)
        operations.beat(desk.name, at=clock.now(), started=True)
        log.info("working as %s", desk.name)
        Crew(Jobs(app, desk.name)).run()


class Desk:
    """A place to work: a locked file in the instance folder, whose content names whoever works there.

    Who finds it unlocked comes after somebody who ended or was killed, so what that one was sending is theirs now.
    """

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        for number in range(1, WORKERS_PER_MACHINE + 1):
            self.file = (self.folder / f"worker-{number}.lock").open("a+")
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.file.close()
            else:
                self.name = self.named(number)
                return self
        raise RuntimeError(f"{WORKERS_PER_MACHINE} workers use {self.folder} already")

    def named(self, number):
        self.file.seek(0)
        name = self.file.read().strip()
        if not name:
            name = f"{os.uname().nodename}/{number}/{secrets.token_hex(3)}"
            self.file.write(name)
            self.file.flush()
        return name

    def __exit__(self, *_error):
        self.file.close()
