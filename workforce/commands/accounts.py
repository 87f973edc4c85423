"""invite: the first administrator, and anybody after."""

import sys

import click
from flask.cli import with_appcontext

from .. import clock, i18n
from ..access import Role
from ..database import transaction
from ..i18n import LANGUAGES
from ..refusals import Refused


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="ja", show_default=True)
@with_appcontext
def invite(email, role, language):
    """Invite EMAIL to sign in with a role, and print the link to send them."""
    from ..people.actions import invitations

    role, email = Role(role), email.strip().casefold()
    try:
        with transaction() as session:
            invitation = invitations.invite(session, email=email, role=role, language=language, by=None, at=clock.now())
            link = invitations.link(invitation)
    except Refused as refusal:
        with i18n.speaking("en"):
            sys.exit(f"workforce: {refusal.text()}")
    click.echo(f"{email} is invited by mail. The same link, to hand over:\n{link}")
