"""invite: the first administrator, and anybody after."""

import click
from flask.cli import with_appcontext

from .. import clock
from ..access import Role
from ..database import transaction
from ..i18n import LANGUAGES


@click.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="ja", show_default=True)
@with_appcontext
def invite(email, role, language):
    """Invite EMAIL to sign in with a role, and print the link to send them."""
    from ..people.actions import invitations

    with transaction() as session:
        invitation = invitations.invite(
            session, email=email, role=Role(role), language=language, by=None, at=clock.now()
        )
        link = invitations.link(invitation)
    click.echo(link)
