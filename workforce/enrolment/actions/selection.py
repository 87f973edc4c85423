"""Staff decide how the seats of a cohort are given: the mode, and seats that are first for some people."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select

from ... import history
from ...catalogue.actions.changing import hold_as_seen
from ...catalogue.models import Band, BandKind, Cohort, CohortState, Overflow, Selection
from ...catalogue.rules.moves import NotNow
from ...refusals import Refused
from .. import hooks
from ..models import Enrolment
from ..queries import bands as queries
from ..queries import draws as drawn
from ..queries import seats as counts
from ..rules.bands import TIE, TIES
from . import draws, impossible, offers
from .draw_refusals import SeatsAreDrawn


class Wanted(NamedTuple):
    """A band as staff want it. `released_at`: only where seats are given as people come."""

    kind: BandKind
    seats: int
    overflow: Overflow
    released_at: datetime | None = None


class SelectionFixed(Refused):
    message = _(
        "Somebody has applied already, under the rules as they were published. "
        "From now on you can only give a group more seats."
    )


class QuestionMissing(Refused):
    message = _(
        "This course does not ask where people live, work or study. Add that question to the course first, "
        "or leave the seats of this group empty."
    )


class BandsOverCapacity(Refused):
    message = _("The groups have %(kept)s seats together, and this cohort has only %(capacity)s. Lower one of them.")


class BandOverOpenSeats(Refused):
    message = _("A group can only get seats that are free and open to everybody: there are %(free)s now.")


class ReleaseMissing(Refused):
    message = _("Type when the seats that are left become open to everybody.")


class ReleaseOutside(Refused):
    message = _("The seats must become open to everybody after enrolment begins and before the first session.")


def set_selection(session, cohort: Cohort, *, selection: Selection, bands: Sequence[Wanted], seen=None, by, at):
    """Give the cohort this mode and these bands, the first of them first; what was there before goes.

    `cohort` with its course. `seen`: its `changed_at` as the editor saw it. Once somebody has applied, a band can only
    get more seats, of those that are open and free. Returns the entry of history, None if nothing is new.
    Raises ChangedMeanwhile, NotNow, QuestionMissing, BandsOverCapacity, ReleaseMissing, ReleaseOutside,
    SelectionFixed, BandOverOpenSeats, SeatsAreDrawn, and what hooks.before_selection refuses.
    """
    hold_as_seen(session, cohort, seen)
    if cohort.state is CohortState.CANCELLED:
        raise NotNow
    if drawn.is_frozen(session, cohort.id):
        raise SeatsAreDrawn
    wanted = [plain(band, selection) for band in bands]
    before = every_band(session, cohort)
    old, new = noted(cohort.selection, [as_wanted(band) for band in before]), noted(selection, wanted)
    if old == new:
        return None
    refuse_nonsense(cohort, selection, wanted)
    hooks.ask_selection(session, cohort, selection)
    if has_applicants(session, cohort):
        refuse_for_applicants(session, cohort, selection, before, wanted, at=at)
        for band, want in zip(before, wanted, strict=True):
            band.seats = want.seats
    else:
        cohort.selection, cohort.decided_at = selection, None
        replace(session, cohort, before, wanted)
    cohort.changed_at = at
    session.flush()
    changes = [history.Change(name, old[name] or None, new[name] or None) for name in new]
    entry = history.record(session, cohort, "selection_set", by=by, at=at, changes=changes)
    draws.promise(session, cohort.id, at=at)
    impossible.end(session, cohort.id, by=by, at=at)
    offers.pass_on(session, cohort.id, at=at)
    return entry


def plain(band: Wanted, selection: Selection) -> Wanted:
    """Only a cohort that is first come releases seats at a moment of its own, and only of a band that releases them."""
    releases = selection is Selection.FIRST_COME and band.overflow is Overflow.RELEASE
    return band if releases else band._replace(released_at=None)


def as_wanted(band) -> Wanted:
    return Wanted(band.kind, band.seats, band.overflow, band.released_at)


def every_band(session, cohort) -> list[Band]:
    query = select(Band).where(Band.cohort_id == cohort.id).order_by(Band.position)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def has_applicants(session, cohort) -> bool:
    return bool(session.scalar(select(exists().where(Enrolment.cohort_id == cohort.id))))


def refuse_nonsense(cohort, selection, wanted):
    if any(band.kind in TIES for band in wanted) and TIE not in cohort.course.questions:
        raise QuestionMissing
    kept = sum(band.seats for band in wanted)
    if kept > cohort.capacity:
        raise BandsOverCapacity(kept=kept, capacity=cohort.capacity)
    for band in wanted:
        if selection is Selection.FIRST_COME and band.overflow is Overflow.RELEASE:
            refuse_moment(cohort, band.released_at)


def refuse_moment(cohort, released_at):
    if released_at is None:
        raise ReleaseMissing
    if released_at <= cohort.opens_at or (cohort.starts_at and released_at >= cohort.starts_at):
        raise ReleaseOutside


def refuse_for_applicants(session, cohort, selection, before, wanted, *, at):
    unseated = [as_wanted(band)._replace(seats=0) for band in before]
    raised = [new.seats - band.seats for band, new in zip(before, wanted, strict=False)]
    is_same = selection is cohort.selection and unseated == [band._replace(seats=0) for band in wanted]
    if not is_same or any(more < 0 for more in raised):
        raise SelectionFixed
    now = queries.shares_of(session, cohort.id, counts.seats_of(session, cohort.id), at=at)
    still = {band.id for band in now.bands}
    if sum(more for band, more in zip(before, raised, strict=True) if band.id in still) > now.open_free:
        raise BandOverOpenSeats(free=now.open_free)


def replace(session, cohort, before, wanted):
    for band in before:
        session.delete(band)
    session.flush()
    for position, band in enumerate(wanted, 1):
        session.add(Band(cohort_id=cohort.id, position=position, **band._asdict()))
    session.flush()


def noted(selection: Selection, bands: Sequence[Wanted]) -> dict[str, str]:
    """As history keeps it."""
    return {"selection": selection.value, "bands": "; ".join(written(band) for band in bands)}


def written(band: Wanted) -> str:
    moment = f" {band.released_at.isoformat()}" if band.released_at else ""
    return f"{band.kind.value} {band.seats} {band.overflow.value}{moment}"
