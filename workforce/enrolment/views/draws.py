"""The page of a draw, for everybody: the rules, what was promised, the list, the result, and how to check it."""

from dataclasses import dataclass
from functools import lru_cache

from flask import Response, abort, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, may, public
from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...people.rules import receipts
from ...web import keep, render
from ..models import Draw, DrawOutcome
from ..queries import draw_lists, seats
from ..queries import draws as queries
from ..rules import chances, draw_file, draw_weights, draw_words
from ..rules.draw import Entry, Quota
from . import views

SHOWN = 300
"""Ranks on the page itself; all of them are in the file."""

read = lru_cache(maxsize=64)(draw_file.read)
read_list = lru_cache(maxsize=64)(draw_file.read_list)


@dataclass(frozen=True)
class Lot:
    """One draw as its page shows it. `drawn`: what its file says, None before."""

    row: Draw
    drawn: draw_file.Drawn | None


@dataclass(frozen=True)
class Basis:
    """Who takes part in what, as the closed list says or as it is now."""

    seats: int
    quotas: tuple[Quota, ...]
    weights: draw_weights.Weights
    entries: tuple[Entry, ...]

    def chances(self, times=None):
        groups = chances.groups_of(self.entries)
        times = times or chances.times_for(len(self.entries))
        return chances.simulated(groups, seats=self.seats, quotas=self.quotas, times=times)


@views.get("/cohorts/<code>/draw")
@public
@keep
def draw_page(code):
    cohort, lots = load(code)
    at, basis = clock.now(), basis_of(cohort, lots, clock.now())
    return render(
        "enrolment/draw.html",
        cohort=cohort,
        at=at,
        lots=lots,
        current=current(lots),
        is_closed=any(lot.row.frozen_at for lot in lots),
        basis=basis,
        rules=[*draw_words.of_seats(basis.seats, basis.quotas), *draw_weights.words(basis.weights)],
        chances=basis.chances(),
        asked=request.args.get("receipt", ""),
        found=found(request.args.get("receipt", ""), basis, lots),
        group_name=draw_words.group_name,
        chance_words=chances.words,
        outcome_words=draw_words.OUTCOMES,
        band_name=draw_words.band_name,
        shown=SHOWN,
        seated=seated,
    )


@views.get("/cohorts/<code>/draw/<int:number>.txt")
@public
def draw_file_of(code, number):
    """The published file, byte for byte; the list alone as long as nothing is drawn."""
    _cohort, lots = load(code)
    row = next((lot.row for lot in lots if lot.row.number == number), None) or abort(404)
    text = row.published or row.begins or abort(404)
    name = f"draw-{code}-{number}.txt" if row.published else f"draw-{code}-{number}-list.txt"
    answer = Response(text.encode(), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def load(code):
    """The cohort and its draws, of one that draws or has drawn."""
    cohort = catalogue.cohort_brief(db.session, code) or abort(404)
    if cohort.state is CohortState.DRAFT and not may(current_user, Permission.CATALOGUE_READ):
        abort(404)
    rows = queries.of_cohort(db.session, cohort.id)
    if not rows and cohort.selection not in queries.DRAWN:
        abort(404)
    return cohort, [Lot(row, read(row.published) if row.published else None) for row in rows]


def current(lots) -> Lot | None:
    """The one that counts: the last that was drawn, before that the first."""
    drawn = [lot for lot in lots if lot.drawn]
    return drawn[-1] if drawn else next(iter(lots), None)


def basis_of(cohort, lots, at) -> Basis:
    """As the list says, and before it is closed as it would be now."""
    lot = current(lots)
    if lot and lot.row.begins:
        rules, entries = read_list(lot.row.begins)
        return Basis(rules.seats, rules.quotas, draw_weights.of_line(rules.weights), entries)
    return basis_now(db.session, cohort.id, at=at)


def basis_now(database, cohort_id, *, at) -> Basis:
    """As if the list were closed now."""
    counted = seats.seats_of(database, cohort_id)
    quotas, numbers = draw_lists.quotas_of(database, cohort_id) if counted.has_bands else ([], {})
    entries, weights = draw_lists.entries_of(database, cohort_id, numbers, at=at)
    return Basis(counted.free, tuple(quotas), weights, tuple(entries.values()))


def seated(drawn, quotas, group):
    """How many of a group, a Chance, got a seat."""
    of_group = {one.receipt for one in drawn.entries if (one.band, one.weight) == (group.band, group.weight)}
    return sum(one.outcome is DrawOutcome.SEAT for one in drawn.results if one.receipt in of_group)


def found(typed, basis, lots) -> list[str]:
    """What the draw says of a receipt number, in sentences; of nothing typed, nothing."""
    if not typed.strip():
        return []
    try:
        receipt = receipts.read(typed)
    except receipts.NotAReceipt as refusal:
        return [refusal.text()]
    number = receipts.shown(receipt)
    entry = next((one for one in basis.entries if one.receipt == receipt), None)
    if not any(lot.row.frozen_at for lot in lots):
        return [_("The list is not closed yet. Look again when applications are closed.")]
    if entry is None:
        return [_("%(number)s is not in the list. Compare each digit with your letter, or call us.", number=number)]
    said = [in_list(number, entry, basis)]
    return said + [of_result(number, receipt, lot.drawn) for lot in lots if lot.drawn]


def in_list(number, entry, basis):
    return ngettext(
        "%(number)s is in the list: %(group)s, %(num)s ticket.",
        "%(number)s is in the list: %(group)s, %(num)s tickets.",
        entry.weight,
        number=number,
        group=draw_words.group_name(basis.quotas, entry.band),
    )


def of_result(number, receipt, drawn):
    result = next(one for one in drawn.results if one.receipt == receipt)
    said = {
        DrawOutcome.SEAT: _("%(number)s has rank %(rank)s of %(count)s and a seat."),
        DrawOutcome.WAITING: _("%(number)s has rank %(rank)s of %(count)s and no seat. It waits in this order."),
        DrawOutcome.WITHDRAWN: _("%(number)s has rank %(rank)s of %(count)s. It was cancelled before the draw."),
    }[result.outcome]
    return said % {"number": number, "rank": result.rank, "count": len(drawn.results)}
