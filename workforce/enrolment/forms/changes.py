"""The applicant's page for answers that may be changed after sending."""

from wtforms import HiddenField

from ..rules.catalogue import HAS_REQUIRED, NEEDS, asked_in
from ..rules.changes import touched
from ..rules.steps import asking_of
from .questions import QuestionsForm, form_of


class ChangesForm(QuestionsForm):
    """`seen`: rules.changes.marks of what was on record when the page was made."""

    seen = HiddenField()

    @property
    def touched(self) -> list[str]:
        """The questions that whoever sent this page answered anew; the others are none of their business."""
        return touched(self.seen.data or "", self.answers(), self.keys)


def form_for_changes(cohort) -> type[QuestionsForm]:
    """Every answer that somebody may change after sending, on one page."""
    asked = [question.key for question in asked_in(asking_of(cohort)) if question is not HAS_REQUIRED]
    return form_of((*asked, *NEEDS), ChangesForm)
