"""The queue's filters, and the words of one message."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, Length, Optional

from ...catalogue.forms.fields import options
from ...enrolment.forms.board import one_of
from ...forms import Form
from ..queries.messages import Filters, Show


class QueueForm(Form):
    """`words`: ({Show: word}, {template: word}). Nonsense asks nothing."""

    class Meta:
        csrf = False

    search = StringField(_("Name or mail address"))
    show = SelectField(_("State"), coerce=one_of(Show), validate_choice=False)
    template = SelectField(_("Letter"), validate_choice=False)

    def __init__(self, asked, words):
        super().__init__(asked)
        shows, letters = words
        self.show.choices = options([("", _("Every state")), *((one.value, shows[one.value]) for one in Show)])
        self.template.choices = options([("", _("Every letter")), *letters.items()])
        self.known = letters

    @property
    def filters(self):
        template = self.template.data if self.template.data in self.known else ""
        return Filters(show=self.show.data, template=template, search=(self.search.data or "")[:100])


class WordsForm(Form):
    subject = StringField(lazy_pgettext("message", "Subject"), [DataRequired(_("Write a subject.")), Length(max=200)])
    body = TextAreaField(lazy_pgettext("message", "Text"), [DataRequired(_("Write a text.")), Length(max=10000)])


class CalledForm(Form):
    outcome = StringField(
        _("What came of it?"), [Optional(), Length(max=200, message=_("Shorten this to 200 characters."))]
    )
    back = HiddenField()


class CallForm(CalledForm):
    """What came of a call; `day` and `time`: when to call again."""

    day = DateField(_("Call again on"), [Optional()])
    time = TimeField(_("At"), [Optional()])


class WordingForm(WordsForm):
    """`seen`: the number of the version that the page showed; `on`: the message whose reader the preview is for."""

    seen = HiddenField()
    on = SelectField(_("Look at it as it would read for"), validate_choice=False)

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.on.choices = options(readers)

    @property
    def seen_number(self):
        return int(self.seen.data) if (self.seen.data or "").isdecimal() else 0
