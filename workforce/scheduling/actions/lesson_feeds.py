"""Calendars of lessons: made, made anew (the old address ends), and ended."""

from secrets import token_hex

from ... import history, links
from ..models import LessonFeed
from ..queries import lesson_feeds as queries

WHAT = "lessons"


def make(session, *, language: str, by, at, **whose) -> LessonFeed:
    """`whose`: person_id, room_id or cohort_id. An address that was there before opens nothing from now on."""
    end(session, by=by, at=at, **whose)
    seed = token_hex(16)
    feed = LessonFeed(**whose, seed=seed, token_hash=links.fingerprint(word_of(seed)), language=language, made_at=at)
    session.add(feed)
    history.record(session, feed, "lesson_feed_made", by=by, at=at)
    return feed


def end(session, *, by, at, **whose):
    """Pressed twice it does nothing more."""
    for feed in queries.open_ones(session, **whose):
        feed.ended_at = at
        history.record(session, feed, "lesson_feed_ended", by=by, at=at)
    session.flush()


def word_of(seed: str) -> str:
    return links.secret_word(WHAT, seed)
