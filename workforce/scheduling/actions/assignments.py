"""Naming who teaches which part of a cohort, and taking somebody out again.

Whoever is named must be qualified on the day of the session, whether they lead or help, and free for all of it.
"""

from collections import defaultdict
from collections.abc import Collection

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock, history
from ...catalogue.models import Cohort, Session, SessionPart
from ...database import hold
from ...i18n.formats import short_day
from ...i18n.wording import plain
from ...people.models import Person
from ...refusals import Refused
from .. import hooks
from ..models import Assignment, Duty
from ..queries import requirements
from ..queries.assignments import mine
from ..queries.requirements import Part
from ..rules.held_words import held_words
from ..rules.requirements import Requirement, any_of
from ..rules.standing import Held
from . import engagements


class PartsMissing(Refused):
    message = _("Choose at least one part of a session.")
    field = "parts"


class NotQualified(Refused):
    """The first part that this person may not teach: what its subject needs, and what they have on that day."""

    message = _(
        "Subject %(number)s, “%(subject)s”, on %(day)s needs: %(needs)s (source: %(source)s). %(name)s has: %(has)s."
    )
    field = "person"

    def __init__(self, name: str, part: Part, needs: Requirement, has: Held):
        super().__init__()
        self.name, self.part, self.needs, self.has = name, part, needs, has

    def text(self):
        return str(self.message) % {
            "number": self.part.subject.number,
            "subject": plain(self.part.title),
            "day": short_day(self.part.day),
            "needs": any_of(self.needs),
            "source": self.needs.source,
            "name": self.name,
            "has": held_words(self.has, self.part.day),
        }


def assign(session, cohort: Cohort, *, part_ids: Collection[int], person_id: int, duty: Duty, by, at) -> int:
    """This person has this duty in these parts; whoever had another there has this one now. Returns how many are new.

    Parts that are not in the cohort (any more) are passed over. Raises PartsMissing if none is left, NotQualified, and
    what actions.engagements.settle refuses.
    """
    changed = appoint(session, cohort, part_ids=part_ids, person_id=person_id, duty=duty, by=by, at=at)
    if changed:
        engagements.settle(session, person_id, engagements.of_parts(session, changed))
    return len(changed)


def appoint(session, cohort: Cohort, *, part_ids: Collection[int], person_id: int, duty: Duty, by, at) -> list[int]:
    """As `assign`, for whoever engages them afterwards. Returns the parts that are new. Raises PartsMissing,
    NotQualified.
    """
    hold(session, cohort)
    own = select(SessionPart.id).join(Session, Session.id == SessionPart.session_id)
    wanted = set(session.scalars(own.where(Session.cohort_id == cohort.id, SessionPart.id.in_(part_ids))))
    if not wanted:
        raise PartsMissing
    person = engagements.held(session, person_id)
    here = select(Assignment).where(Assignment.part_id.in_(wanted), mine(person.id))
    there = {one.part_id: one for one in session.scalars(here)}
    changed = [part_id for part_id in sorted(wanted) if part_id not in there or there[part_id].duty is not duty]
    refuse_unqualified(session, person, changed)
    for part_id in changed:
        if part_id in there:
            there[part_id].duty = duty
        else:
            values = {"part_id": part_id, "person_id": person.id, "duty": duty}
            session.add(Assignment(**values, by_id=by.id if by else None, at=at))
    if changed:
        note(session, cohort, "teaching_assigned", None, person.id, by=by, at=at)
        hooks.assigned(session, cohort, person.id, changed, duty=duty, by=by, at=at)
    return changed


def refuse_unqualified(session, person: Person, part_ids: Collection[int]):
    """Raises NotQualified."""
    rules, held = requirements.known(session, [person.id])
    has = held[person.id]
    for part in requirements.parts(session, part_ids):
        needs = rules.on(part.subject, part.day)
        if not needs.allows(has, part.day):
            raise NotQualified(person.name, part, needs, has)


def session_moved(session, _cohort, sitting, *, before, by, at):
    """Whoever teaches in it may do so on the new day as well. Raises NotQualified."""
    if clock.today(before) == clock.today(sitting.starts_at):
        return
    session.flush()
    record = aliased(Person)
    now = func.coalesce(record.merged_into_id, record.id)
    query = select(now, Assignment.part_id).select_from(Assignment).join(record, record.id == Assignment.person_id)
    query = query.join(SessionPart, SessionPart.id == Assignment.part_id).where(SessionPart.session_id == sitting.id)
    parts = defaultdict(set)
    for person_id, part_id in session.execute(query):
        parts[person_id].add(part_id)
    for person_id in sorted(parts):
        refuse_unqualified(session, engagements.held(session, person_id), parts[person_id])


def release(session, cohort: Cohort, *, person_id: int, by, at) -> int:
    """This person teaches nothing in this cohort any more. Returns how many parts that were."""
    hold(session, cohort)
    parts = select(SessionPart.id).join(Session, Session.id == SessionPart.session_id)
    query = select(Assignment).where(mine(person_id))
    rows = list(session.scalars(query.where(Assignment.part_id.in_(parts.where(Session.cohort_id == cohort.id)))))
    return remove(session, cohort, rows, by=by, at=at)


def release_one(session, cohort: Cohort, *, assignment_id: int, by, at) -> int:
    """One part less; what is gone already is nothing new."""
    hold(session, cohort)
    query = select(Assignment).join(SessionPart, SessionPart.id == Assignment.part_id)
    query = query.join(Session, Session.id == SessionPart.session_id)
    rows = session.scalars(query.where(Assignment.id == assignment_id, Session.cohort_id == cohort.id))
    return remove(session, cohort, list(rows), by=by, at=at)


def release_parts(session, cohort: Cohort, *, person_id: int, part_ids: Collection[int], by, at) -> int:
    """The same for some parts of a cohort."""
    hold(session, cohort)
    rows = session.scalars(select(Assignment).where(mine(person_id), Assignment.part_id.in_(part_ids)))
    return remove(session, cohort, list(rows), by=by, at=at)


def remove(session, cohort, rows, *, by, at) -> int:
    """`rows`: of one person."""
    dismiss(session, cohort, rows, by=by, at=at)
    if rows:
        of_parts = engagements.of_parts(session, [row.part_id for row in rows])
        engagements.settle(session, rows[0].person_id, of_parts)
    return len(rows)


def dismiss(session, cohort, rows, *, by, at):
    """As `remove`, for whoever settles their engagements afterwards."""
    for row in rows:
        session.delete(row)
    if rows:
        note(session, cohort, "teaching_released", rows[0].person_id, None, by=by, at=at)
        person = engagements.held(session, rows[0].person_id)
        hooks.released(session, cohort, person.id, [row.part_id for row in rows], by=by, at=at)


def note(session, cohort, what, old, new, *, by, at):
    """`old` and `new`: the person by their number, as a lead is told of: a name would outlive the person here."""
    history.record(session, cohort, what, by=by, at=at, changes=[history.Change("teacher", old, new)])
