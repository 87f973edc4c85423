"""What a plan is to be about."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import InputRequired

from ...catalogue.forms.courses import number_or_none
from ...catalogue.forms.fields import NEEDED, ChoiceField, ChoicesField, DayField, WholeField
from ...forms import Form
from ..rules.plan_words import GOALS
from ..rules.planning.goals import Goal
from ..rules.plans import FROM_WHAT_STANDS, ranked

STANDS, AFRESH = "stands", "afresh"
BEGINS = (
    (STANDS, _("From what stands: fill the gaps and change as little else as that takes")),
    (AFRESH, _("Afresh: everything may change")),
)
NO_GAPS = _("This goal needs a number: without it nobody would have to teach.")


class PlanForm(Form):
    """`rank_<goal>` for each goal: 1 is the most important, empty leaves it out."""

    since = DayField(_("From"))
    until = DayField(_("Until the end of"))
    cohorts = ChoicesField(_("Cohorts"), coerce=int)
    begins = ChoiceField(_("Start"), BEGINS)
    may_move = BooleanField(_("Sessions of cohorts that are not published yet may get other times"))

    def __init__(self, cohorts, **kwargs):
        super().__init__(**kwargs)
        self.cohorts.offer(cohorts)
        for goal in FROM_WHAT_STANDS:
            self[f"rank_{goal}"].flags.optional = False  # the hint over all of them says what may stay empty

    @property
    def ranks(self) -> list:
        return [self[f"rank_{goal}"] for goal in FROM_WHAT_STANDS]

    def goals(self) -> tuple[Goal, ...]:
        """In their order; afresh nothing is counted as a change."""
        ranks = {goal: self[f"rank_{goal}"].data for goal in FROM_WHAT_STANDS}
        return tuple(goal for goal in ranked(ranks) if goal is not Goal.CHANGES or self.begins.data == STANDS)

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        field = self[f"rank_{Goal.UNSTAFFED}"]
        if field.data is None and not field.errors:
            field.errors, right = [*field.errors, NO_GAPS], False
        return right


for number, goal in enumerate(FROM_WHAT_STANDS, 1):
    setattr(PlanForm, f"rank_{goal}", WholeField(GOALS[goal], least=1, needed=False, default=number))


class AwayForm(Form):
    person = ChoiceField(_("Who is away"), coerce=number_or_none, validators=[InputRequired(NEEDED)])
    since = DayField(_("From"))
    until = DayField(_("Until the end of"))
    widely = BooleanField(_("Other cohorts may change as well, if more sessions can be held so"))

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.person.offer([("", _("Choose")), *people])


class PinForm(Form):
    """Of a button: a person in a part, perhaps in somebody's place; or a room for a session."""

    part = WholeField("", needed=False)
    person = WholeField("", needed=False)
    instead = WholeField("", needed=False)
    duty = ChoiceField("", (("lead", ""), ("assistant", "")), validate_choice=False)
    sitting = WholeField("", needed=False)
    room = WholeField("", needed=False)
