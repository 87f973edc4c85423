"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from .. import links
from ..catalogue.actions import following
from ..enrolment import hooks
from ..money.queries.completion import completion
from . import models, views
from .actions import making_up, notices, timetables
from .queries import consequences, ways
from .views import making_up_sections, own, own_hours, staff_making_up

__all__ = ["init_app", "models"]


def init_app(app):
    following.before_timetable(timetables.refuse_change)
    following.before_minutes(timetables.refuse_minutes)
    following.before_parts_go(notices.parts_go)
    following.on_session_moved(notices.session_moved)
    hooks.private_sections(own_hours.section)
    hooks.private_sections(own.section)
    hooks.private_sections(making_up_sections.section)
    hooks.consequences(consequences.of_cancelling)
    hooks.consequences_elsewhere(consequences.of_moving)
    hooks.on_guest_end(making_up.ended)
    ways.own(making_up_sections.way)
    ways.staff(staff_making_up.way)
    completion(consequences.completion)
    links.leads("last_chance", "attendance.make_up")
    links.leads("cannot_finish", "attendance.make_up")
    views.register(app)
