"""What staff fill in about certificates."""

from secrets import token_hex

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, DayField
from ...forms import Form
from ...people.rules.documents import NAMES
from ..actions.correcting import Work

SHORTER = Length(max=300, message=_("Shorten this to 300 characters."))


def words(label):
    return StringField(label, [SHORTER])


class IssueForm(Form):
    """`seen`: whom the page showed as ready."""

    seen = HiddenField()


class ReasonForm(Form):
    """`key` makes a form that is sent twice one certificate."""

    reason = words(_("Reason"))
    key = HiddenField(default=lambda: token_hex(8))


class VoidForm(Form):
    reason = words(_("Reason, for staff"))
    words = TextAreaField(_("Why, in words for the person"), [SHORTER])


class RenewalForm(Form):
    office = words(_("Office where the person worked"))
    document = words(_("Which paper proves it"))
    since = DayField(_("Worked from"))
    until = DayField(_("Worked until"))
    key = HiddenField(default=lambda: token_hex(8))

    @property
    def work(self) -> Work:
        """Of a form that is filled in."""
        assert self.since.data is not None
        assert self.until.data is not None
        return Work(self.office.data, self.document.data, self.since.data, self.until.data)


class CopyForm(Form):
    """`seen`: how many copies there were when the page was made."""

    document = ChoiceField(_("Document that you saw"), NAMES.items())
    reason = words(_("Why a copy is needed"))
    seen = HiddenField()

    @property
    def count(self) -> int:
        return int(self.seen.data) if self.seen.data.isdecimal() else 0
