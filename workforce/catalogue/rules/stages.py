"""Where a cohort stands: what people decided, and what follows from it and the clock."""

from datetime import datetime
from enum import StrEnum

from ..models import CohortState


class Stage(StrEnum):
    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


def stage(cohort, at: datetime) -> Stage:
    """`cohort`: anything with state, opens_at, closes_at, starts_at, ends_at. Lessons count before the window."""
    if cohort.state is not CohortState.PUBLISHED:
        return Stage.DRAFT if cohort.state is CohortState.DRAFT else Stage.CANCELLED
    if cohort.ends_at and at >= cohort.ends_at:
        return Stage.OVER
    if cohort.starts_at and at >= cohort.starts_at:
        return Stage.RUNNING
    if at < cohort.opens_at:
        return Stage.UPCOMING
    return Stage.OPEN if at < cohort.closes_at else Stage.CLOSED


def is_open(cohort, at: datetime) -> bool:
    """Whether people may enrol at this instant (seats are another question)."""
    return stage(cohort, at) is Stage.OPEN
