"""What an applicant may still do alone."""

from datetime import datetime

from .states import is_active


def may_change(enrolment, at: datetime) -> bool:
    """Whether answers can be changed and the enrolment cancelled without us (its cohort loaded)."""
    until = enrolment.cohort.changes_until
    return is_active(enrolment.state) and (until is None or at < until)
