"""What whoever is asked to teach answers."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...catalogue.forms.fields import CHOOSE, ChoicesField, options
from ...forms import Form
from ..rules.requests import Offer

OFFERS = {
    Offer.SOME: _("I can teach only some of the sessions"),
    Offer.OTHER_TIME: _("I could come at another time"),
    Offer.COLLEAGUE: _("Ask somebody else whom I know"),
}
WORDS = Length(max=500, message=_("Shorten this to 500 characters."))


class DeclineForm(Form):
    words = TextAreaField(_("Would you like to tell us why? You need not."), [WORDS])


class ProposalForm(Form):
    """`name_sessions` before it is read; where there is only one, some of them is no answer."""

    offer = RadioField(_("What do you propose?"), validators=[InputRequired(CHOOSE)])
    sessions = ChoicesField(_("Which sessions can you teach?"), coerce=int)
    words = TextAreaField(_("When could you come, or whom should we ask?"), [WORDS])

    def name_sessions(self, sittings: Sequence[tuple[int, str]]):
        offers = [one for one in Offer if one is not Offer.SOME or len(sittings) > 1]
        self.offer.choices = options((one.value, OFFERS[one]) for one in offers)
        self.sessions.offer(sittings)


class CannotComeForm(Form):
    sessions = ChoicesField(_("To which sessions can you not come?"), coerce=int)
    words = TextAreaField(_("Would you like to tell us why? You need not."), [WORDS])
