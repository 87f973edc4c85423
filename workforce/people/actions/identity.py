"""Staff see a document that says who somebody is. Kept are its kind, the day and who looked; nothing that it says."""

from datetime import date

from flask_babel import lazy_gettext as _

from ... import clock, history
from ...database import hold
from ...refusals import Refused
from ..models import Document, IdentityCheck, Person
from ..queries import identity as queries


class DayToCome(Refused):
    message = _("That day is still to come. Write the day on which you saw the document.")
    field = "checked_on"


class BeforeBirth(Refused):
    message = _("That is before this person was born. Write the day on which you saw the document.")
    field = "checked_on"


class SeenBefore(Refused):
    message = _("Somebody recorded this on %(day)s already. If that was a mistake, take it back first.")


class TakenBack(Refused):
    message = _("This was taken back already.")


class WhyTakenBack(Refused):
    message = _("Write what was wrong: it is kept in the history.")
    field = "reason"


def check(session, person: Person, *, document: Document, checked_on: date, by, at) -> IdentityCheck:
    """`by` saw this document. Raises DayToCome, BeforeBirth, SeenBefore: one that stands is enough."""
    hold(session, person)
    refuse(person, checked_on, at)
    if standing := queries.of_person(session, person.id):
        raise SeenBefore(day=standing.checked_on)
    return record(session, person, document=document, checked_on=checked_on, by=by, at=at)


def check_all(session, found, *, checked_on: date, by, at) -> int:
    """`found`: {Person: Document}. Who was recorded meanwhile stays as recorded. Returns how many are new.

    Raises DayToCome, BeforeBirth: then nobody is recorded.
    """
    people = sorted(found, key=lambda one: one.id)
    for person in people:
        hold(session, person)
        refuse(person, checked_on, at)
    before = queries.of_people(session, [person.id for person in people])
    new = [person for person in people if person.id not in before]
    for person in new:
        record(session, person, document=found[person], checked_on=checked_on, by=by, at=at)
    return len(new)


def refuse(person, checked_on, at):
    if checked_on > clock.today(at):
        raise DayToCome
    if person.birth_date and checked_on < person.birth_date:
        raise BeforeBirth


def record(session, person, *, document, checked_on, by, at) -> IdentityCheck:
    seen = IdentityCheck(
        person_id=person.id, document=document, checked_on=checked_on, checked_by_id=by.id, recorded_at=at
    )
    session.add(seen)
    history.record(session, person, "identity_checked", by=by, at=at)
    return seen


def withdraw(session, seen: IdentityCheck, *, reason, by, at):
    """It was a mistake: another person, another document. Raises WhyTakenBack, TakenBack."""
    if not reason:
        raise WhyTakenBack
    person = session.get_one(Person, seen.person_id)
    hold(session, person)
    session.refresh(seen, ["withdrawn_at"])
    if seen.withdrawn_at:
        raise TakenBack
    seen.withdrawn_at, seen.withdrawn_by_id = at, by.id
    history.record(session, person, "identity_check_withdrawn", by=by, at=at, reason=reason)
