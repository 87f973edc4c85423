"""Where sessions take place."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ... import history
from ..models import Cohort, Place
from .changing import readable
from .telling import note_place, renumber, whereabouts

FIELDS = ("name", "address", "access", "step_free", "map_url")


def create_place(session: Database, *, name, address="", access=None, step_free=False, map_url="", by, at) -> Place:
    """`name` and `access` (how to get there) are LocalizedText."""
    place = Place(name=name, address=address, access=access or {}, step_free=step_free, map_url=map_url)
    session.add(place)
    history.record(session, place, "created", by=by, at=at)
    return place


def edit_place(session: Database, place: Place, *, by, at, **values) -> int:
    """`values`: any of FIELDS. Returns in how many cohorts staff are asked whom to tell that the place has moved."""
    before = place.address
    changes = [
        history.Change(field, readable(getattr(place, field)), readable(values[field]))
        for field in FIELDS
        if field in values and values[field] != getattr(place, field)
    ]
    for field in FIELDS:
        setattr(place, field, values.get(field, getattr(place, field)))
    if changes:
        renumber(session, Cohort.place_id == place.id, at=at)
        history.record(session, place, "edited", changes=changes, by=by, at=at)
    return note_moved(session, place, before, by=by, at=at) if place.address != before else 0


def note_moved(session, place, before: str, *, by, at) -> int:
    """The place has another address. A corrected name or way there is nothing to be told of."""
    there = select(Cohort).where(Cohort.place_id == place.id, Cohort.ends_at > at).order_by(Cohort.id)
    asked = 0
    for cohort in session.scalars(there).all():
        new = whereabouts(place, online=cohort.online)
        asked += note_place(session, cohort, new | {"address": before}, new, by=by, at=at)
    return asked
