"""Starting a target under granian, watching what it costs, and stopping it for certain."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from .wire import Address

WORKERS = 2
NOT_HANDED_OUT = range(10_000, 32_768)  # ports that systems leave to those who ask for them by number
TICKS = os.sysconf("SC_CLK_TCK")  # a second
SLOWEST_START = 60.0  # seconds
SLOWEST_STOP = 10.0


@dataclass(frozen=True)
class Command:
    """How to start something: `words` and the values of `env` may contain `{port}`; `env` is added to our own."""

    words: Sequence[str]
    env: Mapping[str, str]

    @classmethod
    def granian(cls, app: str, env: Mapping[str, str]) -> "Command":
        """A WSGI application under the server, worker count and thread count that design and goals name."""
        flags = f"--interface wsgi --http 1 --no-ws --workers {WORKERS} --blocking-threads 1 --host 127.0.0.1".split()
        granian = [str(Path(sys.executable).with_name("granian")), *flags]
        return cls([*granian, "--log-level", "warning", "--port", "{port}", app], env)


@dataclass
class Running:
    """A started process with its children: where it listens, and the seconds until its first answer."""

    process: subprocess.Popen[bytes]
    address: Address
    log: Path
    cold_start: float = 0.0

    @property
    def memory(self) -> float:
        """Megabytes of the whole tree, shared pages divided among those who share them (PSS)."""
        return sum(_pss(pid) for pid in tree(self.process.pid)) / 1024

    @property
    def processor(self) -> float:
        """Seconds of processor time that the tree has used up to now."""
        return sum(processor(pid) for pid in tree(self.process.pid))

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]


@contextmanager
def running(command: Command, path: str = "/") -> Iterator[Running]:
    """Start a server, wait until `path` answers 200, and stop it with everything it started."""
    with started(command) as server:
        server.cold_start = _wait(server, path)
        yield server


@contextmanager
def started(command: Command) -> Iterator[Running]:
    """Start a process in a group of its own; on leaving, end the group."""
    port = free_port()
    began = perf_counter()
    with tempfile.NamedTemporaryFile(prefix="bench-", suffix=".log") as log:
        process = subprocess.Popen(
            [word.replace("{port}", str(port)) for word in command.words],
            env=os.environ | {name: value.replace("{port}", str(port)) for name, value in command.env.items()},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield Running(process, Address(port), Path(log.name), began)
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(SLOWEST_STOP)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # the session we started: nobody else's processes are in it
    process.wait(SLOWEST_STOP)


def _wait(server: Running, path: str) -> float:
    """Seconds from the start of the process to the first 200."""
    began = server.cold_start
    while perf_counter() - began < SLOWEST_START:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended by itself:\n{server.said()}")
        if _answers(server.address, path):
            return perf_counter() - began
        sleep(0.005)
    raise RuntimeError(f"no 200 from {path} in {SLOWEST_START:.0f} seconds:\n{server.said()}")


def _answers(address: Address, path: str) -> bool:
    request = f"GET {path} HTTP/1.1\r\nHost: {address.host}:{address.port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((address.host, address.port), timeout=5) as connection:
            connection.sendall(request.encode())
            return connection.recv(12).endswith(b" 200")
    except OSError:
        return False


def free_port() -> int:
    """One that the system does not hand out by itself: nobody gets it before the server listens, also not the end of a
    connection that is opened here."""
    while True:
        port = secrets.choice(NOT_HANDED_OUT)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def tree(pid: int) -> list[int]:
    """`pid` and all its descendants."""
    children = [int(word) for file in Path(f"/proc/{pid}/task").glob("*/children") for word in file.read_text().split()]
    return [pid, *(each for child in children for each in tree(child))]


def processor(pid: int) -> float:
    """Seconds of processor time of a process and of its children that have ended; 0 when it is gone."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(word) for word in words[11:15]) / TICKS


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
