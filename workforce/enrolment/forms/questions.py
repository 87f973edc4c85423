"""The pages whose fields come from the question catalogue."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ...catalogue.rules import eligibility
from ..rules.catalogue import EVERYTHING
from ..rules.questions import Kind, Question
from ..rules.steps import asking_of, questions_on
from .draft import DraftForm

LONGEST_LINE = 200
LONGEST_TEXT = 2000
MISSING = {
    Kind.TEXT: _("Write an answer here. A few words are enough."),
    Kind.LONG_TEXT: _("Write an answer here. One sentence is enough."),
    Kind.ONE_OF: _("Choose one answer."),
    Kind.SEVERAL_OF: _("Choose at least one answer."),
    Kind.YES_NO: _("Choose yes or no."),
}
TOO_LONG = _("Shorten this to %(max)d characters.")


class SeveralField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


FIELDS = {
    Kind.TEXT: StringField,
    Kind.LONG_TEXT: TextAreaField,
    Kind.ONE_OF: RadioField,
    Kind.SEVERAL_OF: SeveralField,
    Kind.YES_NO: RadioField,
}


class QuestionsForm(DraftForm):
    """`answers()` after validation: {key: the answer as it is kept}. Empty answers are left out."""

    keys: tuple[str, ...] = ()

    def __init__(self, **given):
        super().__init__(**given)
        self.asking = asking_of(self.cohort)
        for key in self.keys:
            self[key].label.text = EVERYTHING[key].wording(self.asking)
            if hasattr(self[key], "choices"):
                chosen = (given.get("data") or {}).get(key) or []
                self[key].choices = EVERYTHING[key].open_choices(self.asking, chosen)

    def questions(self) -> list[tuple[Question, Any]]:
        return [(EVERYTHING[key], self[key]) for key in self.keys]

    @property
    def heading(self) -> str | None:
        """The question, if it is alone on its page and so is the heading of it."""
        alone = EVERYTHING[self.keys[0]] if len(self.keys) == 1 else None
        return alone.wording(self.asking) if alone and alone.required else None

    def validate(self, extra_validators=None):
        is_good = super().validate(extra_validators)
        if len(self.keys) > 1:
            self.name_questions()
        if "has_required" in self.keys and self.has_required.data == "no":
            courses = [each.required for each in self.cohort.course.prerequisites]
            self.has_required.errors = [eligibility.FinishFirst(courses=courses).text()]
            return False
        return is_good

    def name_questions(self):
        """Among several questions an error says to which it belongs: it also stands in the list above the form."""
        for _question, field in self.questions():
            field.errors = [f"{field.label.text} {error}" for error in field.errors]

    def facts(self):
        """What was answered, for reading back: (question, answer) in words."""
        given = self.answers()
        return [(answer["asked"], EVERYTHING[key].said(answer["value"])) for key, answer in given.items()]

    def answers(self) -> dict[str, Any]:
        given = {key: self[key].data for key in self.keys}
        return {key: EVERYTHING[key].answer(value, self.asking) for key, value in given.items() if value}


def form_on(step: str, cohort) -> type[QuestionsForm]:
    """The form of one page of questions for `cohort`."""
    return form_of(tuple(question.key for question in questions_on(step, asking_of(cohort))))


@lru_cache(maxsize=64)
def form_of(keys: tuple[str, ...], base: type[QuestionsForm] = QuestionsForm) -> type[QuestionsForm]:
    return type("AskedForm", (base,), {"keys": keys} | {key: field_for(EVERYTHING[key]) for key in keys})


def field_for(question: Question):
    """An unbound field; label and choices are set for each reader."""
    validators: list[Any] = [InputRequired(MISSING[question.kind]) if question.required else Optional()]
    if question.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        longest = LONGEST_LINE if question.kind is Kind.TEXT else LONGEST_TEXT
        validators.append(Length(max=longest, message=TOO_LONG))
        return FIELDS[question.kind](validators=validators)
    return FIELDS[question.kind](validators=validators, choices=[])


def kept_values(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a form for changes begins with."""
    return {key: answer["value"] for key, answer in answers.items()}
