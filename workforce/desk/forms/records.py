"""The filters of history. Nonsense asks nothing."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from ...catalogue.forms.fields import options
from ...forms import Form
from ..queries.records import Filters


class RecordsForm(Form):
    class Meta:
        csrf = False

    day = DateField(_("Day"), [Optional()])
    by = SelectField(_("By whom"), coerce=lambda text: int(text) if str(text).isdecimal() else None)
    subject = SelectField(_("About"), validate_choice=False)
    what = SelectField(_("What happened"), validate_choice=False)

    def __init__(self, asked, *, actors, subjects, whats):
        super().__init__(asked)
        self.by.choices = options([("", lazy_pgettext("history", "Everybody")), *actors])
        self.subject.choices = options([("", _("Everything")), *subjects.items()])
        self.what.choices = options([("", _("Everything")), *whats.items()])
        self.known = subjects, whats

    @property
    def filters(self):
        subjects, whats = self.known
        return Filters(
            day=self.day.data,
            by_id=self.by.data,
            subject=self.subject.data if self.subject.data in subjects else "",
            what=self.what.data if self.what.data in whats else "",
        )
