"""What must be true of absences said before, and of what people are told about finishing."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...attendance.models import Notice, Outlook, Prospect
from ...catalogue.models import Session
from ...enrolment.models import Enrolment, Guest, Transfer
from ..registry import check

MUST_KNOW = (Prospect.LAST_CHANCE, Prospect.IMPOSSIBLE)


@check(_("Absences are said for lessons of one's own, or for those that one visits."))
def absences_from_lessons_of_others(session, _at):
    """Who moved to another date since is left out."""
    visits = select(Guest.id).where(Guest.enrolment_id == Notice.enrolment_id, Guest.session_id == Notice.session_id)
    moved = select(Transfer.id).where(Transfer.enrolment_id == Notice.enrolment_id)
    return session.scalars(
        select(Notice.id)
        .join(Session, Session.id == Notice.session_id)
        .join(Enrolment, Enrolment.id == Notice.enrolment_id)
        .where(Session.cohort_id != Enrolment.cohort_id, ~visits.exists(), ~moved.exists())
        .order_by(Notice.id)
    )


@check(_("Whoever cannot finish, or soon cannot, was told so."))
def outlooks_that_nobody_was_told(session, _at):
    query = select(Outlook.id).where(Outlook.prospect.in_(MUST_KNOW))
    return session.scalars(
        query.where(Outlook.told.is_(None) | (Outlook.told != Outlook.prospect)).order_by(Outlook.id)
    )
