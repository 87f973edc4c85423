"""A file of the bank is taken in, looked at, and booked: only what is clear, all of it or nothing."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ... import clock, history
from ...database import hold
from ...enrolment.models import Enrolment
from ...refusals import Refused
from ..models import BankFile, BankRow, LedgerLine, LineKind, RowState
from ..queries import bank as queries
from ..rules import bank_file, bank_rows
from ..rules.bank_file import Columns, ColumnsMissing
from ..rules.bank_rows import Line
from ..rules.matching import Match, Result


class BookedAlready(Refused):
    message = _("This file was booked already. Below is what became of each line.")


class ChangedMeanwhile(Refused):
    message = _("Something was paid or booked since you looked, so nothing was booked yet. Look again, then book.")


class RowDone(Refused):
    message = _("Somebody has dealt with this line already. Look at how it stands now.")


class ReasonMissing(Refused):
    message = _("Write why this money is set aside: it is kept with the line for good.")
    field = "reason"


class NobodyChosen(Refused):
    message = _("Choose whose money this is, or type their receipt number.")
    field = "receipt"


def take_in(session, *, name: str, body: bytes, by, at) -> BankFile:
    """The file as it is, nothing booked. Raises the refusals of rules.bank_file."""
    text, encoding = bank_file.decoded(body)
    cells = bank_file.cells_of(text)
    columns = bank_file.recognised(cells)
    kept = BankFile(
        name=name[-100:],
        sha256=hashlib.sha256(body).hexdigest(),
        encoding=encoding,
        lines=len(cells),
        cells=cells,
        columns=columns._asdict() if columns else None,
        by_id=by.id if by else None,
        at=at,
    )
    session.add(kept)
    session.flush()
    return kept


def choose_columns(session, kept: BankFile, columns: Columns):
    """Raises BookedAlready, ColumnsMissing."""
    if kept.booked_at:
        raise BookedAlready
    if len({columns.day, columns.yen, columns.kana}) < 3:
        raise ColumnsMissing
    kept.columns = columns._asdict()
    session.flush()


def throw_away(session, kept: BankFile):
    """A file that was never booked. Raises BookedAlready."""
    hold(session, kept)
    session.refresh(kept)
    if kept.booked_at:
        raise BookedAlready
    session.delete(kept)
    session.flush()


@dataclass(frozen=True)
class Trial:
    """What booking would do. `mark` is another as soon as it would do anything else."""

    matches: list[Match]

    def of(self, result: Result) -> list[Match]:
        return [match for match in self.matches if match.result is result]

    @property
    def clear(self) -> list[Match]:
        return self.of(Result.CLEAR)

    @property
    def unclear(self) -> list[Match]:
        return self.of(Result.UNCLEAR)

    @property
    def mark(self) -> str:
        said = [(match.line.fingerprint, match.who.enrolment_id) for match in self.clear]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def trial(session, kept: BankFile, *, at) -> Trial:
    """What became clear of the file, now; nothing is written. Raises ColumnsMissing."""
    if not kept.columns:
        raise ColumnsMissing
    lines = bank_rows.lines_of(kept.cells, Columns(**kept.columns), today=clock.today(at))
    book = queries.book(session, lines)
    return Trial([book.match(line) for line in lines])


def book_file(session, kept: BankFile, *, mark: str, by, at) -> int:
    """Book what is clear and keep what is unclear; how many were booked.

    `mark`: of the trial that the clerk looked at. Raises BookedAlready, ChangedMeanwhile, ColumnsMissing.
    """
    hold(session, kept)
    session.refresh(kept)
    if kept.booked_at:
        raise BookedAlready
    hold_all(session, [match.who.enrolment_id for match in trial(session, kept, at=at).clear])
    found = trial(session, kept, at=at)
    if found.mark != mark:
        raise ChangedMeanwhile
    rows = [row_of(kept, match, at) for match in [*found.clear, *found.unclear]]
    session.add_all(rows)
    session.add_all([payment(row, by=by, at=at) for row in rows if row.state is RowState.BOOKED])
    kept.booked_at, kept.cells = at, []
    session.flush()
    history.record(session, kept, "file_booked", by=by, at=at)
    return len(found.clear)


def hold_all(session, ids):
    """In the order of their ids, so that two desks never wait for each other; on SQLite a writer is alone."""
    if ids and session.get_bind().dialect.name == "postgresql":
        query = select(Enrolment.id).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
        session.execute(query.with_for_update(key_share=True)).all()


def row_of(kept, match: Match, at) -> BankRow:
    line: Line | Any = match.line
    is_clear = match.result is Result.CLEAR
    return BankRow(
        file_id=kept.id,
        number=line.number,
        day=line.day,
        yen=line.yen,
        kana=line.kana,
        words=line.words,
        fingerprint=line.fingerprint,
        state=RowState.BOOKED if is_clear else RowState.UNCLEAR,
        booked=int(is_clear),
        enrolment_id=match.who.enrolment_id if is_clear else None,
        changed_at=at,
    )


def payment(row: BankRow, *, by, at) -> LedgerLine:
    return LedgerLine(
        enrolment_id=row.enrolment_id,
        kind=LineKind.PAYMENT,
        yen=-row.yen,
        day=row.day,
        cause=row.cause,
        by_id=by.id if by else None,
        at=at,
    )


def assign(session, row: BankRow, enrolment, *, by, at):
    """Staff know whose money it is: all of it is theirs, and what is too much goes back. Raises RowDone."""
    before = still_unclear(session, row)
    hold(session, enrolment)
    row.state, row.enrolment_id, row.booked, row.changed_at = RowState.BOOKED, enrolment.id, row.booked + 1, at
    session.add(payment(row, by=by, at=at))
    session.flush()
    history.record(session, row, "row_assigned", by=by, at=at, from_state=before, to_state=row.state)


def set_aside(session, row: BankRow, *, reason: str, by, at):
    """It is no fee of ours, or goes back by another way. Raises ReasonMissing, RowDone."""
    if not reason:
        raise ReasonMissing
    before = still_unclear(session, row)
    row.state, row.reason, row.changed_at = RowState.SET_ASIDE, reason, at
    history.record(session, row, "row_set_aside", by=by, at=at, from_state=before, to_state=row.state, reason=reason)


def take_up(session, row: BankRow, *, by, at):
    """What was set aside, or booked for the wrong person, is unclear again."""
    before = row.state
    row.state, row.enrolment_id, row.reason, row.changed_at = RowState.UNCLEAR, None, None, at
    history.record(session, row, "row_taken_up", by=by, at=at, from_state=before, to_state=row.state)


def still_unclear(session, row: BankRow) -> RowState:
    hold(session, row)
    session.refresh(row)
    if row.state is not RowState.UNCLEAR:
        raise RowDone
    return row.state
