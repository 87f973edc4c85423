"""What staff type when they move an enrolment or a cohort."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from ...catalogue.forms.fields import WholeField, options
from ...forms import Form
from ..models.consents import Purpose


class ReasonForm(Form):
    reason = TextAreaField(
        _("Reason"),
        [
            DataRequired(_("Write the reason: it is kept in the history and the person may ask for it.")),
            Length(max=500, message=_("Shorten the reason to 500 characters.")),
        ],
    )
    back = HiddenField()


class DeclineForm(Form):
    reason = TextAreaField(
        _("What this person said"), [Optional(), Length(max=500, message=_("Shorten the reason to 500 characters."))]
    )
    back = HiddenField()


class PlaceForm(ReasonForm):
    place = WholeField(_("New place on the waiting list"))


ALSO = (Purpose.PHOTOGRAPHS, Purpose.NEWS)
MARKED = (("yes", _("Yes")), ("no", _("No")))


class ConsentForm(Form):
    guardian_name = StringField(
        _("Name of the guardian"), [DataRequired(_("Write who signed the paper.")), Length(max=100)]
    )
    relation = StringField(
        _("What they are to this person"),
        [DataRequired(_("Write what the guardian is to this person, for example mother.")), Length(max=50)],
    )
    signed_on = DateField(_("Signed on"), [InputRequired(_("Write the day that stands on the paper."))])
    photographs = RadioField(_("Photographs"), [Optional()], choices=[])
    news = RadioField(_("Letters about other courses"), [Optional()], choices=[])
    back = HiddenField()

    def __init__(self, *args, today, asked=(), **kwargs):
        """`asked`: what the paper of this course asks beside taking part (models.consents.Purpose)."""
        self.today = today
        super().__init__(*args, **kwargs)
        self.asked = [one for one in ALSO if one in asked]
        for purpose in ALSO:
            if purpose in self.asked:
                self[purpose.value].choices = options(MARKED)
            else:
                del self[purpose.value]

    @property
    def also(self):
        """{purpose: whether the paper says yes}; what is marked neither way is left out."""
        marked = {purpose: self[purpose.value].data for purpose in self.asked}
        return {purpose: value == "yes" for purpose, value in marked.items() if value}

    def validate_signed_on(self, field):
        if field.data and field.data > self.today:
            raise StopValidation(_("That day is still to come. Check the day on the paper."))


class CapacityForm(Form):
    capacity = IntegerField(
        _("Seats"),
        [
            InputRequired(_("Write a number, for example 20.")),
            NumberRange(min=1, max=999, message=_("Write a number from 1 to 999.")),
        ],
    )


class FirstForm(Form):
    """The button that confirms the first `count` who wait; `head` is who was first when the page was made."""

    count = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=999)])
    head = IntegerField(validators=[InputRequired()])
