"""What people said about absences, and why a limit was set aside for them, once an enrolment is forgotten."""

from sqlalchemy import delete, update

from ...attendance.models import Notice, Outlook
from ...enrolment.models import Guest
from .steps import QUIETLY


def forget(session, enrolment_ids):
    """The seats that they had as guests count without a reason; absences said before, and outlooks, go."""
    session.execute(delete(Notice).where(Notice.enrolment_id.in_(enrolment_ids)), execution_options=QUIETLY)
    session.execute(delete(Outlook).where(Outlook.enrolment_id.in_(enrolment_ids)), execution_options=QUIETLY)
    bare = update(Guest).where(Guest.enrolment_id.in_(enrolment_ids)).values(reason=None)
    session.execute(bare, execution_options=QUIETLY)
