"""Where sessions take place."""

from sqlalchemy.orm import Session as Database

from ... import history
from ..models import Cohort, Place
from .changing import readable
from .telling import renumber

FIELDS = ("name", "address", "access", "step_free")


def create_place(session: Database, *, name, address="", access=None, step_free=False, by, at) -> Place:
    """`name` and `access` (how to get there) are LocalizedText."""
    place = Place(name=name, address=address, access=access or {}, step_free=step_free)
    session.add(place)
    history.record(session, place, "created", by=by, at=at)
    return place


def edit_place(session: Database, place: Place, *, by, at, **values):
    """`values`: any of FIELDS."""
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
