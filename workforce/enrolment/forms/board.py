"""The board's filters, as they stand in the address. Nonsense asks nothing."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField

from ... import i18n
from ...catalogue.forms.fields import options
from ...forms import Form
from ..models import Origin, State
from ..queries.board import Filters, Sort


def one_of(kind):
    return lambda text: kind(text) if text in {str(one) for one in kind} else None


def language_code(text):
    return text if text in i18n.LANGUAGES else None


class BoardForm(Form):
    """`words`: (states, origins, sorts), each {value: word}."""

    class Meta:
        csrf = False

    name = StringField(_("Name or reading"))
    state = SelectField(_("State"), coerce=one_of(State), validate_choice=False)
    language = SelectField(_("Language"), coerce=language_code, validate_choice=False)
    origin = SelectField(_("How it came"), coerce=one_of(Origin), validate_choice=False)
    sort = SelectField(_("Order"), coerce=one_of(Sort), validate_choice=False)
    minors = BooleanField(_("Under 18 only"))

    def __init__(self, asked, words):
        super().__init__(asked)
        states, origins, sorts = words
        self.state.choices = options([("", _("Everybody but cancelled")), *states.items()])
        self.language.choices = options(
            [("", _("Every language")), *((one.code, one.name) for one in i18n.LANGUAGES.values())]
        )
        self.origin.choices = options([("", _("Every way")), *origins.items()])
        self.sort.choices = options(sorts.items())

    @property
    def filters(self):
        return Filters(
            state=self.state.data,
            language=self.language.data,
            origin=self.origin.data,
            minors=self.minors.data,
            name=(self.name.data or "")[:100],
        )

    @property
    def order(self):
        return self.sort.data or Sort.KANA
