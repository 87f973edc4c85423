"""The `workforce` command, as a person types it: in processes of their own, on a database of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from tests.bench.server import free_port
from tests.databases import database_url, migrated_url
from tests.processes import FRESH
from workforce import cli, clock, create_app, demo, settings
from workforce.database import db
from workforce.demo import plan
from workforce.operations import archive

ROOT = Path(__file__).parents[2]
WISHES = 4_000
PATIENCE = 400  # seconds: the demo year is loaded beside other tests
ENDS_WITHIN = 60  # seconds from TERM, on a busy machine


STREAMS = ("out", "err")
NAME = f"commands_{os.getpid()}"  # of the database, on PostgreSQL


@pytest.fixture
def empty_place(tmp_path):
    """An environment of its own: an empty database, an instance folder, a secret."""
    return environment(tmp_path, database_url(tmp_path, NAME))


@pytest.fixture
def place(tmp_path):
    """The same with all tables, as `workforce upgrade` leaves them."""
    return environment(tmp_path, migrated_url(tmp_path, NAME))


def environment(tmp_path, url):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORKFORCE_") and name != "PORT"}
    return kept | {
        "WORKFORCE_DATABASE_URL": url,
        "WORKFORCE_INSTANCE_PATH": str(tmp_path),
        "WORKFORCE_SECRET_KEY": "for tests only",
    }


class Ended(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def typed(place, *words):
    """The command in an interpreter of its own, from its very beginning."""
    command = [sys.executable, "-m", "workforce", *words]
    return subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True, timeout=PATIENCE)


def workforce(place, *words):
    """The same in a process that has loaded our code already."""
    with running(place, *words) as process:
        process.join(PATIENCE)
        out, err = (process.folder / name for name in STREAMS)
        return Ended(process.exitcode, out.read_text(), err.read_text())


@contextmanager
def running(place, *words):
    folder = Path(tempfile.mkdtemp(dir=place["WORKFORCE_INSTANCE_PATH"]))
    process = FRESH.Process(target=run, args=(place, folder, words))
    process.start()
    process.folder = folder
    try:
        yield process
    finally:
        process.kill()
        process.join()


def run(place, folder, words):
    for number, name in enumerate(STREAMS, 1):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(place)
    sys.argv = ["workforce", *words]
    cli.main()


@contextmanager
def started(place, *words):
    """A command that stays; its process group is ended at the end."""
    command = [sys.executable, "-m", "workforce", *words]
    out = Path(place["WORKFORCE_INSTANCE_PATH"]) / "out"
    with out.open("w") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=place, stdout=file, stderr=file, start_new_session=True)
    process.out = out
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def asked(port, path):
    """(status, text)."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return None, ""


def wait_for(condition, process):
    """Until `condition()`, as long as the process goes on; what it did last before it ended still counts."""
    until, is_over = time.monotonic() + PATIENCE, False
    while not condition():
        assert not is_over, process.out.read_text()
        is_over = process.poll() is not None
        assert time.monotonic() < until, process.out.read_text()
        time.sleep(0.05)


def test_server_without_a_secret_does_not_start(place):
    del place["WORKFORCE_SECRET_KEY"]

    ended = typed(place, "serve", "--port", str(free_port()))

    assert ended.returncode == 1
    assert ended.stderr.startswith("workforce: WORKFORCE_SECRET_KEY is missing")


def test_wrong_setting_stops_the_start_and_names_itself(place):
    ended = workforce(place | {"WORKFORCE_PROXIES": "two"}, "upgrade")

    assert (ended.returncode, ended.stderr) == (1, "workforce: WORKFORCE_PROXIES must be a whole number, not 'two'\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROXIES", "two"),
        ("UPLOAD_MEGABYTES", "0"),
        ("KEEP_RECORDS_YEARS", "five"),
        ("MAIL_URL", "http://mail.example.jp"),
        ("DEMO", "maybe"),
        ("DATABASE_URL", "mysql://localhost/workforce"),
        ("BASE_URL", "centre.example.jp"),
        ("CENTRE_NAME", '{"en": "No Japanese name"}'),
        ("SECRET_KEY", ""),
    ],
)
def test_no_setting_is_guessed(place, name, value):
    with pytest.raises(settings.WrongSetting, match=f"^WORKFORCE_{name} "):
        settings.from_environment(place | {f"WORKFORCE_{name}": value})


def test_how_long_we_keep_what_is_a_setting(place):
    changed = settings.from_environment(place | {"WORKFORCE_KEEP_RECORDS_YEARS": "7"}).keeping

    assert changed == replace(settings.Keeping(), records=7)


def test_retention_counts_before_it_deletes_and_a_killed_run_is_taken_up_again(place):
    with create_app(settings.from_environment(place)).app_context():
        make_old_wishes()
        assert f"{WISHES:>8}  wishes" in workforce(place, "retention", "--preview").stdout
        assert left() == WISHES

        kill_retention(place)
        while left() == 0:  # all was deleted before the kill
            make_old_wishes()
            kill_retention(place)
        assert 0 < left() < WISHES
        assert "rows were deleted or emptied" in workforce(place, "retention").stdout
        assert left() == 0
        db.engine.dispose()


def make_old_wishes():
    values = {"language": "ja", "wishes": {}, "at": datetime(2020, 1, 6, tzinfo=UTC)}
    with db.engine.begin() as connection:
        rows = [values | {"mail": f"a{number}@example.jp"} for number in range(WISHES)]
        connection.execute(db.metadata.tables["interest"].insert(), rows)


def kill_retention(place):
    """A run that has begun to delete is killed."""
    with running(place, "retention") as process:
        while process.is_alive() and left() == WISHES:
            time.sleep(0.002)
        process.kill()


def left():
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM interest")).scalar()
        connection.rollback()
    return found


def test_used_port_is_said_in_plain_words(place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = workforce(place, "serve", "--port", str(port))

    assert ended.returncode == 1
    assert (
        ended.stderr
        == f"workforce: port {port} is already in use. Stop what uses it, or choose another: PORT={port + 1}\n"
    )


def test_server_and_worker_begin_together_and_end_together(place):
    port = str(free_port())

    with started(place, "serve", "--port", port, "--with-worker") as process:
        wait_for(lambda: asked(port, "/health")[0] == 200, process)
        assert asked(port, "/ja/")[0] == 200
        process.terminate()
        process.wait(ENDS_WITHIN)

    assert asked(port, "/health") == (None, "")
    assert living_in(process.pid) == []


def living_in(group):
    found = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True, check=False)
    return [line for line in found.stdout.splitlines() if "Z" not in line]


def test_worker_that_is_killed_is_replaced_beside_the_server(place):
    port = str(free_port())

    with started(place, "serve", "--port", port, "--with-worker") as process:
        wait_for(lambda: asked(port, "/health")[0] == 200, process)
        wait_for(lambda: worker_pid(process), process)
        first = worker_pid(process)
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: worker_pid(process) not in {None, first}, process)


def worker_pid(process):
    """The process that the newest "working as" line of the log belongs to."""
    said = "\n".join(line for line in process.out.read_text().splitlines() if "working as" in line)
    pids = re.findall(r'"pid": (\d+)', said)
    return int(pids[-1]) if pids else None


def test_upgraded_empty_centre_is_sound(empty_place):
    assert typed(empty_place, "upgrade").returncode == 0

    ended = workforce(empty_place, "audit")

    assert ended.returncode == 0
    assert re.match(r"\d+ checks, 0 found something", ended.stdout)


def test_invitation_prints_a_link_and_the_archive_carries_it(place, tmp_path):
    file = tmp_path / "backup.tar.gz"

    invited = workforce(place, "invite", "Amina@example.jp", "--role", "admin")
    backed_up = workforce(place, "backup", str(file))
    refused = workforce(place, "restore", str(file))

    assert "/l/invitation/" in invited.stdout
    assert backed_up.returncode == 0
    assert refused.returncode == 1
    assert "not empty" in refused.stderr


def test_demo_goes_into_an_empty_database_only(place):
    workforce(place, "invite", "amina@example.jp", "--role", "admin")

    ended = workforce(place | {"WORKFORCE_DEMO": "1"}, "demo")

    assert ended.returncode == 1
    assert "empty database only" in ended.stderr
    assert workforce(place, "demo", "--if-empty").returncode == 0


@pytest.mark.storm
def test_a_demo_that_was_ended_early_left_nothing_and_is_loaded_whole_the_next_time(place, monkeypatch):
    whole = {"care_technology": plan.RUNS["care_technology"][1:]}
    monkeypatch.setattr(plan, "RUNS", {**whole, "introductory_training": [None]})
    with create_app(settings.from_environment(place)).app_context():
        with pytest.raises(AttributeError):  # in the middle, as a kill would
            demo.load(at=clock.now())
        assert is_empty()
        monkeypatch.setattr(plan, "RUNS", whole)
        demo.load(at=clock.now())
        assert not is_empty()
        db.engine.dispose()


def is_empty():
    with db.engine.begin() as connection:
        return archive.is_empty(connection)


def test_run_ends_with_the_demo_year_on_the_screen(empty_place):
    """OPS-1. Killed while it loads, run again, and once more: the last start finds everything there.

    `make run` is SQLite's; what the year does is done on PostgreSQL by the short year above.
    """
    del empty_place["WORKFORCE_SECRET_KEY"]
    port = str(free_port())

    with started(empty_place, "run", "--port", port) as process:
        wait_for(lambda: "Loading" in process.out.read_text(), process)
        time.sleep(2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    with started(empty_place, "run", "--port", port) as process:
        wait_for(lambda: asked(port, "/health")[0] == 200, process)
        said = process.out.read_text()
        assert f"http://127.0.0.1:{port}" in said
        assert "staff@demo.example" in said
        assert re.search(r"Loaded in \d+ s", said)  # how long it may take is measured on a quiet machine
        assert asked(port, "/ja/courses")[0] == 200
        assert "/ja/cohorts/" in asked(port, "/ja/courses")[1]
    with started(empty_place, "run", "--port", port) as process:
        wait_for(lambda: asked(port, "/health")[0] == 200, process)
        assert "Loading" not in process.out.read_text()
    assert workforce(empty_place | {"WORKFORCE_DEMO": "1"}, "audit").returncode == 0


def test_secret_is_written_once(tmp_path):
    settings.write_secret(tmp_path)
    first = (tmp_path / "secret_key").read_text()
    settings.write_secret(tmp_path)

    assert (tmp_path / "secret_key").read_text() == first
    assert len(first) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
