"""What narrows and orders the staff's lists, as it stands in the address. Nonsense asks nothing."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import BooleanField, Field, StringField
from wtforms.widgets import TextInput

from ... import i18n
from ...forms import Form, strip
from ..models import Audience, CourseKind, CourseState
from ..queries.staff_cohorts import CohortFilters
from ..queries.staff_courses import CourseFilters
from ..rules.stages import Stage
from .courses import one_of
from .fields import YEARS, ChoiceField
from .words import AUDIENCES, COURSE_STATES, KINDS, STAGES

SEARCH_AT_MOST = 100


def choices(first, words):
    return [("", first), *words.items()]


class MonthField(Field):
    """2026-12 becomes the first of that month."""

    widget = TextInput("month")

    def process_formdata(self, valuelist):
        try:
            found = date.fromisoformat(f"{valuelist[0]}-01") if valuelist else None
        except ValueError:
            found = None
        self.data = found if found and found.year in YEARS else None

    def _value(self):
        return f"{self.data:%Y-%m}" if self.data else ""


class AddressForm(Form):
    """Read from the address; `asked` is request.args."""

    class Meta:
        csrf = False

    def __init__(self, asked):
        super().__init__(asked)

    @property
    def count(self):
        """How many fields narrow the list."""
        return sum(bool(field.data) for field in self)


class CohortFilterForm(AddressForm):
    q = StringField(_("Code or title"))
    stage = ChoiceField(_("State"), choices(_("Every state"), STAGES), coerce=one_of(Stage), validate_choice=False)
    course = ChoiceField(_("Course"), coerce=strip, validate_choice=False)
    month = MonthField(_("Month of the first day"))
    without_lead = BooleanField(_("Without a lead person"))

    def __init__(self, asked, courses):
        super().__init__(asked)
        self.course.offer([("", _("Every course")), *courses])

    @property
    def filters(self):
        return CohortFilters(
            search=(self.q.data or "")[:SEARCH_AT_MOST],
            stage=self.stage.data,
            slug=self.course.data or "",
            month=self.month.data,
            without_lead=self.without_lead.data,
        )


class CourseFilterForm(AddressForm):
    q = StringField(_("Title or word in the address"))
    state = ChoiceField(
        _("State"), choices(_("Every state"), COURSE_STATES), coerce=one_of(CourseState), validate_choice=False
    )
    kind = ChoiceField(
        _("Kind of course"), choices(_("Every kind"), KINDS), coerce=one_of(CourseKind), validate_choice=False
    )
    audience = ChoiceField(
        _("For whom"),
        choices(lazy_pgettext("audience", "Everybody"), AUDIENCES),
        coerce=one_of(Audience),
        validate_choice=False,
    )
    without_lead = BooleanField(_("Without a lead person"))

    @property
    def filters(self):
        return CourseFilters(
            search=(self.q.data or "")[:SEARCH_AT_MOST],
            state=self.state.data,
            kind=self.kind.data,
            audience=self.audience.data,
            without_lead=self.without_lead.data,
        )


class GapFilterForm(AddressForm):
    language_code = ChoiceField(_("Language"), validate_choice=False)

    def __init__(self, asked):
        super().__init__(asked)
        others = [(code, one.name) for code, one in i18n.LANGUAGES.items() if code != "ja"]
        self.language_code.offer([("", _("Every language")), *others])

    @property
    def code(self):
        return self.language_code.data if self.language_code.data in i18n.LANGUAGES else None
