"""Processes that share nothing with this one, no connection, no lock and no cache, and are there at once.

They are forked from a server which has loaded our code and opened nothing.
"""

from multiprocessing import get_context

FRESH = get_context("forkserver")
FRESH.set_forkserver_preload(["pytest", "workforce.jobs", "aiosmtpd.smtp"])
