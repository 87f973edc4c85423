"""The rules about hours, as administrators set them: one form a kind, each giving `values()` as the kind keeps them."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Length, Regexp

from ...catalogue.forms.fields import ChoicesField, WholeField
from ...catalogue.forms.rules import RuleForm
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind
from ..rules.exemptions import COURSES
from ..rules.qualifications import QUALIFICATIONS, Qualification

NUMBERS = Regexp(r"[0-9,、，\s]*$", message=_("Type the numbers of the subjects, for example 1, 2, 4."))


class LatenessForm(RuleForm):
    part_lost = ChoicesField(_("Whoever misses any minute of a part loses the whole part in"), KINDS.items())
    shown = ("part_lost",)

    @classmethod
    def beginning(cls, rule):
        return {"part_lost": [kind.value for kind in rule.part_lost]}

    def values(self):
        return {"part_lost": sorted(self.part_lost.data or ())}


class ReportsForm(RuleForm):
    kinds = ChoicesField(_("A report may take the place of a lecture in"), KINDS.items())
    shown = ("kinds",)

    @classmethod
    def beginning(cls, rule):
        return {"kinds": [kind.value for kind in rule.kinds]}

    def values(self):
        return {"kinds": sorted(self.kinds.data or ())}


class CompletionForm(RuleForm):
    """`groups`: (words of a kind of course, names of its fields)."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @classmethod
    def beginning(cls, rule):
        asked = {kind: rule.asked(kind) for kind in CourseKind}
        return {f"{kind.value}_{part}": getattr(asked[kind], part) for kind in CourseKind for part in PARTS}

    def values(self):
        return {kind.value: {part: self[f"{kind.value}_{part}"].data for part in PARTS} for kind in CourseKind}


PARTS = ("written", "practical", "identity", "dues")


def part_field(part):
    if part == "written":
        return WholeField(_("Written test: points of 100 to pass (empty: no test)"), needed=False)
    return BooleanField({"practical": _("Practice judged"), "identity": _("Document seen"), "dues": _("Paid")}[part])


for kind in CourseKind:
    for part in PARTS:
        setattr(CompletionForm, f"{kind.value}_{part}", part_field(part))
CompletionForm.groups = tuple((KINDS[kind], tuple(f"{kind.value}_{part}" for part in PARTS)) for kind in CourseKind)
CompletionForm.shown = tuple(name for _words, names in CompletionForm.groups for name in names)


class ExemptionsForm(RuleForm):
    """A text of numbers for each course and each qualification that could spare something."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    @classmethod
    def beginning(cls, rule):
        return {
            name_of(kind, one): ", ".join(str(number) for number in rule.subjects(kind, one))
            for kind in COURSES
            for one in Qualification
        }

    def values(self):
        return {kind.value: dict(self.rows(kind)) for kind in COURSES}

    def rows(self, kind):
        for one in Qualification:
            numbers = [int(number) for number in re.findall(r"\d+", self[name_of(kind, one)].data or "")]
            if numbers:
                yield one.value, numbers


def name_of(kind, qualification):
    return f"{kind.value}_{qualification.value}"


for kind in COURSES:
    for one in Qualification:
        field = StringField(QUALIFICATIONS[one], [NUMBERS, Length(max=200)])
        setattr(ExemptionsForm, name_of(kind, one), field)
ExemptionsForm.groups = tuple((KINDS[kind], tuple(name_of(kind, one) for one in Qualification)) for kind in COURSES)
ExemptionsForm.shown = tuple(name for _words, names in ExemptionsForm.groups for name in names)


class RollCallForm(RuleForm):
    opens_minutes = WholeField(_("Minutes before a session from which its roll can be taken"))
    check_in_minutes = WholeField(_("Minutes before a session from which people can enter themselves"))
    contest_days = WholeField(_("Days after a session in which people may say that a record is wrong"), least=1)
    shown = ("opens_minutes", "check_in_minutes", "contest_days")
