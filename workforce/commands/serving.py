"""serve, worker, and run: what `make run` does."""

import gc
import os
import socket
import subprocess
import sys
from contextlib import suppress

import click
from jinja2 import FileSystemBytecodeCache

from .. import settings

DEMO_SIGN_INS = ("admin", "staff", "operator", "instructor", "trainee")
DEMO_PASSWORD = "workforce-demo"
BACKLOG = 1024

port_option = click.option(
    "--port", envvar="PORT", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Also from PORT."
)


@click.command()
@port_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all.")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="How many web processes.")
@click.option("--with-worker", is_flag=True, help="Run the background worker beside them.")
def serve(port, host, workers, with_worker):
    """Answer on PORT."""
    refuse_used_port(host, port)
    listen(port, host, workers, with_worker)


@click.command()
def worker():
    """Deliver mail and do the nightly work until told to stop."""
    from .. import create_app, jobs
    from ..operations import logs

    logs.start()
    jobs.work(create_app())


@click.command()
@port_option
def run(port):
    """Try the centre out: migrate, load the demo year once, serve it and work beside it."""
    refuse_used_port("127.0.0.1", port)
    os.environ.setdefault("WORKFORCE_DEMO", "1")
    name_address(port)
    if not os.environ.get("WORKFORCE_SECRET_KEY") and os.environ["WORKFORCE_DEMO"] != "0":
        settings.write_secret(settings.instance_path(os.environ))
    is_demo = settings.from_environment().demo
    do("upgrade")
    if is_demo:
        do("demo", "--if-empty")
    listen(port, "127.0.0.1", workers=2, with_worker=True, ready=lambda: greet(port, is_demo))


def do(*words):
    """Another of our commands in a process of its own, so that the server does not carry what it loaded."""
    if code := subprocess.call([sys.executable, "-m", "workforce", *words]):
        sys.exit(code)


def greet(port, is_demo):
    click.echo(f"\nThe centre is open at http://127.0.0.1:{port}  (Ctrl-C closes it)")
    if is_demo:
        click.echo(f"Sign in with the password {DEMO_PASSWORD} as:")
        for name in DEMO_SIGN_INS:
            click.echo(f"  {name}@demo.example")
    click.echo("", nl=False)


def listen(port, host, workers, with_worker, ready=None):
    """Build the application once, then share it with every process that is forked from this one."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from ..operations import logs

    name_address(port)
    logs.start()
    from ..wsgi import app

    keep_compiled_templates(app)
    server = Granian(
        "workforce.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_dictconfig=logs.configuration(),
        log_level=LogLevels.warning,
    )
    if with_worker:
        from .beside import Beside

        beside = Beside(app)
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    if ready:
        server.on_startup(ready)
    gc.collect()
    gc.freeze()  # pages that no collection touches stay shared between the processes
    server.serve(target_loader=lambda _target: app)


def keep_compiled_templates(app):
    """The next start finds them ready."""
    folder = app.config["SETTINGS"].instance_path / "templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def name_address(port):
    """Links in mails lead to where this server listens, unless the setting says where the world finds it."""
    os.environ.setdefault("WORKFORCE_BASE_URL", f"http://127.0.0.1:{port}")


def refuse_used_port(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return
        except OSError as error:
            reason = error.strerror
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        sys.exit(f"workforce: port {port} is already in use. Stop what uses it, or choose another: PORT={port + 1}")
    sys.exit(f"workforce: cannot listen on {host} port {port}: {reason}")
