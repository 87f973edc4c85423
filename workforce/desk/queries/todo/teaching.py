"""People who have a seat in a lesson and teach another at the same time."""

from sqlalchemy import func

from ....enrolment.models import Enrolment, State
from ....enrolment.queries.teaching import at_once, attends
from ....scheduling.models import Engagement
from .lines import Kind, finds, line


@finds(Kind.TWO_PLACES)
def in_two_places(at):
    """`ref`: the receipt, `since`: the first such lesson, `detail`: how many there are."""
    name = func.trim(attends.family_name + " " + attends.given_name)
    count = func.count(Engagement.id.distinct())
    lines = at_once(line(Enrolment.id, Enrolment.receipt, name, func.min(Engagement.begins_at), count), at=at)
    return lines.where(Enrolment.state == State.CONFIRMED).group_by(Enrolment.id, attends.id)
