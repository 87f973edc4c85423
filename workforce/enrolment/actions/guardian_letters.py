"""Letters to a guardian: to an address that is nobody's person, in their language, with their link."""

import json

from sqlalchemy import func, select

from ... import clock, outbox
from ...links import Purpose
from ...outbox import actions as queue
from .. import hooks
from ..models import State
from ..queries import guardians as queries
from .guardian_refusals import EnoughLetters

ASKING = ("guardian_request", "guardian_reminder")
A_DAY = 3
"""Letters that an applicant may have sent to one guardian in a day: it must not become a way to fill letter boxes."""


def ask(session, enrolment, template, *, cause, at):
    """Queue `template` to whoever is asked, if they have a mail address. `enrolment` with its guardian, person and
    cohort, as everywhere in `moves`.
    """
    if enrolment.guardian and enrolment.guardian.mail:
        write(
            session,
            enrolment.guardian,
            enrolment,
            template,
            cohort=enrolment.cohort,
            person=enrolment.person,
            cause=cause,
            at=at,
        )


def write(session, request, enrolment, template, *, cohort, person, cause, at, **details):
    """`cohort` with its course and place; `person`: who enrolled, as kept."""
    held = enrolment.held_until if enrolment.state is State.WAITING_FOR_GUARDIAN else None
    return outbox.queue(
        session,
        template,
        to=None,
        mail=request.mail,
        language=request.language,
        cause=cause,
        at=at,
        details={
            "name": person.name,
            "guardian": request.guardian_name,
            "course": cohort.course.title,
            "starts_at": cohort.starts_at.isoformat() if cohort.starts_at else None,
            "place": cohort.place.name if cohort.place else None,
            "held_until_at": held.isoformat() if held else None,
            **({"is_waiting": True} if enrolment.state is State.WAITLISTED else {}),
            **details,
        },
        link=(Purpose.GUARDIAN, request.id),
    )


@hooks.on_move
def ask_when_held(session, enrolment, entry, *, move, at):
    """A seat is held from now on: who was named and has not answered is asked again, now with a day."""
    if move == "enrol" or enrolment.state is not State.WAITING_FOR_GUARDIAN:
        return
    request = queries.with_mail(session, enrolment.id)
    found = queries.asked(session, request.id) if request else None
    if found:
        cohort, person = found.enrolment.cohort, found.enrolment.person
        cause = f"history:{entry.id}"
        write(session, found.request, enrolment, "guardian_request", cohort=cohort, person=person, cause=cause, at=at)


@hooks.on_move
def stop_when_over(session, enrolment, entry, *, move, at):
    """Nobody needs to agree to what has ended, whoever ended it."""
    if enrolment.state is State.CANCELLED and (request := queries.with_mail(session, enrolment.id)):
        for template in ASKING:
            queue.withdraw(session, template, person_id=None, link=(Purpose.GUARDIAN, request.id), at=at)


def refuse_many(session, request, *, at):
    """Raises EnoughLetters, if the applicant had this letter sent often enough today."""
    cause = cause_of(request, at)
    sent = session.scalar(select(func.count()).where(*about(request.id), outbox.Message.cause.startswith(cause)))
    if sent >= A_DAY:
        raise EnoughLetters
    return f"{cause}:{sent + 1}"


def cause_of(request, at):
    return f"guardian:{request.id}:{clock.today(at)}"


def withdraw(session, enrolment, *, at):
    """What asks for an answer and has not left is no longer true."""
    if enrolment.guardian:
        link = (Purpose.GUARDIAN, enrolment.guardian.id)
        for template in ASKING:
            queue.withdraw(session, template, person_id=None, link=link, at=at)


def about(request_id):
    return (
        outbox.Message.person_id.is_(None),
        outbox.Message.link_purpose == Purpose.GUARDIAN,
        outbox.Message.link_subject == json.dumps(request_id),
    )
