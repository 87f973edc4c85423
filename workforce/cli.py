"""The `workforce` command line: Flask's group with our commands, one module a noun."""

import sys

from flask.cli import FlaskGroup, routes_command, shell_command

from .commands import accounts, archives, data, serving, translating
from .settings import WrongSetting

COMMANDS = (
    serving.serve,
    serving.worker,
    serving.run,
    data.upgrade,
    data.demo,
    data.audit,
    data.retention,
    archives.backup,
    archives.restore,
    accounts.invite,
    translating.translations,
    routes_command,
    shell_command,
)


class Commands(FlaskGroup):
    """Our own commands first: Flask's way to a command imports every plugin, and a server should start fast."""

    def get_command(self, ctx, name):
        return self.commands.get(name) or super().get_command(ctx, name)

    def list_commands(self, ctx):
        return sorted([*self.commands, "db"])


def build():
    from . import create_app
    from .migrations import attach

    app = create_app()
    attach(app)
    return app


group = Commands(
    create_app=build, add_default_commands=False, add_version_option=False, help="The care-workforce centre."
)
for command in COMMANDS:
    group.add_command(command)


def main():
    try:
        group.main(prog_name="workforce")
    except WrongSetting as wrong:
        sys.exit(f"workforce: {wrong}")
