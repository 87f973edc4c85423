"""Closing a month: what its sheets say now is written down for good. What changes later comes with the next one."""

from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from ... import clock, history
from ...refusals import Refused
from ..models import FeeMonth, FeeSheet, SheetLine
from ..queries import months
from ..rules.sheets import Sheet, digest, first_of, following


class NotOver(Refused):
    message = _("The month is not over yet.")


class ClosedAlready(Refused):
    message = _("The month is closed already: what changed since then comes with the next one.")


class EarlierOpen(Refused):
    message = _("Close the months in their order: the one after the last closed one is next.")


def close(session, month: date, *, by, at) -> FeeMonth:
    """Raises NotOver, ClosedAlready, EarlierOpen."""
    if first_of(clock.today(at)) <= month:
        raise NotOver
    last = months.last_closed(session)
    if last and last >= month:
        raise ClosedAlready
    if last and following(last) != month:
        raise EarlierOpen
    row = begin(session, month, by=by, at=at)
    found = [
        write(session, row, number, sheet)
        for number, sheet in enumerate(months.draft(session, month, at=at).sheets, start=1)
    ]
    session.flush()
    row.digest = digest(found)
    history.record(session, row, "fees_closed", by=by, at=at)
    session.flush()
    return row


def begin(session, month, *, by, at) -> FeeMonth:
    """Whoever comes second finds it closed."""
    row = FeeMonth(month=month, digest="", closed_by_id=by.id if by else None, closed_at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise ClosedAlready from None
    return row


def write(session, row: FeeMonth, number: int, sheet: Sheet) -> Sheet:
    """The sheet with its number."""
    sums = {name: getattr(sheet, name) for name in ("fee", "travel", "tax", "net")}
    kept = FeeSheet(month_id=row.id, number=number, **sheet.key._asdict(), **sums)
    session.add(kept)
    session.flush()
    session.add_all([SheetLine(sheet_id=kept.id, **line._asdict()) for line in sheet.lines])
    return Sheet(sheet.key, sheet.lines, sheet.fee, sheet.travel, sheet.tax, number)
