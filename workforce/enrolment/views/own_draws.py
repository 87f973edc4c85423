"""What the private page of an enrolment says of its draw: the chance before, the rank after."""

from flask_babel import gettext as _

from ...catalogue.models import Selection
from ..models import State
from ..queries import draws as queries
from ..rules import chances, draw_weights
from .draws import Basis, basis_now, read_list

DRAWN = (Selection.LOTTERY, Selection.LOTTERY_IF_OVER)


def said(database, enrolment, *, at) -> list[str]:
    """Sentences about this enrolment; none where its cohort does not draw, or before it was drawn for who cancelled."""
    if enrolment.cohort.selection not in DRAWN:
        return []
    rows = queries.standing_of(database, enrolment.id, enrolment.cohort_id)
    drawn = [row for row in rows if row.drawn_at and row.rank]
    if drawn:
        return list(after(drawn))
    if enrolment.state is not State.APPLIED:
        return []
    listed = next((row for row in rows if row.begins), None)
    return list(before(database, enrolment, listed, at=at))


def after(drawn):
    if len(drawn) > 1:
        yield _("The draw was repeated. The last result counts.")
    _rules, entries = read_list(drawn[-1].begins)
    yield _("Your rank is %(rank)s of %(count)s.", rank=drawn[-1].rank, count=len(entries))


def before(database, enrolment, listed, *, at):
    if listed:
        rules, entries = read_list(listed.begins)
        basis = Basis(rules.seats, rules.quotas, draw_weights.of_line(rules.weights), entries)
        yield _("You are in the list for the draw. Your receipt number stands there, not your name.")
    else:
        basis = basis_now(database, enrolment.cohort_id, at=at)
    own = next((entry for entry in basis.entries if entry.receipt == enrolment.receipt), None)
    chance = next((one for one in basis.chances() if own and (one.band, one.weight) == (own.band, own.weight)), None)
    if chance is None:
        return
    said = chances.words(chance.share)
    if listed:
        yield _("Of people with the same chance as you, so many get a seat: %(chance)s.", chance=said)
    else:
        yield _(
            "If nobody else applied, of people with the same chance as you so many would get a seat: %(chance)s.",
            chance=said,
        )
