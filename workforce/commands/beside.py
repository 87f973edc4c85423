"""The background worker as a child of the server: it shares the server's memory and ends with it."""

import logging
import multiprocessing
import threading
import time

from .. import jobs

PAUSE = 1.0  # seconds before a worker that died is started again
PATIENCE = 8.0  # seconds a worker may take to end

log = logging.getLogger("workforce.worker")


class Beside:
    def __init__(self, app):
        self.app = app
        self.ending = threading.Event()
        self.process = self.new_process()
        self.watcher = threading.Thread(target=self.watch, name="beside", daemon=True)

    def start(self):
        self.process.start()
        self.watcher.start()

    def new_process(self):
        return multiprocessing.get_context("fork").Process(target=jobs.work, args=[self.app], name="worker")

    def watch(self):
        """A worker that was killed loses nothing: the next one finds the same rows."""
        while not self.ending.is_set():
            self.process.join(PAUSE)
            if not self.process.is_alive() and not self.ending.is_set():
                log.warning("the worker ended with %s: starting another", self.process.exitcode)
                time.sleep(PAUSE)
                self.process = self.new_process()
                self.process.start()

    def stop(self):
        self.ending.set()
        self.watcher.join(3 * PAUSE)
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
