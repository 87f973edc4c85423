"""Who of a cohort can be given a certificate now, who has one, and why the others cannot."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...attendance.queries import standings
from ...attendance.rules.standing import Standing
from ...catalogue.models import Cohort, Subject
from ...enrolment.models import Enrolment, State
from ...people.models import Person
from ..models import Certificate
from ..rules.content import unprintable
from . import certificates as queries

COHORT = joinedload(Enrolment.cohort)


@dataclass(frozen=True)
class Candidate:
    """One person with a seat. `certificate`: the one that stands; `letters` of their name that cannot be printed."""

    enrolment: Enrolment
    standing: Standing | None
    certificate: Certificate | None
    letters: tuple[str, ...]

    @property
    def person(self) -> Person:
        return self.enrolment.person

    @property
    def is_forgotten(self) -> bool:
        return bool(self.enrolment.forgotten_at or self.person.forgotten_at)

    @property
    def is_complete(self) -> bool:
        return self.standing is not None and self.standing.is_complete

    @property
    def is_ready(self) -> bool:
        is_whole = self.person.birth_date is not None and not self.letters and not self.is_forgotten
        return self.certificate is None and self.is_complete and is_whole


def candidates(session, cohort_id: int, *, at) -> list[Candidate]:
    """Everybody with a seat, in the order of their reading, read anew."""
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED)
        .options(joinedload(Enrolment.person), COHORT.joinedload(Cohort.course), COHORT.joinedload(Cohort.place))
        .order_by(Person.sort_kana, Enrolment.id)
        .execution_options(populate_existing=True)
    )
    enrolments = list(session.scalars(query))
    ids = [one.id for one in enrolments]
    found = standings.standings(session, ids, at=at) if ids else {}
    given = queries.standing_of(session, ids)
    return [Candidate(one, found.get(one.id), given.get(one.id), tuple(unprintable(one.person))) for one in enrolments]


def minutes_of(session, course_id: int) -> int:
    """What the whole course takes."""
    return session.scalar(select(func.coalesce(func.sum(Subject.minutes), 0)).where(Subject.course_id == course_id))
