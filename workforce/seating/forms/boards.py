"""One change on the board of tables, the tables themselves, and a whole proposal that is taken."""

import re

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField

from ...catalogue.forms.fields import ChoiceField, WholeField
from ...forms import Form
from ...refusals import Refused
from ..models import PairKind
from ..rules.tables import MOST_CHAIRS, MOST_TABLES, Chair, Hall

CHAIR = re.compile(r"(\d{1,3})\.(\d{1,3})")
SEATS = re.compile(r"(\d{1,18}):(\d{1,3})\.(\d{1,3})")


class TooMany(Refused):
    message = _("At most %(tables)s tables of %(chairs)s chairs.")
    field = "tables"


class RevisionForm(Form):
    """`revision`: of the plan that the page showed; 0 for none."""

    revision = HiddenField()

    @property
    def seen(self) -> int:
        return number(self.revision.data)


class ChangeForm(RevisionForm):
    """`picked`: who; `to`: onto which chair, "table.chair"; or `act`: what else."""

    picked = HiddenField()
    to = StringField()
    act = StringField()

    @property
    def chair(self) -> Chair:
        found = CHAIR.fullmatch(self.to.data or "")
        return Chair(int(found[1]), int(found[2])) if found else Chair(0, 0)


class SeatsForm(RevisionForm):
    """`seats`: "enrolment:table.chair" of everybody, with commas."""

    seats = HiddenField()

    @property
    def given(self) -> dict[int, Chair]:
        found = (SEATS.fullmatch(one) for one in (self.seats.data or "").split(","))
        return {int(one[1]): Chair(int(one[2]), int(one[3])) for one in found if one}


class HallForm(RevisionForm):
    tables = WholeField(_("Tables"), least=1)
    chairs = WholeField(_("Chairs at each table"), least=1)
    step_free = WholeField(_("Tables that can be used in a wheelchair"))

    @property
    def hall(self) -> Hall:
        """Raises TooMany."""
        found = Hall(self.tables.data or 1, self.chairs.data or 1, self.step_free.data or 0)
        if found.tables > MOST_TABLES or found.chairs > MOST_CHAIRS:
            raise TooMany(tables=MOST_TABLES, chairs=MOST_CHAIRS)
        return found


class PairForm(Form):
    first = ChoiceField(_("One of the two"), coerce=int)
    second = ChoiceField(_("The other one"), coerce=int)
    kind = ChoiceField(
        _("How they sit"),
        ((PairKind.APART, _("At different tables")), (PairKind.BESIDE, _("Beside each other"))),
    )


class EndPairForm(Form):
    first = HiddenField()
    second = HiddenField()

    @property
    def both(self) -> tuple[int, int]:
        return number(self.first.data), number(self.second.data)


def number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else 0


def written(seats) -> str:
    """As SeatsForm reads it."""
    return ",".join(f"{one}:{chair.table}.{chair.chair}" for one, chair in sorted(seats.items()))
