"""What staff type when they put the answers of an application right: the applicant's own page, and why."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from ..rules.catalogue import HAS_REQUIRED, NEEDS, asked_in
from ..rules.steps import asking_of
from .questions import QuestionsForm, form_of


class CorrectionForm(QuestionsForm):
    """`seen`: rules.changes.mark of the answers that were on record when the page was made."""

    reason = TextAreaField(
        _("Reason"),
        [
            DataRequired(_("Write the reason: it is kept in the history and the person may ask for it.")),
            Length(max=500, message=_("Shorten the reason to 500 characters.")),
        ],
    )
    seen = HiddenField()
    back = HiddenField()


def form_for_correction(cohort, *, with_needs: bool) -> type[QuestionsForm]:
    """What the applicant may change after sending. Only who may read needs can put them right."""
    asked = [question.key for question in asked_in(asking_of(cohort)) if question is not HAS_REQUIRED]
    return form_of((*asked, *(NEEDS if with_needs else ())), CorrectionForm)
