"""One enrolment with everything about it, for staff."""

import json

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort, Course, Prerequisite
from ...links import Purpose
from ...outbox import Message
from ..models import Enrolment, State


def record(session, receipt) -> Enrolment | None:
    """The enrolment with its person, consent, guardian, open offer, cohort, its course and place: for moves."""
    return session.scalars(loaded(receipt)).one_or_none()


def with_questions(session, receipt) -> Enrolment | None:
    """The same, and what the questions of its course depend on."""
    required = joinedload(Enrolment.cohort).joinedload(Cohort.course).joinedload(Course.prerequisites)
    return session.scalars(loaded(receipt).options(required.joinedload(Prerequisite.required))).unique().one_or_none()


def loaded(receipt):
    return for_moves().where(Enrolment.receipt == receipt).options(joinedload(Enrolment.offer))


def for_moves():
    """Enrolments with everything a move, and the letter about it, needs."""
    cohort = joinedload(Enrolment.cohort)
    return select(Enrolment).options(
        joinedload(Enrolment.person),
        joinedload(Enrolment.consent),
        joinedload(Enrolment.guardian),
        cohort.joinedload(Cohort.course),
        cohort.joinedload(Cohort.place),
    )


def first_waiting_of(session, cohort_id, count) -> list[Enrolment]:
    """The first `count` who wait in this cohort, as every move needs them."""
    query = for_moves().where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    return list(session.scalars(query.order_by(Enrolment.queued_at, Enrolment.id).limit(count)))


def all_in_state(session, cohort_id, state) -> list[Enrolment]:
    """Everybody in this cohort who is in `state`, as every move needs them, in the order they came; read anew."""
    query = for_moves().where(Enrolment.cohort_id == cohort_id, Enrolment.state == state)
    query = query.order_by(Enrolment.queued_at, Enrolment.id).execution_options(populate_existing=True)
    return list(session.scalars(query))


def by_ids(session, ids: list[int]) -> list[Enrolment]:
    """These enrolments, as every move needs them, read anew."""
    query = for_moves().where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def waiting_with(session, ids: list[int]) -> list[Enrolment]:
    """These enrolments, as every move needs them, in the order of the waiting list."""
    query = for_moves().where(Enrolment.id.in_(ids)).order_by(Enrolment.queued_at, Enrolment.id)
    return list(session.scalars(query))


def messages_of(session, enrolment: Enrolment) -> list[Message]:
    """What this person was told about this enrolment, newest first. Found by the person, who has an index."""
    about = Message.link_purpose == Purpose.ENROLMENT, Message.link_subject == json.dumps(enrolment.receipt)
    query = select(Message).where(Message.person_id == enrolment.person_id, *about)
    return list(session.scalars(query.order_by(Message.id.desc())))


def receipt_exists(session, receipt) -> bool:
    return session.scalar(select(Enrolment.id).where(Enrolment.receipt == receipt)) is not None
