"""What an address names, or 404."""

from flask import abort

from ...catalogue.models import Place
from ...catalogue.queries.cohorts import cohort_page
from ...database import db
from ..queries import rooms as queries


def load_place(place_id) -> Place:
    return db.session.get(Place, place_id) or abort(404)


def load_room(place_id, room_id):
    return queries.room(db.session, room_id, place_id=place_id) or abort(404)


def load_session(code, session_id):
    cohort = cohort_page(db.session, code) or abort(404)
    return cohort, next((one for one in cohort.sessions if one.id == session_id), None) or abort(404)
