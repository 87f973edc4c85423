"""What recorded hours mean for an enrolment that moves, in sentences; and for money that depends on completion."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from ...enrolment.models import State
from ...i18n import speaking
from ...i18n.formats import duration
from ...money.queries.completion import Completion
from ..models import Attendance, Credit
from .standings import standings


def of_cancelling(session, enrolment, *, at) -> list[str]:
    minutes = recorded(session, enrolment)
    if not minutes:
        return []
    said = _(
        "%(duration)s in this course are on record. They stay, but without a seat the course cannot be completed.",
        duration=duration(minutes),
    )
    return [said]


def of_moving(session, enrolment, cohort_id, *, at) -> list[str]:
    minutes = recorded(session, enrolment)
    if not minutes:
        return []
    return [_("%(duration)s are on record. They count on the other date as well.", duration=duration(minutes))]


def recorded(session, enrolment) -> int:
    """Minutes of presence and of papers; 0 without a statement for who has no seat."""
    if enrolment.state is not State.CONFIRMED:
        return 0
    here = select(func.coalesce(func.sum(Attendance.minutes), 0)).where(Attendance.enrolment_id == enrolment.id)
    papers = select(func.coalesce(func.sum(Credit.minutes), 0))
    papers = papers.where(Credit.enrolment_id == enrolment.id, Credit.ended_at.is_(None))
    return session.scalar(select(here.scalar_subquery() + papers.scalar_subquery()))


def completion(session, enrolment, *, at) -> Completion | None:
    """None where nobody recorded any hours: such a course is older than the records."""
    if not recorded(session, enrolment):
        return None
    found = standings(session, [enrolment.id], at=at)[enrolment.id]
    with speaking("ja"):
        return Completion(found.completed_on, _("Recorded hours and assessment"))
