"""Steps side by side, as many at once as there are cores; each tells what it had to say when it ends."""

import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
LANES = max(2, len(os.sched_getaffinity(0)))  # two even on one core: storms wait more than they work


@dataclass(frozen=True)
class Step:
    """`words` run in the house's folder with `env` added; `is_quick` steps are also those of `make check`."""

    name: str
    words: list[str]
    env: dict[str, str] = field(default_factory=dict)
    is_quick: bool = False


class Ended(NamedTuple):
    """`worked`: seconds that its processes kept a core busy; those that it left to others are not known."""

    step: Step
    code: int
    seconds: float
    worked: float
    said: str


def run_all(steps) -> list[Ended]:
    """Begin them in this order, so the longest should stand first; the results in the same order."""
    with ThreadPoolExecutor(LANES) as pool:
        waiting = [pool.submit(run, step) for step in steps]
        try:
            for ended in as_completed(waiting):
                show(ended.result())
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    return [each.result() for each in waiting]


def run(step) -> Ended:
    print(f"… {step.name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", errors="replace") as file, desk() as folder:
        env = os.environ | step.env | {"TMPDIR": folder}
        process = subprocess.Popen(step.words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        _id, status, used = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        file.seek(0)
        return Ended(step, code, time.monotonic() - began, used.ru_utime + used.ru_stime, file.read())


def desk():
    """A folder for the files of a step, in memory where there is plenty: no database then waits for a disk."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return tempfile.TemporaryDirectory(prefix="wf-", dir=MEMORY if is_roomy else None, ignore_cleanup_errors=True)


def show(ended):
    print(f"\n── {ended.step.name} {'─' * (76 - len(ended.step.name))}\n{ended.said}", flush=True)


def report(results):
    """The table at the end; the exit code."""
    print()
    for step, code, seconds, worked, _said in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {seconds:6.1f} s {worked:6.1f} s of work  {step.name}")
    failed = sum(1 for ended in results if ended.code)
    print(f"{len(results) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
