"""The order of somebody's dates, as numbers, and what ends when they get one."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, StopValidation

from ...catalogue.forms.fields import options
from ...forms import Form
from ...i18n.formats import hour, short_day
from ..models import Choice
from ..rules.own_dates import where
from ..rules.wishes import CHOICES


class OrderForm(Form):
    choice = RadioField(
        _("What shall happen when you get a seat?"),
        [InputRequired(_("Choose what shall happen."))],
        choices=[],
        validate_choice=False,
    )
    dates: tuple = ()

    def __init__(self, **given):
        super().__init__(**given)
        self.choice.choices = options(CHOICES.items())
        for date in self.dates:
            self[key(date)].label.text = in_words(date)

    @property
    def places(self):
        return [self[key(date)] for date in self.dates]

    @property
    def order(self) -> list[str]:
        """Receipt numbers, the best first."""
        return [date.receipt for date in sorted(self.dates, key=lambda date: int(self[key(date)].data))]

    def validate_choice(self, field):
        if field.data not in {choice.value for choice in Choice}:
            raise StopValidation(_("Choose what shall happen."))

    def validate(self, extra_validators=None):
        is_good = super().validate(extra_validators)
        twice = [field for n, field in enumerate(self.places) if field.data in {each.data for each in self.places[:n]}]
        for field in twice if is_good else ():
            field.errors = [_("Give each date a number of its own: 1 is the date you like best.")]
        return is_good and not twice


def key(date):
    return f"place_{date.receipt}"


def in_words(date):
    when = f"{short_day(date.starts_at)} {hour(date.starts_at)}" if date.starts_at else ""
    return f"{when} · {where(date.place)}"


def form_for(dates) -> type[OrderForm]:
    """`dates`: queries.wishes.OwnDate, in the order of now."""
    numbers = [str(number) for number in range(1, len(dates) + 1)]
    fields = {
        key(date): SelectField(choices=options((one, one) for one in numbers), default=numbers[place])
        for place, date in enumerate(dates)
    }
    return type("OrderOfDates", (OrderForm,), {"dates": tuple(dates), **fields})
