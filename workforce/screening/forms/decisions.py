"""What a manager sends when they decide: what they have seen, and the order of people with the same points."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from ...catalogue.forms.fields import WholeField
from ...forms import Form
from ..actions.deciding import Ordered
from ..rules.ranking import Tie


class DecisionForm(Form):
    """`made_for` gives the form of the ties that are left to us."""

    seen = HiddenField()
    ties: tuple[Tie, ...] = ()

    @property
    def groups(self):
        """(tie, an input for the place of each, the reason)."""
        for group, tie in enumerate(self.ties):
            yield tie, [self[f"place{number}"] for number in tie.numbers], self[f"reason{group}"]

    def ordered(self) -> list[Ordered]:
        """Of every tie whose places are 1, 2, 3 … each once; the others are refused as missing."""
        found = []
        for tie, places, reason in self.groups:
            given = {number: place.data for number, place in zip(tie.numbers, places, strict=True)}
            if sorted(given.values(), key=lambda place: place or 0) == [*range(1, len(given) + 1)]:
                found.append(Ordered(tuple(sorted(given, key=given.__getitem__)), reason.data))
        return found


def made_for(ties) -> type[DecisionForm]:
    fields: dict[str, object] = {"ties": tuple(ties)}
    for group, tie in enumerate(ties):
        for number in tie.numbers:
            fields[f"place{number}"] = WholeField(_("Place of no. %(number)s", number=number), needed=False)
        fields[f"reason{group}"] = TextAreaField(
            _("Reason for this order"), [Length(max=500, message=_("Shorten the reason to 500 characters."))]
        )
    return type("DecisionForm", (DecisionForm,), fields)
