"""What people are told, and with which values: one outbox row for each move that concerns them."""

from ... import outbox
from ...links import Purpose
from ...people.queries import contacts
from ...people.rules.receipts import shown
from .. import hooks
from ..models import State

FOR_STATE = {
    State.APPLIED: "enrolment_applied",
    State.CONFIRMED: "enrolment_confirmed",
    State.WAITING_FOR_GUARDIAN: "enrolment_waiting_for_guardian",
    State.WAITLISTED: "enrolment_waitlisted",
    State.OFFERED: "offer",
    State.CANCELLED: "enrolment_cancelled",
}


def tell(session, enrolment, template, *, cohort, person, contact, cause: str, at, **details):
    """Queue `template` to the person in the language of the enrolment.

    `cohort` with its course and place loaded; `person`: who that is now; `contact`: (mail or None, phone or None);
    `cause`: what this message answers, for example "history:41".
    """
    mail, phone = contact
    return outbox.queue(
        session,
        template,
        to=person,
        mail=mail,
        phone=phone,
        language=enrolment.language,
        cause=cause,
        at=at,
        details={
            "receipt": shown(enrolment.receipt),
            "name": person.name,
            **({"held_until_at": enrolment.held_until.isoformat()} if enrolment.held_until else {}),
            **hooks.details_of(session, enrolment, at=at),
            **about(cohort),
            **details,
        },
        link=(Purpose.ENROLMENT, enrolment.receipt),
        under=enrolment.person_id,
    )


def tell_of(session, enrolment, template, entry, *, at, **details):
    """The same about an entry of its history, to whoever it is of: `enrolment` with its person and whole cohort."""
    return tell(
        session,
        enrolment,
        template,
        cohort=enrolment.cohort,
        person=enrolment.person,
        contact=contacts.on_file(session, enrolment.person_id),
        cause=f"history:{entry.id}",
        at=at,
        **details,
    )


def tell_each(session, moved, *, at, template=None, **details):
    """The same to many at once, whose contacts are read in one statement. `moved`: (enrolment, its history entry, more
    details of that letter). `template` None: the letter of its state.
    """
    on_file = contacts.on_file_of(session, [enrolment.person_id for enrolment, _entry, _own in moved])
    for enrolment, entry, own in moved:
        tell(
            session,
            enrolment,
            template or FOR_STATE[enrolment.state],
            cohort=enrolment.cohort,
            person=enrolment.person,
            contact=on_file.get(enrolment.person_id, (None, None)),
            cause=f"history:{entry.id}",
            at=at,
            **details,
            **own,
        )


def about(cohort) -> dict:
    """What every letter says of the course, as JSON values."""
    return {
        "course": cohort.course.title,
        "starts_at": cohort.starts_at.isoformat() if cohort.starts_at else None,
        "place": cohort.place.name if cohort.place else None,
    }
