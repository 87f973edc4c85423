"""Months whose fees of instructors are still to be closed."""

from datetime import time, timedelta

from sqlalchemy import exists, func, literal, select

from .... import clock
from ....honoraria.models import FeeFact, FeeMonth
from ....honoraria.rules.sheets import before, first_of
from .lines import Kind, finds, line

GRACE = timedelta(days=7)
"""So long after the end of a month its rolls are closed and its costs are noted."""


@finds(Kind.FEES)
def to_close(at):
    """The months up to the last that is over for GRACE. `ref`: its first day, `detail`: the last month that is closed,
    if any. A centre that noted nobody's rank pays nobody by these pages.
    """
    month = before(first_of(clock.today(at - GRACE)))
    over = clock.instant(first_of(clock.today(at - GRACE)), time())
    last = select(func.max(FeeMonth.month)).scalar_subquery()
    lines = line(literal(1), literal(month.isoformat()), literal(""), literal(over, FeeMonth.closed_at.type), last)
    return lines.where(~exists().where(FeeMonth.month >= month), exists(select(FeeFact.id)))
