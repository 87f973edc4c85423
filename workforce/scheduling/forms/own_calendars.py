"""The own calendar of somebody who teaches: its address, or a file."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length, Optional

from ...forms import Form
from ..actions.own_calendars import LARGEST_FILE, LONGEST_ADDRESS


class CalendarForm(Form):
    address = StringField(_("Secret address of your calendar"), validators=[Optional(), Length(max=LONGEST_ADDRESS)])
    file = FileField(_("Or a file (.ics)"), validators=[Optional()])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in (self.address, self.file):
            field.flags.optional = False  # one of the two is needed, so neither is marked

    def brought(self) -> bytes | None:
        """What is in the file; what is more than we take is refused by its size."""
        return self.file.data.read(LARGEST_FILE + 1) if self.file.data else None
