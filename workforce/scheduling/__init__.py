"""Who teaches what, and where: instructors, rooms and equipment."""

from ..catalogue import hooks
from ..catalogue.actions import following
from . import models, views
from .actions import allotting, bookings
from .views import choosing

__all__ = ["init_app", "models"]


def init_app(app):
    following.on_sessions_placed(bookings.place)
    following.before_parts_go(bookings.parts_go)
    following.on_cancelled(bookings.cancelled)
    following.on_place_changed(bookings.place_changed)
    following.on_copied(allotting.copied)
    hooks.room_choices(choosing.choices)
    hooks.rooms_booked(choosing.booked)
    hooks.room_clashes(choosing.clashes)
    hooks.room_too_small(choosing.small)
    views.register(app)
