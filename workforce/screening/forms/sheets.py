"""The criteria of a cohort as staff write them."""

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from ...catalogue.forms.fields import NEEDED, ChoiceField, ChoicesField, WholeField
from ...catalogue.forms.texts import LocalizedField
from ...forms import Form
from ..actions.sheets import Wanted
from ..models import TieRule
from ..rules.sheets import CRITERIA_AT_MOST, TIE_RULES

SPARE = 2
"""Empty rows for more criteria; whoever needs still more asks for them."""


class CriterionPart(PlainForm):
    """One row. Without a Japanese name and without points there is no such criterion."""

    class Meta(Form.Meta):
        pass

    name = LocalizedField(_("What counts"), needed=False)
    look_for = LocalizedField(_("What to look for"), lines=3, needed=False)
    most = WholeField(_("Highest points"), needed=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in (self.name, self.look_for):
            field.form["ja"].label.text = field.label.text
        for field in (self.name.form["ja"], self.look_for.form["ja"], self.most):
            field.flags.optional = False  # the words over all rows say which may stay empty

    @property
    def is_empty(self):
        return not (self.name.form["ja"].data or self.look_for.form["ja"].data or self.most.data)

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        if self.is_empty:
            return right
        missing = [field for field in (self.name.form["ja"], self.look_for.form["ja"], self.most) if not field.data]
        for field in missing:
            field.errors = [*field.errors, *([] if field.errors else [NEEDED])]
        return right and not missing


class SheetForm(Form):
    """`questions`: (key, words) of those that may count."""

    criteria = FieldList(FormField(CriterionPart, _("Criterion")), _("By what people are chosen"))
    questions = ChoicesField(_("Answers that are read"))
    minimum = WholeField(_("Fewest points for a seat, on average"), needed=False)
    tie_rule = ChoiceField(
        _("If people have the same points"),
        [(rule.value, words) for rule, words in TIE_RULES.items()],
        coerce=TieRule,
        validators=[InputRequired(NEEDED)],
    )
    reason = TextAreaField(_("Why they change"), [Length(max=500, message=_("Shorten the reason to 500 characters."))])

    def __init__(self, questions, **kwargs):
        super().__init__(**kwargs)
        self.questions.offer(questions)

    def add_spare_rows(self):
        for _missing in range(min(SPARE, CRITERIA_AT_MOST - len(self.criteria))):
            self.criteria.append_entry()

    @property
    def wanted(self) -> list[Wanted]:
        parts = [entry.form for entry in self.criteria if not entry.form.is_empty]
        return [Wanted(one.name.revised, one.look_for.revised, one.most.data) for one in parts]


def values_of(sheet):
    """What stands on record, as the form takes it."""
    criteria = [{"name": one.name, "look_for": one.look_for, "most": one.most} for one in sheet.criteria]
    plain = {"questions": sheet.questions, "minimum": sheet.minimum, "tie_rule": sheet.tie_rule}
    return plain | {"criteria": criteria}
