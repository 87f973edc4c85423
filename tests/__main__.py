"""`make test` and `make check`: every step in turn, one PostgreSQL for all of them, and at the end what failed."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests import databases

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROCESSES = "2"
QUICK_TESTS = ["tests/house", "-m", "not storm and not screen"]


@dataclass(frozen=True)
class Step:
    """`words` run in the house's folder with `env` added; `is_quick` steps are also those of `make check`."""

    name: str
    words: list[str]
    env: dict[str, str] = field(default_factory=dict)
    is_quick: bool = False


def tool(name, *words):
    return [str(BIN / name), *words]


def pytest(*words):
    return tool("pytest", "-q", "--no-header", *words)


def kind(name):
    return {"WORKFORCE_TEST_DATABASE": name}


AT_ONCE = ("-n", PROCESSES, "--dist", "loadfile")

STEPS = [
    Step("style", tool("ruff", "check", "."), is_quick=True),
    Step("format", tool("ruff", "format", "--check", "--quiet", "."), is_quick=True),
    Step("types", tool("mypy"), is_quick=True),
    Step("templates", tool("djlint", "--lint", "--quiet", "--extension", "html", "templates"), is_quick=True),
    Step("house", pytest(*QUICK_TESTS), kind("sqlite"), is_quick=True),
    Step("SQLite", pytest(*AT_ONCE, "-m", "not storm and not screen"), kind("sqlite")),
    Step("PostgreSQL", pytest(*AT_ONCE, "-m", "not storm and not screen"), kind("postgresql")),
    Step("storms on SQLite", pytest("-m", "storm"), kind("sqlite")),
    Step("storms on PostgreSQL", pytest("-m", "storm"), kind("postgresql")),
    Step("screen", pytest(*AT_ONCE, "-m", "screen"), kind("sqlite")),
]


def main(words):
    quick = words == ["check"]
    steps = [step for step in STEPS if step.is_quick] if quick else STEPS
    steps = [step for step in steps if quick or step.name != "house"]  # the whole suite holds the house's tests
    if not quick:
        need_a_browser()
        os.environ["WORKFORCE_TEST_POSTGRESQL"] = databases.start_server()
    return report([(step.name, *run(step)) for step in steps])


def run(step):
    """(exit code, seconds) of one step, whose output goes straight to the reader."""
    print(f"\n── {step.name} " + "─" * (76 - len(step.name)), flush=True)
    began = time.monotonic()
    code = subprocess.call(step.words, cwd=ROOT, env=os.environ | step.env, stdin=subprocess.DEVNULL)
    return code, time.monotonic() - began


def report(results):
    print()
    for name, code, seconds in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {seconds:6.1f} s  {name}")
    failed = sum(1 for _name, code, _seconds in results if code)
    print(f"{len(results) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def need_a_browser():
    """The screen tests drive a real one: the system's, installed from its packages if there is none yet."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get"):
        sys.exit("The screen tests need Chromium: please install it and run `make test` again.")
    print("Installing Chromium …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        if subprocess.call([*sudo, "apt-get", *words], env=quiet, stdout=subprocess.DEVNULL):
            sys.exit("Chromium could not be installed by `apt-get`: please install it and run `make test` again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
