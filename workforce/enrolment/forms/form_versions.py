"""Which questions a course asks: a number beside each says where it stands, none that it is not asked."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from ...catalogue.forms.fields import SeenField, WholeField
from ...forms import Form
from ..rules.catalogue import QUESTIONS


class OrderForm(Form):
    """`order_form`: one number a question. `keys` after validation: what is asked, in order."""

    seen = SeenField()

    @property
    def keys(self) -> list[str]:
        return sorted((key for key in QUESTIONS if self[key].data), key=lambda key: self[key].data)

    def validate(self, extra_validators=None):
        is_good = super().validate(extra_validators)
        taken: dict[int, str] = {}
        for key in QUESTIONS:
            number = self[key].data
            if number and number in taken:
                self[key].errors = [DOUBLE % {"number": number, "question": QUESTIONS[taken[number]].asked}]
                is_good = False
            taken.setdefault(number, key)
        return is_good


DOUBLE = _("Number %(number)s is taken by “%(question)s”. Give each question its own number.")


def from_one(_form, field):
    if field.data is not None and field.data < 1:
        raise StopValidation(_("Number the questions from 1, or leave it empty."))


def order_form(course) -> OrderForm:
    """The form as the course asks now."""
    fields = {
        key: WholeField(question.asked, needed=False, validators=[from_one]) for key, question in QUESTIONS.items()
    }
    now = {key: place for place, key in enumerate(course.questions, 1)}
    return type("OrderForm", (OrderForm,), fields)(data=now | {"seen": course.changed_at})


def as_numbered(keys: Sequence[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys, 1)}
