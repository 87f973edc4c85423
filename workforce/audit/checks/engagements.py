"""What must be true of those who teach: they are engaged for just what they teach, and for one session at a time."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Session, SessionPart
from ...people.models import Person
from ...scheduling.models import Assignment, Charge, Engagement
from ..registry import check

record, named = aliased(Person), aliased(Person)


def kept(row):
    return func.coalesce(row.merged_into_id, row.id)


TEACHES = (
    select(Assignment.id)
    .join(SessionPart, SessionPart.id == Assignment.part_id)
    .join(named, named.id == Assignment.person_id)
    .where(SessionPart.session_id == Engagement.session_id, kept(named) == Engagement.person_id)
    .correlate(Engagement)
)
IN_CHARGE = (
    select(Charge.id)
    .join(named, named.id == Charge.person_id)
    .where(Charge.session_id == Engagement.session_id, kept(named) == Engagement.person_id)
    .correlate(Engagement)
)


@check(_("Whoever is engaged for a session teaches a part of it, or takes its roll."))
def engagements_for_nothing(session, _at):
    return session.scalars(select(Engagement.id).where(~TEACHES.exists(), ~IN_CHARGE.exists()).order_by(Engagement.id))


@check(_("Whoever teaches a part of a session that takes place, or takes its roll, is engaged for it."))
def teaching_without_engagement(session, _at):
    engaged = exists().where(Engagement.session_id == Session.id, Engagement.person_id == kept(record))
    missing = (Cohort.state != CohortState.CANCELLED, ~engaged)
    parts = select(Assignment.id).join(SessionPart, SessionPart.id == Assignment.part_id)
    parts = parts.join(Session, Session.id == SessionPart.session_id).join(Cohort, Cohort.id == Session.cohort_id)
    parts = parts.join(record, record.id == Assignment.person_id).where(*missing)
    charges = select(Charge.id).join(Session, Session.id == Charge.session_id)
    charges = charges.join(Cohort, Cohort.id == Session.cohort_id)
    charges = charges.join(record, record.id == Charge.person_id).where(*missing)
    return [
        *session.scalars(parts.order_by(Assignment.id)),
        *(f"in charge: {id}" for id in session.scalars(charges.order_by(Charge.id))),
    ]


@check(_("Engagements last as long as their sessions, and end with a cohort that is cancelled."))
def engagements_at_another_time(session, at):
    query = select(Engagement.id).join(Session, Session.id == Engagement.session_id)
    query = query.join(Cohort, Cohort.id == Session.cohort_id)
    moved = or_(Engagement.begins_at != Session.starts_at, Engagement.ends_at != Session.ends_at)
    off = and_(Cohort.state == CohortState.CANCELLED, Engagement.begins_at > at)
    return session.scalars(query.where(or_(moved, off)).order_by(Engagement.id))


@check(_("Nobody is engaged for two sessions at once, whichever of their records was named."))
def engagements_at_once(session, _at):
    other, whose = aliased(Engagement), aliased(Person)
    return session.scalars(
        select(Engagement.id)
        .join(record, record.id == Engagement.person_id)
        .join(other, and_(other.begins_at < Engagement.ends_at, Engagement.begins_at < other.ends_at))
        .join(whose, whose.id == other.person_id)
        .where(other.id > Engagement.id, kept(whose) == kept(record))
        .order_by(Engagement.id)
    )
