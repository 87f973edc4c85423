"""Words typed into the search, found in the texts of courses and the names of places, in every language at once."""

from functools import lru_cache

from sqlalchemy import literal, null, select, union_all

from ...catalogue.models import Course, CourseState, Place
from ...people.rules.search_keys import search_key
from ...stored import execute, stored, text
from .wishes import Found

PLACES_AT_MOST = 200
PLACES = select(literal("place"), Place.id, stored(Place.name), null()).order_by(Place.id).limit(PLACES_AT_MOST)
COURSES = select(literal("course"), Course.id, stored(Course.title), stored(Course.summary)).where(
    Course.state == CourseState.PUBLISHED
)
BOTH = union_all(PLACES.order_by(None).limit(None), COURSES)


def places(session) -> list[tuple[int, str]]:
    """(id, name as stored) of every place: the choices of the filter."""
    return [(number, name) for _kind, number, name, _ in execute(session, PLACES)]


def places_and_found(session, words: str) -> tuple[list[tuple[int, str]], Found]:
    """The same, and what `words` stand for, in one statement."""
    rows = sorted(execute(session, BOTH).all(), key=lambda row: row[1])
    asked = [key for word in words.split() if (key := search_key(word))]
    hits = [(kind, number) for kind, number, *texts in rows if fits(tuple(texts), asked)]
    found = Found(*(tuple(number for kind, number in hits if kind == wanted) for wanted in ("course", "place")))
    return [(number, name) for kind, number, name, _ in rows if kind == "place"], found


def fits(texts: tuple, asked: list[str]) -> bool:
    """Every word stands somewhere. Words without a letter find nothing."""
    return bool(asked) and all(word in keys_of(texts) for word in asked)


@lru_cache(maxsize=2048)
def keys_of(texts: tuple) -> str:
    """The search keys of stored texts, every language, readings included."""
    return " ".join(search_key(words) for kept in texts if kept for words in languages_of(text(kept)))


def languages_of(localized):
    return [own if isinstance(own, str) else own["text"] for own in localized.values()]
