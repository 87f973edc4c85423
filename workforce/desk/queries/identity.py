"""Who of a cohort has not shown yet who they are."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...enrolment.models import Enrolment, State
from ...people.models import IdentityCheck, Person
from ...people.queries import identity


@dataclass(frozen=True)
class Seated:
    """Somebody with a seat; `check` is None until somebody saw a document."""

    person: Person
    receipt: str
    check: IdentityCheck | None


def seated(session, cohort_id) -> list[Seated]:
    """Everybody with a confirmed seat, by reading; two statements."""
    confirmed = Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED, Enrolment.forgotten_at.is_(None)
    found = session.scalars(select(Enrolment).where(*confirmed).options(joinedload(Enrolment.person))).all()
    checks = identity.of_people(session, {one.person.id for one in found})
    rows = [Seated(one.person, one.receipt, checks.get(one.person.id)) for one in found]
    return sorted(rows, key=lambda row: (row.person.sort_kana, row.person.id))
