"""Somebody notes that a paper is on its way to the authority."""

from flask_babel import lazy_gettext as _

from ... import history
from ...database import hold
from ...refusals import Refused
from ..rules.deadlines import SENT, Paper


class AlreadyNoted(Refused):
    message = _("Somebody has noted this already.")


def note_sent(session, cohort, paper: Paper, *, words: str, sent: bool, by, at):
    """`words`: to whom and how; `sent`: whether the page showed it as sent. Raises AlreadyNoted."""
    hold(session, cohort)
    if sent:
        raise AlreadyNoted
    history.record(session, cohort, SENT[paper], by=by, at=at, reason=words or None)
