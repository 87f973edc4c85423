"""Enrolment: one person in one cohort, from the draft of a form to a seat, the waiting list, or a cancellation."""

from ..catalogue.actions import following, telling
from ..operators import hooks as operators
from ..scheduling import hooks as scheduling
from . import hooks, models, views
from .actions import draws, guest_changes, reservations, teaching
from .queries import learning
from .queries.telling import is_concerned
from .views import own_materials

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    following.on_publish(draws.promise_published)
    following.before_edit(draws.refuse_new_closing)
    following.before_parts_go(guest_changes.parts_go)
    following.on_session_moved(guest_changes.session_moved)
    scheduling.before_engagement(teaching.refuse)
    scheduling.taken_otherwise(teaching.found)
    scheduling.busy(learning.of_people)
    telling.concerns(is_concerned)
    hooks.private_sections(own_materials.section)
    operators.on_end(reservations.give_back_all)
    operators.consequences(reservations.what_goes_back)
