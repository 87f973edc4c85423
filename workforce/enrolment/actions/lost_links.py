"""The link to an enrolment, sent again: only ever to the contact on file, whoever asks."""

from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from ... import clock, outbox
from ...catalogue.models import Cohort
from ...database import hold
from ...people.models import Person
from ...people.queries import contacts
from ..models import ACTIVE, Enrolment
from . import messages

TEMPLATE = "link_again"
A_DAY = 3  # letters for one enrolment
AT_MOST = 10  # enrolments at one contact
KNOWN_FOR = timedelta(days=400)


def send_again(session, enrolment_id, *, at):
    """Queue the letter, unless this enrolment had its letters for today."""
    enrolment = session.scalars(loaded().where(Enrolment.id == enrolment_id)).one()
    on_file = contacts.on_file(session, enrolment.person_id)
    if any(on_file):
        tell(session, enrolment, on_file, at=at)


def send_by_receipt(session, receipt: str, *, at):
    enrolment_id = session.scalar(select(Enrolment.id).where(Enrolment.receipt == receipt))
    if enrolment_id:
        send_again(session, enrolment_id, at=at)


def send_by_mail(session, mail: str, *, at):
    """The links of everybody whose mail on file this is: families share one."""
    kept = [person.id for person in contacts.people_with(session, mail)]
    people = select(Person.id).where(or_(Person.id.in_(kept), Person.merged_into_id.in_(kept)))
    query = loaded().where(Enrolment.person_id.in_(people), Enrolment.state.in_(ACTIVE))
    query = query.where(Enrolment.submitted_at > at - KNOWN_FOR)
    for enrolment in session.scalars(query.order_by(Enrolment.id.desc()).limit(AT_MOST)).all():
        tell(session, enrolment, contacts.on_file(session, enrolment.person_id), at=at)


def tell(session, enrolment, on_file, *, at):
    hold(session, enrolment)  # whoever asks at the same moment counts after us
    cause = f"link:{enrolment.receipt}:{clock.today(at)}"
    same = (outbox.Message.person_id == enrolment.person_id, outbox.Message.template == TEMPLATE)
    sent = session.scalar(select(func.count()).where(*same, outbox.Message.cause.startswith(cause)))
    if sent < A_DAY:
        messages.tell(
            session,
            enrolment,
            TEMPLATE,
            cohort=enrolment.cohort,
            person=enrolment.person,
            contact=on_file,
            cause=f"{cause}:{sent + 1}",
            at=at,
        )


def loaded():
    cohort = joinedload(Enrolment.cohort)
    return select(Enrolment).options(
        joinedload(Enrolment.person), cohort.joinedload(Cohort.course), cohort.joinedload(Cohort.place)
    )
