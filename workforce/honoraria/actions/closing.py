"""Closing a month: what its sheets say now is written down for good. What changes later comes with the next one."""

from dataclasses import replace
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


class BeforeTheFirst(Refused):
    message = _("Fees of this month were settled before the first month that was closed here.")


class EarlierOpen(Refused):
    message = _("Close the months in their order: the one after the last closed one is next.")


def close(session, month: date, *, by, at) -> FeeMonth:
    """Raises NotOver, ClosedAlready, BeforeTheFirst, EarlierOpen."""
    if refused := why_not(session, month, at=at):
        raise refused
    found = [
        replace(sheet, number=number)
        for number, sheet in enumerate(months.draft(session, month, at=at).sheets, start=1)
    ]
    row = begin(session, month, digest(found), by=by, at=at)
    for sheet in found:
        write(session, row, sheet)
    history.record(session, row, "fees_closed", by=by, at=at)
    session.flush()
    return row


def why_not(session, month: date, *, at) -> type[Refused] | None:
    """Why nobody can close it now."""
    if first_of(clock.today(at)) <= month:
        return NotOver
    last = months.last_closed(session)
    if last is None or following(last) == month:
        return None
    if last < month:
        return EarlierOpen
    return ClosedAlready if months.closed(session, month) else BeforeTheFirst


def begin(session, month, digest, *, by, at) -> FeeMonth:
    """Whoever comes second finds it closed."""
    row = FeeMonth(month=month, digest=digest, closed_by_id=by.id if by else None, closed_at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise ClosedAlready from None
    return row


def write(session, row: FeeMonth, sheet: Sheet):
    sums = {name: getattr(sheet, name) for name in ("fee", "travel", "tax", "net")}
    kept = FeeSheet(month_id=row.id, number=sheet.number, **sheet.key._asdict(), **sums)
    session.add(kept)
    session.flush()
    session.add_all([SheetLine(sheet_id=kept.id, **line._asdict()) for line in sheet.lines])
