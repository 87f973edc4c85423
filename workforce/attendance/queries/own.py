"""What is recorded of one enrolment, session by session, with all that was ever noted and contested."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from ...catalogue.models import Session
from ...enrolment.models import Guest, GuestPart
from ..models import Contest, Mark
from .marked import Marked
from .rolls import Sitting, grouped, sittings


@dataclass(frozen=True)
class Own(Marked):
    """One session for one enrolment. `parts`: ids of those they are there for; `contest`: the newest."""

    sitting: Sitting
    marks: list[Mark]
    parts: tuple[int, ...]
    is_guest: bool
    contest: Contest | None

    @property
    def is_contested(self) -> bool:
        return self.contest is not None and self.contest.decided_at is None


def of_enrolment(session, enrolment_id, cohort_id) -> list[Own]:
    """Every session of its cohort, those it is a guest of, and those in which something was recorded or contested."""
    marks = by_session(session.scalars(select(Mark).where(Mark.enrolment_id == enrolment_id).order_by(Mark.id)))
    seats = guest_parts(session, enrolment_id)
    contests = {one.session_id: one for one in session.scalars(contested(enrolment_id))}
    found = sittings(session, or_(Session.cohort_id == cohort_id, Session.id.in_([*marks, *seats, *contests])))
    return [own(one, cohort_id, marks, seats, contests) for one in found]


def of_session(session, enrolment_id, cohort_id, session_id) -> Own | None:
    """The same for one session; None if it has nothing to do with this enrolment."""
    found = of_enrolment(session, enrolment_id, cohort_id)
    return next((one for one in found if one.sitting.id == session_id), None)


def own(sitting: Sitting, cohort_id, marks, seats, contests) -> Own:
    every = tuple(part.id for part in sitting.parts)
    is_guest = sitting.cohort_id != cohort_id and sitting.id in seats
    parts = tuple(part for part in every if part in seats[sitting.id]) if is_guest else every
    return Own(sitting, marks.get(sitting.id, []), parts, is_guest, contests.get(sitting.id))


def by_session(marks) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.session_id, []).append(mark)
    return found


def guest_parts(session, enrolment_id) -> dict[int, tuple[int, ...]]:
    """{session: parts} of seats that were not given back."""
    query = select(Guest.session_id, Guest.id, Guest.ended_at, GuestPart.part_id)
    query = query.outerjoin(GuestPart, GuestPart.guest_id == Guest.id)
    rows = session.execute(query.where(Guest.enrolment_id == enrolment_id, Guest.ended_at.is_(None)))
    return {session_id: parts for session_id, _ended, parts in grouped(rows)}


def contested(enrolment_id):
    return select(Contest).where(Contest.enrolment_id == enrolment_id).order_by(Contest.id)
