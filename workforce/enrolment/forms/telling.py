"""Whom staff tell of changed sessions."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...catalogue.forms.fields import options
from ...forms import Form


class TellForm(Form):
    """`seen`: the newest change that the page showed."""

    whom = RadioField(
        _("Whom do you tell?"),
        choices=options(
            [
                ("seats", _("Everybody who has a seat")),
                ("everybody", _("Everybody who has a seat or waits for one")),
                ("nobody", _("Nobody")),
            ]
        ),
        validators=[InputRequired(_("Choose whom you tell."))],
    )
    reason = TextAreaField(
        _("If nobody: why?"), [Optional(), Length(max=500, message=_("Shorten the reason to 500 characters."))]
    )
    seen = HiddenField()

    @property
    def seen_number(self):
        return int(self.seen.data) if (self.seen.data or "").isdecimal() else 0
