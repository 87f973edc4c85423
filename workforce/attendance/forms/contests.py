"""What trainees say against a mark, and what staff decide or correct."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ...catalogue.forms.fields import CHOOSE, WholeField, options
from ...forms import Form
from ..actions.contests import LONGEST_WORDS, AnswerMissing, WordsMissing
from ..actions.marks import Given
from ..models import Status
from .roll import STATUSES


class ContestForm(Form):
    words = TextAreaField(
        _("What was different?"),
        [
            DataRequired(WordsMissing.message),
            Length(max=LONGEST_WORDS, message=_("Shorten this to 1000 characters.")),
        ],
    )


class DecisionForm(Form):
    """`key`: made with the page, so that pressing twice records once."""

    key = HiddenField()
    status = RadioField(
        _("How it was"),
        choices=options((status.value, words) for status, words in STATUSES.items()),
        validators=[InputRequired(CHOOSE)],
    )
    late = WholeField(_("Minutes late"), needed=False)
    early = WholeField(_("Minutes before the end"), needed=False)
    reason = TextAreaField(
        _("Why"),
        [DataRequired(AnswerMissing.message), Length(max=500, message=_("Shorten this to 500 characters."))],
    )

    @classmethod
    def of(cls, mark):
        """Filled in with what `mark` says."""
        begins = {"key": uuid.uuid4().hex}
        if mark:
            minutes = {"late": mark.late_minutes or None, "early": mark.early_minutes or None}
            begins |= {"status": mark.status.value} | minutes
        return cls(data=begins)

    def given(self, enrolment_id) -> Given:
        status = Status(self.status.data)
        has_minutes = status in (Status.LATE, Status.LEFT_EARLY)
        late, early = (field.data or 0 if has_minutes else 0 for field in (self.late, self.early))
        return Given(f"staff:{self.key.data}"[:70], enrolment_id, status, late, early, reason=self.reason.data)
