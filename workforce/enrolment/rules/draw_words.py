"""A draw in the reader's words."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...catalogue.models import BandKind
from ..models import DrawOutcome
from .draw import Quota
from .draw_check import Checked
from .selection import GROUPS

OUTCOMES = {
    DrawOutcome.SEAT: _("has a seat"),
    DrawOutcome.WAITING: _("waits"),
    DrawOutcome.WITHDRAWN: _("had left before"),
}
CHECKED = {
    Checked.FORM: _("The file has the form of a draw, from the first line to the last."),
    Checked.FILE_HASH: _("The last line fits everything above it: nothing was changed afterwards."),
    Checked.LIST: _("Each receipt number is in the list once, in order, and its group exists."),
    Checked.LIST_HASH: _("The fingerprint of the list fits the list."),
    Checked.COMMITMENT: _("The secret is the one that was promised before the draw."),
    Checked.VALUE: _("The public value is there if one was named, and only then."),
    Checked.ORDER: _("The order of the ranks is the one that secret, public value and receipt numbers give."),
    Checked.SEATS: _("The seats went to those who come first in that order, group by group."),
}


def band_name(kind: str) -> str:
    return str(GROUPS[BandKind(kind)])


def group_name(quotas: Sequence[Quota], band: int | None) -> str:
    """Of a group of applicants: the name of its band, or everybody else."""
    kind = next((quota.kind for quota in quotas if quota.band == band), None)
    if kind:
        return band_name(kind)
    return gettext("Everybody else") if quotas else gettext("Everybody")


def of_seats(seats: int, quotas: Sequence[Quota]) -> list[str]:
    """How the seats are shared, a sentence a line."""
    said = [ngettext("%(num)s seat is drawn.", "%(num)s seats are drawn.", seats)]
    for quota in quotas:
        first = ngettext(
            "%(num)s of them is first for: %(group)s.",
            "%(num)s of them are first for: %(group)s.",
            quota.seats,
            group=band_name(quota.kind),
        )
        kept = gettext("What they do not need stays free.")
        released = gettext("What they do not need is for everybody.")
        said.append(f"{first} {kept if quota.keeps else released}")
    if quotas:
        said.append(gettext("Who of a group gets none of its seats takes part in the draw of the other seats."))
    said.append(gettext("Everybody gets a rank. Who gets no seat waits in the order of the ranks."))
    return said
