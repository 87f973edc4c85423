"""Courses as staff write them."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...forms import Form
from ..models import Audience, CourseKind, Mode
from .fields import NEEDED, ChoiceField, SeenField, WholeField
from .texts import LocalizedField
from .words import AUDIENCES, KINDS, MODES


def one_of(kind):
    """A coercion that turns nonsense into None instead of an exception."""
    return lambda text: kind(text) if text in {str(one) for one in kind} else None


def number_or_none(text):
    return int(text) if str(text).isdecimal() else None


class CourseForm(Form):
    """`leads`: (person id, name) pairs."""

    seen = SeenField()
    kind = ChoiceField(_("Kind of course"), KINDS.items(), coerce=one_of(CourseKind))
    title = LocalizedField(lazy_pgettext("course", "Title"))
    summary = LocalizedField(_("One line for lists"), lines=2)
    description = LocalizedField(_("Description"), lines=6, needed=False)
    minimum_age = WholeField(_("Youngest age on the first day"), least=1, needed=False)
    after_compulsory_school = BooleanField(_("Only after junior high school (from the 1 April after turning 15)"))
    conditions = LocalizedField(_("What else people must be or have"), lines=2, needed=False)
    lead_id = ChoiceField(_("Lead person"), coerce=number_or_none)
    source = TextAreaField(_("Source of the hours and rules"), validators=[Length(max=2000)])

    def __init__(self, leads, **kwargs):
        super().__init__(**kwargs)
        self.lead_id.offer([("", _("Nobody yet")), *leads])

    TEXTS = ("title", "summary", "description", "conditions")
    PLAIN = ("kind", "minimum_age", "after_compulsory_school", "lead_id", "source")
    WRITTEN = TEXTS + PLAIN

    def values(self):
        """As the actions take them."""
        return {name: self[name].revised for name in self.TEXTS} | {name: self[name].data for name in self.PLAIN}


class NewCourseForm(CourseForm):
    slug = StringField(_("Word in the address"), validators=[InputRequired(NEEDED), Length(max=60)])


class AudienceForm(Form):
    class Meta:
        csrf = False  # several on one page; the token of the page is checked for every request (web.responses)

    seen = SeenField()
    audience = ChoiceField(_("For whom"), AUDIENCES.items(), coerce=one_of(Audience))
    rank = WholeField(_("Order behind their door (1 first)"), least=1)
    pitch = LocalizedField(_("What this course is to them, in their words"), lines=2)


class PrerequisiteForm(Form):
    class Meta:
        csrf = False

    required = ChoiceField(_("Course to finish first"))


class SubjectForm(Form):
    class Meta:
        csrf = False

    seen = SeenField()
    number = WholeField(_("Number"), least=1, needed=False)
    title = LocalizedField(_("Name of the subject"))
    minutes = WholeField(_("Minutes"), least=1)
    max_distance_minutes = WholeField(_("Of these at most at a distance, in minutes"), needed=False)
    source = StringField(_("Source"), validators=[Length(max=500)])

    def values(self):
        return {
            "title": self.title.revised,
            "minutes": self.minutes.data,
            "max_distance_minutes": self.max_distance_minutes.data or 0,
            "source": self.source.data or "",
        } | ({"number": self.number.data} if self.number.data else {})


class ItemForm(Form):
    class Meta:
        csrf = False

    seen = SeenField()
    number = WholeField(_("Number"), least=1, needed=False)
    title = LocalizedField(_("Name of the item"))
    minutes = WholeField(_("Minutes"), least=1)
    mode = ChoiceField(_("How it is taught"), MODES.items(), coerce=one_of(Mode))

    def values(self):
        return {"title": self.title.revised, "minutes": self.minutes.data, "mode": self.mode.data} | (
            {"number": self.number.data} if self.number.data else {}
        )


class ReasonForm(Form):
    reason = TextAreaField(_("Reason, for the record"), validators=[Length(max=1000)])
