"""People who cannot finish by the lessons that there are, or soon cannot, and were told."""

from ....attendance.models import Outlook, Prospect
from ....enrolment.models import Enrolment, State
from .lines import Kind, finds, full_name, line


@finds(Kind.OUTLOOK)
def in_danger(_at):
    lines = line(Outlook.id, Enrolment.receipt, full_name, Outlook.at, Outlook.prospect).select_from(Outlook)
    lines = lines.join(Enrolment, Enrolment.id == Outlook.enrolment_id).join(Enrolment.person)
    endangered = Outlook.prospect.in_((Prospect.LAST_CHANCE, Prospect.IMPOSSIBLE))
    return lines.where(endangered, Outlook.told_at.is_not(None), Enrolment.state == State.CONFIRMED)
