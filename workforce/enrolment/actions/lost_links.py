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
    send_each(session, [enrolment_id], at=at)


def send_links(session, *, receipt: str | None, mail: str | None, at):
    """The link of the enrolment `receipt`, and of everybody whose mail on file is `mail`: families share one."""
    found = by_mail(session, mail, at=at) if mail else []
    if receipt:
        found += session.scalars(select(Enrolment.id).where(Enrolment.receipt == receipt))
    send_each(session, found, at=at)


def send_each(session, ids, *, at):
    """In the order of their ids: whoever asks for the same at the same moment waits instead of blocking us."""
    for enrolment in session.scalars(loaded().where(Enrolment.id.in_(ids)).order_by(Enrolment.id)).all():
        on_file = contacts.on_file(session, enrolment.person_id)
        if any(on_file):
            tell(session, enrolment, on_file, at=at)


def by_mail(session, mail: str, *, at) -> list[int]:
    kept = [person.id for person in contacts.people_with(session, mail)]
    people = select(Person.id).where(or_(Person.id.in_(kept), Person.merged_into_id.in_(kept)))
    query = select(Enrolment.id).where(Enrolment.person_id.in_(people), Enrolment.state.in_(ACTIVE))
    query = query.where(Enrolment.submitted_at > at - KNOWN_FOR)
    return list(session.scalars(query.order_by(Enrolment.id.desc()).limit(AT_MOST)))


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
