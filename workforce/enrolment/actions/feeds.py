"""A calendar of one's own: made, renewed (the old address ends) and ended by the person."""

from secrets import token_hex

from sqlalchemy import select

from ... import history, links
from ...people.models import Person
from ...people.queries.persons import in_group
from ..models import CalendarFeed

WHAT = "calendar"


def make(session, person_id: int, *, language: str, at) -> CalendarFeed:
    """A new address; one that was there before opens nothing from now on."""
    end(session, person_id, at=at)
    seed = token_hex(16)
    feed = CalendarFeed(
        person_id=person_id, seed=seed, token_hash=links.fingerprint(word_of(seed)), language=language, made_at=at
    )
    session.add(feed)
    history.record(session, feed, "calendar_made", by=None, at=at)
    return feed


def end(session, person_id: int, *, at):
    """Every address this human has. Pressed twice it does nothing more."""
    theirs = select(Person.id).where(in_group(Person, person_id))
    open_ones = select(CalendarFeed).where(CalendarFeed.person_id.in_(theirs), CalendarFeed.ended_at.is_(None))
    for feed in session.scalars(open_ones.order_by(CalendarFeed.id)).all():
        feed.ended_at = at
        history.record(session, feed, "calendar_ended", by=None, at=at)


def word_of(seed: str) -> str:
    return links.secret_word(WHAT, seed)
