"""`make test` and `make check`: every step, as many at once as there are cores, and at the end what failed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.lanes import Step, report, run_all

BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def tool(name, *words):
    return [str(BIN / name), *words]


def pytest(*words):
    return tool("pytest", "-q", "--no-header", *words)


SQLITE = {"WORKFORCE_TEST_DATABASE": "sqlite"}
POSTGRESQL = {"WORKFORCE_TEST_DATABASE": "postgresql"}
CALM = "not storm and not screen"

STEPS = [  # the longest first: then the lanes end together
    Step("PostgreSQL", pytest("-m", CALM), POSTGRESQL),
    Step("SQLite", pytest("-m", CALM), SQLITE),
    Step("screen", pytest("-m", "screen"), SQLITE),
    Step("storms on PostgreSQL", pytest("-m", "storm"), POSTGRESQL),
    Step("storms on SQLite", pytest("-m", "storm"), SQLITE),
    Step("house", pytest("tests/house", "-m", CALM), SQLITE, is_quick=True),
    Step("types", tool("mypy"), is_quick=True),
    Step("templates", tool("djlint", "--lint", "--quiet", "--extension", "html", "templates"), is_quick=True),
    Step("style", tool("ruff", "check", "."), is_quick=True),
    Step("format", tool("ruff", "format", "--check", "--quiet", "."), is_quick=True),
]


def main(words):
    began = time.monotonic()
    if words == ["check"]:
        steps = [step for step in STEPS if step.is_quick]
    else:
        need_a_browser()
        steps = [step for step in STEPS if step.name != "house"]  # the whole suite holds the house's tests
    code = report(run_all(steps))
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    return code


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
