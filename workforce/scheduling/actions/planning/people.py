"""People go, others come, and everybody is engaged for what they have."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import select

from ....catalogue.models import Cohort
from ....refusals import Refused
from ...models import Assignment, Charge, Duty
from ...queries import engagements as engaged
from ...queries.assignments import mine
from ...rules.planning import instance as planning
from ...rules.planning.instance import Teaching
from .. import assignments, engagements
from .refusals import PlanRefused, when
from .steps import Step


class People(Step):
    def hold_all(self, touched: Collection[int], come: Iterable[Teaching]) -> list[int]:
        """Whoever is engaged for any of these sessions or comes to one, held; by id."""
        charged = select(Charge.person_id).where(Charge.session_id.in_(touched))
        ids = {*engaged.people_of(self.session, touched), *(one.person for one in come)}
        ids |= {one.person for one in self.now.teaching if self.of_part(one) in touched}
        ids |= set(self.session.scalars(charged))
        return sorted({engagements.held(self.session, id).id for id in sorted(ids)})

    def exchange(self, gone: Collection[Teaching], come: Collection[Teaching]):
        """Who only has another duty in a part stays in it."""
        stays = {(one.part, one.person) for one in come}
        self.each([one for one in gone if (one.part, one.person) not in stays], self.take_out)
        for duty in planning.Duty:
            self.each([one for one in come if one.duty is duty], self.put_in)

    def each(self, teaching: Iterable[Teaching], act: Callable[[Cohort, list[Teaching]], Any]):
        """`act(cohort, what)` for everybody in every cohort."""
        found: dict[tuple[int, int], list[Teaching]] = {}
        for one in sorted(teaching):
            session = self.found.instance.session_of[one.part]
            found.setdefault((session.cohort, one.person), []).append(one)
        for (cohort_id, person_id), every in sorted(found.items()):
            concerned = {"person_id": person_id, "part_id": every[0].part}
            with self.refusing([self.of_part(one) for one in every], **concerned):
                act(self.session.get_one(Cohort, cohort_id), every)

    def take_out(self, cohort: Cohort, every: list[Teaching]):
        rows = select(Assignment).where(Assignment.part_id.in_([one.part for one in every]), mine(every[0].person))
        assignments.dismiss(self.session, cohort, list(self.session.scalars(rows)), by=self.by, at=self.at)
        self.session.flush()

    def put_in(self, cohort: Cohort, every: list[Teaching]):
        person_id, duty = every[0].person, Duty(every[0].duty.value)
        parts = [one.part for one in every]
        given = {"by": self.by, "at": self.at}
        assignments.appoint(self.session, cohort, part_ids=parts, person_id=person_id, duty=duty, **given)

    def engage(self, person_id: int, sessions: Collection[int]):
        """For all they have in these sessions; if that is refused, one after the other, to tell for which."""
        try:
            engagements.settle(self.session, person_id, sessions)
        except Refused as why:
            for one in sorted(sessions, key=lambda one: when(self.found.words, one)):
                with self.refusing([one], person_id=person_id):
                    engagements.settle(self.session, person_id, [one])
            raise PlanRefused(self.found.words, why, person_id=person_id) from why
