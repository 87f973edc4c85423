"""Which document staff saw, and on which day: of one person, or of everybody in a cohort at once."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...catalogue.forms.fields import options
from ...forms import Form
from ...people.models import Document
from ...people.rules.documents import NAMES

DAY = _("On which day?")
DAY_MISSING = InputRequired(_("Write the day on which you saw the document."))


class IdentityForm(Form):
    document = RadioField(
        _("Which document did you see?"),
        [InputRequired(_("Choose the document that you saw."))],
        choices=options(NAMES.items()),
    )
    checked_on = DateField(DAY, [DAY_MISSING])

    @property
    def seen(self):
        return Document(self.document.data)


class WithdrawForm(Form):
    reason = TextAreaField(_("What was wrong?"), [Length(max=500, message=_("Shorten the reason to 500 characters."))])


class DayForm(Form):
    """One day, and under `name_of` each person's choice; see `day_form`."""

    checked_on = DateField(DAY, [DAY_MISSING])

    def seen(self, people):
        """{person: document} of those that were chosen."""
        chosen = {person: self[name_of(person)].data for person in people}
        return {person: Document(value) for person, value in chosen.items() if value}


def day_form(people, **given) -> DayForm:
    nothing = options([("", _("not seen")), *NAMES.items()])
    fields = {name_of(person): SelectField(person.name, choices=nothing, default="") for person in people}
    return type("DayForm", (DayForm,), fields)(**given)


def name_of(person) -> str:
    return f"document-{person.id}"
