"""Who teaches what, and where: instructors with their licences, who may teach which subject, rooms and equipment."""

from ..catalogue import hooks as catalogue
from ..catalogue.actions import following
from . import hooks, models, views
from .actions import allotting, assignments, bookings, engagements
from .actions.requests import following as asked
from .views import choosing

__all__ = ["init_app", "models"]


def init_app(app):
    following.on_sessions_placed(bookings.place)
    following.before_parts_go(bookings.parts_go)
    following.on_cancelled(bookings.cancelled)
    following.on_place_changed(bookings.place_changed)
    following.on_copied(allotting.copied)
    catalogue.room_choices(choosing.choices)
    catalogue.rooms_booked(choosing.booked)
    catalogue.room_clashes(choosing.clashes)
    catalogue.days_shut(choosing.days_shut)
    catalogue.room_too_small(choosing.small)
    views.register(app)
    following.before_edit(engagements.place_changed)
    following.before_parts_go(engagements.parts_go)
    following.on_session_moved(assignments.session_moved)
    following.on_session_moved(engagements.session_moved)
    following.on_cancelled(engagements.cohort_cancelled)
    following.before_parts_go(asked.parts_go)
    following.on_session_moved(asked.session_moved)
    following.on_cancelled(asked.cohort_cancelled)
    hooks.on_assigned(asked.named)
    hooks.on_released(asked.released)
