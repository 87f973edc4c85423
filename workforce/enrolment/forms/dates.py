"""What was typed for one date, used for another."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, StopValidation

from ...catalogue.forms.fields import options
from ...forms import Form
from ...i18n.formats import hour, short_day
from ...i18n.wording import plain


class AnotherDateForm(Form):
    """`dates`: queries.dates.OtherDate that are open. `begun`: the signed key of the draft, as DraftForm carries it."""

    to = RadioField(_("Which date would you like?"), [InputRequired(_("Choose a date."))], validate_choice=False)
    begun = HiddenField()

    def __init__(self, *, dates, **given):
        super().__init__(**given)
        self.to.choices = options((date.code, in_words(date)) for date in dates)

    def validate_to(self, field):
        if field.data not in {code for code, *_rest in field.choices}:
            raise StopValidation(_("This date is not open any more. Choose another one."))


def in_words(date):
    """One line: when, where, and whether there is a seat."""
    seats = seats_in_words(date)
    place = plain(date.place) if date.place else gettext("Online")
    return f"{short_day(date.starts_at)} {hour(date.starts_at)} · {place} · {seats}"


def seats_in_words(date):
    if date.is_collecting:
        return gettext("the seats are given when applications close")
    if date.free:
        return ngettext("%(num)s seat left", "%(num)s seats left", date.free)
    return gettext("waiting list, number %(position)s", position=date.waiting + 1)
