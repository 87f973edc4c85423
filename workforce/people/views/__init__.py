"""The addresses of this feature, one module a noun."""

from datetime import timedelta
from functools import partial

from flask import Blueprint

from ... import access, clock
from ...database import db, survive
from ...links import Purpose, opens
from ..actions import invitations as invitation_actions
from ..actions import sign_in_links, sign_ins
from ..queries import accounts as queries
from ..rules import roles
from ..rules.sign_ins import is_seen_anew

CONTACT_LINKS_LAST = timedelta(days=7)

views = Blueprint("people", __name__, url_prefix="/<language:language>")
doors = Blueprint("people_links", __name__, url_prefix="/l")
"""Links in mails have no language in them: each leads on to a page in its reader's language."""

from . import (  # noqa: E402,F401
    accounts,
    contacts,
    invitations,
    landing,
    own,
    passwords,
    second_factor,
    sign_in,
    sign_in_by_link,
    told,
)


def signed_in(token):
    """The account of this cookie, or None."""
    at = clock.now()
    account = queries.by_token(db.session, token, at=at)
    if account and is_seen_anew(account.sign_in.seen_at, at):
        survive(partial(sign_ins.see, sign_in_id=account.sign_in.id, at=at))
    return account


def register(app):
    access.load_signed_in(signed_in)
    opens(Purpose.SIGN_IN, "people_links.sign_in", lasts=sign_in_links.LASTS)
    opens(Purpose.INVITATION, "people_links.invitation", lasts=invitation_actions.LASTS)
    opens(Purpose.CONTACT, "people_links.contact", lasts=CONTACT_LINKS_LAST)
    app.jinja_env.filters["role_name"] = roles.name
    app.register_blueprint(views)
    app.register_blueprint(doors)
