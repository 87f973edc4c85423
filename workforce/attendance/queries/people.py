"""Who has a seat in a cohort."""

from typing import NamedTuple

from sqlalchemy import select

from ...enrolment.models import Enrolment, State
from ...people.models import Person


class Seated(NamedTuple):
    enrolment_id: int
    receipt: str
    person_id: int
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self):
        return f"{self.family_kana} {self.given_kana}".strip()


def seated(session, cohort_id) -> list[Seated]:
    """By the reading of their names."""
    query = select(
        Enrolment.id,
        Enrolment.receipt,
        Person.id,
        Person.family_name,
        Person.given_name,
        Person.family_kana,
        Person.given_kana,
    ).join(Enrolment.person)
    query = query.where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED)
    return [Seated(*row) for row in session.execute(query.order_by(Person.sort_kana, Enrolment.id))]
