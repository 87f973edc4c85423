"""Letters on paper: chosen, printed into one file, and noted as sent when staff say that they are in the post."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select

from .. import history
from ..database import hold
from ..refusals import Refused
from . import Channel, Message, Sending, letters
from .actions import TO_ONE_MAILBOX


class NothingChosen(Refused):
    message = _("Choose at least one letter.")


class NotOnPaper(Refused):
    message = _("One of these was told or stopped in the meantime. Reload the page and choose again.")


class PostedMeanwhile(Refused):
    message = _("Somebody has dealt with these letters in the meantime.")


def waiting():
    """Messages that may go by post: those that shall, and calls nobody has made."""
    by_hand = Message.channel.in_((Channel.LETTER, Channel.CALL))
    is_for_paper = or_(Message.link_purpose.is_(None), Message.link_purpose.not_in(TO_ONE_MAILBOX))
    waits = (Message.state == Sending.QUEUED) & Message.print_run.is_(None) & Message.person_id.is_not(None)
    return by_hand & waits & is_for_paper


def print_all(session, message_ids, *, by, at) -> int:
    """Put these into one run, with the words as they are now; its number. Raises NothingChosen, NotOnPaper."""
    found = session.scalars(select(Message).where(Message.id.in_(list(message_ids))).order_by(Message.id)).all()
    if not found:
        raise NothingChosen
    run = (session.scalar(select(func.max(Message.print_run))) or 0) + 1
    for message in found:
        hold(session, message)
        session.refresh(message)
        if message.state is not Sending.QUEUED or message.channel is Channel.MAIL or message.print_run:
            raise NotOnPaper
        message.sent_subject, message.sent_body = letters.editable(message)
        message.channel, message.print_run, message.printed_at = Channel.LETTER, run, at
        history.record(session, message, "printed", by=by, at=at)
    return run


def of_run(session, run: int) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.print_run == run).order_by(Message.id)))


def unposted(session) -> list[tuple]:
    """(run, when it was printed, how many letters) of those that are not in the post yet, oldest first."""
    waits = (Message.print_run.is_not(None), Message.state == Sending.QUEUED)
    query = select(Message.print_run, func.min(Message.printed_at), func.count()).where(*waits)
    return list(session.execute(query.group_by(Message.print_run).order_by(Message.print_run)))


def post(session, run: int, *, by, at) -> int:
    """They are in the post. How many. Raises PostedMeanwhile."""
    return settle(session, run, "posted", {"state": Sending.SENT, "sent_at": at}, by=by, at=at)


def put_back(session, run: int, *, by, at) -> int:
    """They did not go: they may be printed again. Raises PostedMeanwhile."""
    bare = {"print_run": None, "printed_at": None, "sent_subject": None, "sent_body": None}
    return settle(session, run, "put_back", bare, by=by, at=at)


def settle(session, run, what, values, *, by, at):
    found = [message for message in of_run(session, run) if message.state is Sending.QUEUED]
    if not found:
        raise PostedMeanwhile
    for message in found:
        hold(session, message)
        for name, value in values.items():
            setattr(message, name, value)
        history.record(session, message, what, by=by, at=at, to_state=message.state)
    return len(found)
