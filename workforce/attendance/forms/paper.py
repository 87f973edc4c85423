"""A sheet of paper, typed: only who was not there all the time."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...forms import Form
from ..actions.marks import Given
from ..models import Status
from ..queries.rolls import Roll, Standing
from ..rules import row_codes
from ..rules.row_codes import Typed

LONG = Length(max=600, message=_("Shorten this to 600 characters."))


class PaperForm(Form):
    """`key`: made with the page, so that pressing twice records once."""

    key = HiddenField(default=lambda: uuid.uuid4().hex)
    absent = StringField(_("Absent"), [LONG])
    late = StringField(_("Late, with minutes"), [LONG])
    early = StringField(_("Left early, with minutes"), [LONG])
    reason = StringField(_("Why the roll changes after it was closed"), [LONG])

    def given(self, roll: Roll) -> list[Given]:
        """Everybody on the sheet; who is not named was there. Raises what `row_codes.read` finds."""
        ids = on_sheet(roll)
        typed = {name: self[name].data or "" for name in ("absent", "late", "early")}
        missed = row_codes.read(row_codes.codes(ids), **typed)
        present = Typed(Status.PRESENT, 0, 0)
        key = self.key.data[:40]
        return [
            Given(f"paper:{key}:{one}", one, *missed.get(one, present), reason=self.reason.data or None) for one in ids
        ]


def on_sheet(roll: Roll) -> list[int]:
    """Enrolment ids in the order of the rows of the sheet."""
    return [row.enrolment_id for row in roll.rows.values() if row.standing in (Standing.MEMBER, Standing.GUEST)]
