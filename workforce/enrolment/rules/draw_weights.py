"""How many tickets somebody has in a draw: one, and more for who lost before or comes for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

MOST = 20
"""Tickets that a rule may give at all: more would make the first ones worthless."""


class TicketsOutOfRange(Refused):
    message = _("Give whole numbers: at least 1 ticket at most, and no number above %(most)s.")


@dataclass(frozen=True)
class Weights:
    """Tickets more: `lost` for each earlier draw of the same course without a seat since, `newcomer` for who never had
    a seat here. `most`: all together.
    """

    lost: int
    newcomer: int
    most: int

    def tickets(self, *, losses: int, is_newcomer: bool) -> int:
        return max(1, min(1 + self.lost * losses + self.newcomer * is_newcomer, self.most))

    @property
    def as_line(self) -> str:
        """As it stands in the published file."""
        return f"lost={self.lost} newcomer={self.newcomer} most={self.most}"


def read(values: dict[str, Any]) -> Weights:
    """{"lost": 1, "newcomer": 0, "most": 3}"""
    return Weights(values["lost"], values["newcomer"], values["most"])


def of_line(line: str) -> Weights:
    """What `as_line` said."""
    return read({name: int(number) for name, _sign, number in (part.partition("=") for part in line.split())})


def words(weights: Weights) -> Sequence[str]:
    """What the rule means, a sentence a line."""
    said = [gettext("Everybody has one ticket in the draw.")]
    if weights.lost:
        said.append(
            ngettext(
                "%(num)s ticket more for each earlier draw for this course in which you got no seat.",
                "%(num)s tickets more for each earlier draw for this course in which you got no seat.",
                weights.lost,
            )
        )
    if weights.newcomer:
        said.append(
            ngettext(
                "%(num)s ticket more if you never had a seat in a course of ours.",
                "%(num)s tickets more if you never had a seat in a course of ours.",
                weights.newcomer,
            )
        )
    if len(said) > 1:
        said.append(
            ngettext("Nobody has more than %(num)s ticket.", "Nobody has more than %(num)s tickets.", weights.most)
        )
        said.append(gettext("Of several tickets only the best one counts."))
    return said


def check(weights: Weights):
    if not (1 <= weights.most <= MOST and 0 <= weights.lost <= MOST and 0 <= weights.newcomer <= MOST):
        raise TicketsOutOfRange(most=MOST)


DRAW_WEIGHTS = policies.kind(
    "draw_weights",
    _("How many tickets somebody has in a draw"),
    read=read,
    words=words,
    shipped={"lost": 1, "newcomer": 0, "most": 3},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)
