"""backup FILE and restore FILE."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from .. import clock
from ..operations import archive

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@FILE
@with_appcontext
def backup(file):
    """Write everything into FILE, one archive that either kind of database can take back."""
    try:
        counts = archive.write(file, at=clock.now())
    except archive.CannotArchive as reason:
        sys.exit(f"workforce: {reason}")
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables are in {file}.")


@click.command()
@FILE
@with_appcontext
def restore(file):
    """Put everything of FILE into an empty database with the newest schema (run `workforce upgrade` first)."""
    try:
        counts = archive.read(file)
    except archive.CannotArchive as reason:
        sys.exit(f"workforce: {reason}")
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables were restored from {file}.")
