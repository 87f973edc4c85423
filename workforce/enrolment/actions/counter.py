"""An application that staff type for somebody whom they recognise."""

from contextlib import suppress

from ... import clock, history
from ...catalogue.models import Cohort
from ...catalogue.rules import eligibility
from ...people.actions import contacts, persons
from ...people.models import ContactKind, Person
from ...people.queries import contacts as on_record
from ..models import Enrolment
from ..queries import seats as queries
from .enrol import Application, take_in
from .refusals import AlreadyEnrolled


def enrol_known(session, *, cohort: Cohort, application: Application, person: Person, by, at) -> Enrolment:
    """The enrolment of `person`, who staff say this is: their name and birth date stay as they are on record.

    Otherwise as `enrol`. A telephone or mail that differs from the one on file waits for the person's consent; where
    nothing is on file it counts at once. Raises AlreadyEnrolled, CohortCancelled and the refusals of eligibility.
    """
    before = queries.sent_before(session, application.key)
    if before:
        return before
    person = persons.held(session, person)
    eligibility.check(
        cohort.course,
        birth_date=person.birth_date or application.birth_date,
        first_day=clock.today(cohort.starts_at or at),
        has_required=application.has_required,
    )
    before = queries.already(session, cohort_id=cohort.id, person_id=person.id, key=application.key)
    if before and before.idempotency_key != application.key:
        raise AlreadyEnrolled(before)
    if before:
        return before
    keep_birth_date(session, person, application, by=by, at=at)
    keep_contacts(session, person, application, by=by, at=at)
    return take_in(session, cohort, application, person, by=by, at=at)


def keep_birth_date(session, person, application, *, by, at):
    """Staff know it now of somebody who has worked with us without saying it."""
    if person.birth_date is None:
        changes = [history.Change("birth_date", None, application.birth_date)]
        history.record(session, person, "names_changed", by=by, at=at, changes=changes)
        person.birth_date = application.birth_date


def keep_contacts(session, person, application, *, by, at):
    on_file = on_record.on_file(session, person.id)
    for kind, old, new in zip(ContactKind, on_file, (application.mail, application.phone), strict=True):
        if new and not old:
            contacts.set_by_staff(session, person, kind=kind, value=new, by=by, at=at)
        elif new and new != old:
            with suppress(contacts.SameContact):  # an older address of merged records, which counts as well
                contacts.change_contact(session, person, kind=kind, value=new, by=by, at=at)
