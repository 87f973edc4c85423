"""The page on which somebody whom their employer named completes what is theirs."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ..rules.catalogue import NEEDS, asked_in
from ..rules.steps import asking_of
from .questions import QuestionsForm, form_of


class OwnPartForm(QuestionsForm):
    shares = RadioField(
        _("May your employer see later whether you came and whether you passed?"),
        choices=[SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))],
        validators=[InputRequired(_("Choose yes or no."))],
    )


def form_for_own_part(cohort) -> type[QuestionsForm]:
    """Everything the course asks, and the help needed, on one page."""
    return form_of((*(question.key for question in asked_in(asking_of(cohort))), *NEEDS), OwnPartForm)
