"""upgrade, demo, audit, retention."""

import sys
import time

import click
from flask import current_app
from flask.cli import with_appcontext

from .. import clock
from ..database import transaction


@click.command()
@with_appcontext
def upgrade():
    """Bring the database to the newest schema; doing it twice changes nothing."""
    from .. import migrations

    migrations.upgrade()


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing where there are people already.")
@with_appcontext
def demo(if_empty):
    """Load a year of invented people, courses and enrolments into an empty database."""
    from .. import demo as year
    from ..operations.archive import is_empty

    with transaction() as session:
        empty = is_empty(session.connection())
    if not empty:
        if not if_empty:
            sys.exit("workforce: the demo year goes into an empty database only, and this one has rows in it")
        return
    click.echo("Loading the demo year …")
    began = time.monotonic()
    year.load(at=clock.now())
    click.echo(f"Loaded in {time.monotonic() - began:.0f} s.")


@click.command()
@with_appcontext
def audit():
    """Prove the invariants; exit code 1 and the list when one does not hold."""
    from ..audit import running

    with transaction(writes=False) as session:
        run = running.looked(session, at=clock.now())
    for name, rows in run.findings.items():
        click.echo(f"✗ {name.replace('_', ' ')}: {', '.join(map(str, rows))}")
    click.echo(f"{run.checks} checks, {len(run.findings)} found something ({run.milliseconds} ms)")
    exit_code = 1 if run.findings else 0
    with transaction() as session:
        session.add(run)
    sys.exit(exit_code)


@click.command()
@click.option("--preview", is_flag=True, help="Only count what would be deleted now.")
@with_appcontext
def retention(preview):
    """Delete what is past its time, as the privacy page promises it; the worker does so every night."""
    from ..operations import retention as keeping

    years = current_app.config["SETTINGS"].keeping
    if preview:
        with transaction(writes=False) as session:
            counts = keeping.preview(session, at=clock.now(), keeping=years)
    else:
        counts = keeping.nightly(clock.now, years)
    for name, count in counts.items():
        click.echo(f"{count:>8}  {name.replace('_', ' ')}")
    click.echo(f"{sum(counts.values())} rows {'would be' if preview else 'were'} deleted or emptied.")
