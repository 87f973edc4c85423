"""The form in which administrators set a rule that differs by place: what every kind of rule asks."""

import json
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import FieldList, HiddenField, StringField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length

from ...forms import Form
from ...policies import SourceMissing
from .fields import NEEDED, DayField

SPARE = 2
"""Empty rows for more steps; whoever needs still more gets them with the preview."""


class RuleForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    source = StringField(
        _("Source"),
        [
            DataRequired(SourceMissing.message),
            Length(max=300, message=_("Shorten the source to 300 characters.")),
        ],
    )
    previewed = HiddenField()

    shown: tuple[str, ...] = ()
    """The fields of the rule itself, in their order."""
    steps: Any = None
    """The rows of a rule that has steps: a FieldList of StepForm."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("source", "previewed"):  # the page ends with them, and so does its list of errors
            self._fields[name] = self._fields.pop(name)

    @classmethod
    def beginning(cls, rule) -> dict[str, Any]:
        """What the fields hold at first: the rule that counts now."""
        return {name: getattr(rule, name) for name in cls.shown}

    def values(self) -> dict[str, Any]:
        """As the kind keeps them."""
        return {name: self[name].data for name in self.shown}

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)

    def add_spare_rows(self):
        if isinstance(self.steps, FieldList):
            empty = sum(entry.form.is_empty and not entry.errors for entry in self.steps)
            for _missing in range(SPARE - empty):
                self.steps.append_entry()

    def stepped(self) -> list[list[int]]:
        """The rows that say something, as the kind keeps them."""
        return [one.form.numbers for one in self.steps if not one.form.is_empty]


class StepForm(Part):
    """A row of two numbers: both halves, or none."""

    halves: ClassVar[tuple[str, str]]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.halves:
            self[name].flags.optional = False  # the hint over all rows says which may stay empty

    @property
    def numbers(self):
        return [self[name].data for name in self.halves]

    @property
    def is_empty(self):
        return self.numbers == [None, None]

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        missing = [self[name] for name in self.halves if self[name].data is None and not self[name].errors]
        if self.is_empty or not missing:
            return right
        for half in missing:
            half.errors = [NEEDED]
        return False
