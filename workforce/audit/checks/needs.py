"""What must be true of what was arranged, and of documents that were shown."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from ...enrolment.models import Arrangement, Enrolment
from ...enrolment.rules.arranging import needs_of
from ...people.models import IdentityCheck
from ..registry import check


@check(_("What was arranged is what somebody needs now."))
def arrangements_of_nothing(session, _at):
    rows = select(Arrangement.id, Arrangement.need, Enrolment.needs).join(
        Enrolment, Enrolment.id == Arrangement.enrolment_id
    )
    return [row.id for row in session.execute(rows.order_by(Arrangement.id)) if row.need not in needs_of(row.needs)]


@check(_("One document is enough: nobody has shown two that both count."))
def documents_shown_twice(session, _at):
    counts = IdentityCheck.withdrawn_at.is_(None)
    query = select(IdentityCheck.person_id).where(counts).group_by(IdentityCheck.person_id).having(func.count() > 1)
    return session.scalars(query.order_by(IdentityCheck.person_id))
