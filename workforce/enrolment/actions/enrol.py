"""From a filled-in form to an enrolment: the same rules for the web, the telephone and the counter."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ... import clock
from ...catalogue.models import Cohort
from ...catalogue.rules import eligibility, stages
from ...people.actions import persons
from ...people.rules import ages
from ...people.rules.names import Name
from ..models import Enrolment, Origin, State
from ..queries import seats as queries
from ..rules.guardians import NamedGuardian
from . import consents, guardians, messages
from .refusals import AlreadyEnrolled, EnrolmentClosed, EnrolmentNotOpenYet
from .seats import claim_seat


@dataclass(frozen=True)
class Application:
    """What one person sends, already in normal form. `key`: the same key is the same enrolment, however often it comes.

    `answers` and `needs`: {question key: {"value": …, "asked": the question as it was shown}}. `has_required`: the
    applicant says that they finished one of the courses this one asks for. `guardian`: whom somebody under 18 names.
    """

    name: Name
    birth_date: date
    mail: str | None
    phone: str | None
    language: str
    key: str
    origin: Origin = Origin.WEB
    has_required: bool = True
    answers: dict[str, Any] = field(default_factory=dict)
    needs: dict[str, Any] = field(default_factory=dict)
    guardian: NamedGuardian | None = None


def enrol(session, *, cohort: Cohort, application: Application, by, at) -> Enrolment:
    """The enrolment of this application: new, or the one that the same key made before.

    `cohort` with its course, prerequisites and place loaded. Staff (`by`) may enrol outside the window, nobody against
    the rules of the course. Raises EnrolmentNotOpenYet, EnrolmentClosed, AlreadyEnrolled, CohortCancelled and the
    refusals of catalogue.rules.eligibility.
    """
    before = queries.sent_before(session, application.key)
    return before or enrol_new(session, cohort=cohort, application=application, by=by, at=at)


def enrol_new(session, *, cohort, application: Application, by, at) -> Enrolment:
    """The same for a caller who has just seen that nothing was sent with this key."""
    if by is None:
        refuse_outside_window(cohort, at)
    eligibility.check(
        cohort.course,
        birth_date=application.birth_date,
        first_day=clock.today(cohort.starts_at or at),
        has_required=application.has_required,
    )
    person, is_new = persons.find_or_create(
        session,
        name=application.name,
        birth_date=application.birth_date,
        mail=application.mail,
        phone=application.phone,
        language=application.language,
        at=at,
    )
    before = None if is_new else queries.already(session, cohort_id=cohort.id, person_id=person.id, key=application.key)
    if before is None:
        return take_in(session, cohort, application, person, by=by, at=at)
    if before.idempotency_key == application.key:
        return before  # the same form, sent twice at the same moment
    raise AlreadyEnrolled(before)


def take_in(session, cohort, application, person, *, by, at, tell=None, reserved=None):
    """A seat or a place in the queue for `person`, and the letter that says which.

    `tell(enrolment, claim, cohort=…, person=…, application=…, at=…)` writes another letter than the receipt.
    `reserved`: as in claim_seat.
    Of age is who is of age by the record: what was typed now counts only where no birth date is known.
    """
    enrolment = Enrolment(
        cohort_id=cohort.id,
        person_id=person.id,
        origin=application.origin,
        language=application.language,
        answers=application.answers,
        needs=application.needs,
        idempotency_key=application.key,
        form_version=cohort.course.form_version,
    )
    needs_guardian = ages.is_minor(person.birth_date or application.birth_date, clock.today(at))
    claim = claim_seat(
        session, enrolment, cohort=cohort, needs_guardian=needs_guardian, by=by, at=at, reserved=reserved
    )
    tell = tell or partial(tell_receipt, session)
    tell(enrolment, claim, cohort=cohort, person=person, application=application, at=at)
    consents.from_form(session, enrolment, by=by, at=at)
    if needs_guardian and application.guardian:
        guardians.begin(session, enrolment, application.guardian, cohort=cohort, person=person, by=by, at=at)
    return enrolment


def tell_receipt(session, enrolment, claim, *, cohort, person, application, at):
    messages.tell(
        session,
        enrolment,
        messages.FOR_STATE[enrolment.state],
        cohort=cohort,
        person=person,
        contact=(application.mail, application.phone),
        cause=f"history:{claim.entry.id}",
        at=at,
        is_receipt=True,
        position=claim.position,
        **(how_decided(cohort) if enrolment.state is State.APPLIED else {}),
    )


def how_decided(cohort):
    """What the receipt says of a cohort whose applicants are decided at once."""
    return {"closes_at": cohort.closes_at.isoformat(), "selection": cohort.selection.value}


def refuse_outside_window(cohort, at):
    if at < cohort.opens_at:
        raise EnrolmentNotOpenYet(opens=cohort.opens_at)
    if not stages.is_open(cohort, at):
        raise EnrolmentClosed
