"""The `workforce` command line: Flask's group with our commands."""

import sys

from flask.cli import FlaskGroup

from .settings import WrongSetting


def build():
    from . import create_app

    return create_app()


group = FlaskGroup(create_app=build, add_default_commands=True, help="The care-workforce centre.")


def main():
    try:
        group.main(prog_name="workforce")
    except WrongSetting as wrong:
        sys.exit(f"workforce: {wrong}")


def init_app(app):
    """Commands register themselves here, one module each."""
