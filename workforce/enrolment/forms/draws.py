"""What staff type for a draw: the public value, and why it has to be repeated."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ...forms import Form


class NameForm(Form):
    name = StringField(
        _("Name of the public value"), [Length(max=200, message=_("Shorten the name to 200 characters."))]
    )


class ValueForm(Form):
    value = StringField(
        _("What the source says"),
        [
            DataRequired(_("Type the value exactly as the source shows it.")),
            Length(max=200, message=_("Shorten the value to 200 characters.")),
        ],
    )


class SeenForm(Form):
    """The button of the second person, about what they saw."""

    seen = HiddenField(validators=[DataRequired()])


class AgainForm(Form):
    reason = TextAreaField(
        _("Why the draw has to be repeated"),
        [
            DataRequired(_("Write the reason: everybody can read it on the page of the draw.")),
            Length(max=500, message=_("Shorten the reason to 500 characters.")),
        ],
    )
    value_name = StringField(
        _("Public value to mix in"), [Length(max=200, message=_("Shorten the name to 200 characters."))]
    )
