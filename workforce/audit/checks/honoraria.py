"""What must be true of fees of those who teach: what was closed adds up, and stays as it was closed."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...honoraria.models import FeeMonth
from ...honoraria.queries.months import sheets_of
from ...honoraria.rules.sheets import digest
from ..registry import check


def months(session):
    """Every closed month with its sheets."""
    rows = list(session.scalars(select(FeeMonth).order_by(FeeMonth.month)))
    found = sheets_of(session, rows, as_written=True)
    return [(row, found[row.id]) for row in rows]


@check(_("The sheets of instructors' fees add up: what their lines say is what is paid."))
def fee_sheets_that_do_not_add_up(session, _at):
    return [
        f"{row.month:%Y-%m} {one.number}"
        for row, sheets in months(session)
        for one in sheets
        if one.fee != sum(line.yen for line in one.lines if line.duty)
        or one.travel != sum(line.yen for line in one.lines if not line.duty)
    ]


@check(_("A month of instructors' fees that was closed still says what it said then."))
def fee_months_changed_since(session, _at):
    return [row.id for row, sheets in months(session) if digest(sheets) != row.digest]
