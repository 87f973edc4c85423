"""What marks of one person in one session count for, in minutes and in words."""

from flask_babel import gettext as _

from ...database import db
from ..models import Status
from ..queries import crediting as queries
from ..queries.own import Own
from ..rules.crediting import Answer, Counted, answers, together


class Counting:
    """For a template: `of(mark)` together, `by_part(mark)` one by one."""

    def __init__(self, enrolment_id: int, one: Own, *, at):
        self.one, self.slices = one, [part.slice for part in one.sitting.parts]
        self.crediting = queries.of_enrolment(db.session, enrolment_id, at=at)

    @property
    def rule(self) -> str:
        return self.crediting.words()

    def of(self, mark) -> Counted:
        return together(self.by_part(mark).values())

    def by_part(self, mark) -> dict[int, Counted]:
        return self.crediting.by_part(self.slices, mark.minutes if mark else {})

    @property
    def taught(self) -> int:
        return sum(part.minutes for part in self.slices if part.id in self.one.parts)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """(what somebody can be said to have done, what counts then); none for an hour that teaches nothing."""
        if not self.taught:
            return []
        found = answers(self.crediting, self.slices, self.one.parts, self.one.sitting.length)
        return [(done(each), self.outcome(each)) for each in found]

    def outcome(self, answer: Answer) -> str:
        values = {"counts": answer.counts, "taught": self.taught}
        if answer.is_each:
            return _("at most %(counts)s of %(taught)s minutes, one less for each minute missed", **values)
        return _("%(counts)s of %(taught)s minutes", **values)


def done(answer: Answer) -> str:
    values = {"least": answer.least, "most": answer.most}
    if answer.status is Status.PRESENT:
        return _("Present")
    if answer.status is Status.ABSENT:
        return _("Absent")
    if answer.status is Status.LATE:
        return _("Late by %(least)s to %(most)s minutes", **values)
    return _("Left %(least)s to %(most)s minutes before the end", **values)
