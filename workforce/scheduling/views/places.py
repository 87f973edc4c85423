"""Where a course takes place, for everybody: how to get there, and whether one can with a wheelchair."""

from ... import clock
from ...access import public
from ...database import db
from ...web import render
from ..queries import rooms as queries
from . import views, words
from .loading import load_place


@views.get("/places/<int:place_id>")
@public
def place(place_id):
    place = load_place(place_id)
    there = queries.rooms_of(db.session, place.id)
    return render(
        "scheduling/place.html",
        place=place,
        rooms=there,
        photos=queries.photos(db.session, [one.id for one in there]),
        closures=queries.closures_ahead(db.session, place.id, clock.today(clock.now()))[:SHOWN],
        words=words,
    )


SHOWN = 6
"""Shut days that are named."""
