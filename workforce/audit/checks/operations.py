"""What must be true of the running system."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...history import RetentionPermit
from ..registry import check


@check(_("History is locked: no permit to delete it was left behind."))
def permits_left_behind(session, _at):
    return session.scalars(select(RetentionPermit.id).order_by(RetentionPermit.id))
