"""Why somebody was planned for a part, in sentences for staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from .plan_words import GOALS, score
from .planning.goals import Goal
from .planning.instance import Duty, Instance, Plan, Teaching
from .planning.reasons import Other, Reasons
from .planning.scoring import against_wishes, rank
from .requirements import alternative


@dataclass(frozen=True)
class Why:
    """Of one part of a plan. `words`: queries.planning.Words that know who is named."""

    instance: Instance
    plan: Plan
    words: Any
    part: int

    def chosen(self, told: Reasons) -> str:
        """Why somebody was taken."""
        if told.is_pinned:
            return _("Pinned.")
        if told.is_only_one:
            return _("Nobody else can.")
        if told.goals:
            listed = _(", ").join(str(GOALS[goal]) for goal in told.goals)
            return _("Taken before others because of: %(goals)s.", goals=listed)
        return _("Had it before.") if told.is_kept else _("Others would be as good.")

    def beside(self, one: Teaching) -> Iterator[str]:
        """What else speaks for them, or against."""
        licence = self.licence(one.person)
        if licence and one.duty is Duty.LEAD:
            if rank(self.instance, one) == 0:
                yield _("%(name)s has the preferred licence: %(licence)s.", name=self.name(one.person), licence=licence)
            else:
                yield self.less_preferred(one.person)
        if self.is_against_wishes(one.person):
            yield self.rather_not(one.person)

    def worse(self, other: Other) -> Iterator[str]:
        """Why somebody was not taken who could as well, and what else speaks against it."""
        if other.worse is None:
            yield _("The plan would be as good.")
        elif other.worse is Goal.LICENCES and self.licence(other.person) and other.by > 0:
            yield self.less_preferred(other.person)
        elif other.worse is not Goal.WISHES or not self.is_against_wishes(other.person):
            yield _("Worse in “%(goal)s”: %(by)s more.", goal=GOALS[other.worse], by=score(other.worse, other.by))
        if self.is_against_wishes(other.person):
            yield self.rather_not(other.person)

    def less_preferred(self, person: int) -> str:
        given = {"name": self.name(person), "licence": self.licence(person)}
        return _("%(name)s has a licence that is less preferred: %(licence)s.", **given)

    def rather_not(self, person: int) -> str:
        return _("%(name)s would rather not teach then.", name=self.name(person))

    def name(self, person: int) -> str:
        return self.words.people[person]

    def licence(self, person: int) -> str | None:
        """What they may lead it by, where some licences are preferred."""
        had = self.words.licences.get((person, self.instance.part[self.part].item))
        return alternative(had) if had else None

    def is_against_wishes(self, person: int) -> bool:
        session = self.instance.session_of[self.part]
        return against_wishes(self.instance, person, [(self.instance.span(session, self.plan), session)]) > 0
