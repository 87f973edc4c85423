"""Who may teach a subject, how long the way of instructors is and how long their days: as administrators set them."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, FormField
from wtforms import Form as Part

from ...catalogue.forms.fields import NEEDED, ChoiceField, WholeField
from ...catalogue.forms.rules import RuleForm
from ..rules.licences import FIELDS, LICENCES
from ..rules.requirements import ranked


class AlternativeForm(Part):
    """One that is enough. A row without a licence says nothing."""

    licence = ChoiceField(_("Licence or post"), [("", "–"), *LICENCES.items()])
    years = WholeField(_("Years of practice, at least"), needed=False)
    field = ChoiceField(_("Field"), [("", _("any field")), *FIELDS.items()])
    turn = WholeField(_("Preferred in turn"), needed=False, least=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in (self.years, self.turn):
            one.flags.optional = False  # the hint over all rows says what may stay empty

    @property
    def numbers(self):
        return [self.licence.data, self.years.data or 0, self.field.data or None]

    @property
    def is_empty(self):
        return not any(one.data for one in (self.licence, self.years, self.field, self.turn))

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        if self.licence.data or self.is_empty:
            return right
        self.licence.errors = [NEEDED]
        return False


class RequirementForm(RuleForm):
    """Of a whole subject."""

    steps = FieldList(FormField(AlternativeForm, _("Enough is")), _("Any one of these is enough"))
    is_uncertain = BooleanField(_("Not sure yet: the prefecture has not confirmed it"))
    as_subject = None

    @classmethod
    def beginning(cls, rule):
        any_of = [
            {
                "licence": one.licence.value,
                "years": one.years or None,
                "field": one.field.value if one.field else "",
                "turn": rank + 1 if rule.ranks else None,
            }
            for rank, one in rule.in_order
        ]
        begins = {"steps": any_of, "is_uncertain": rule.is_uncertain}
        return begins | {"as_subject": rule.as_subject} if cls.as_subject is not None else begins

    def values(self):
        ranks = ranked([one.form.turn.data for one in self.steps if not one.form.is_empty])
        given = {"any_of": self.stepped(), "is_uncertain": bool(self.is_uncertain.data)}
        return given | {"ranks": ranks} if ranks else given


class ItemForm(RequirementForm):
    """Of one item, which may be as its whole subject."""

    as_subject = BooleanField(_("As the whole subject"))

    def values(self):
        return {"as_subject": True} if self.as_subject.data else super().values()


class PairForm(Part):
    """Two places and the minutes between them: all three, or nothing."""

    one = ChoiceField(_("From"), coerce=lambda typed: int(typed) if typed and typed != "None" else None)
    other = ChoiceField(_("To"), coerce=lambda typed: int(typed) if typed and typed != "None" else None)
    minutes = WholeField(_("Minutes"), needed=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.minutes.flags.optional = False

    @property
    def numbers(self):
        return [self.one.data, self.other.data, self.minutes.data]

    @property
    def is_empty(self):
        return self.numbers == [None, None, None]

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        if self.is_empty:
            return right
        missing = [field for field in (self.one, self.other, self.minutes) if field.data is None and not field.errors]
        for field in missing:
            field.errors = [NEEDED]
        return right and not missing


class TravelForm(RuleForm):
    """`offer` names the places, (id, name), before the form is read."""

    minutes = WholeField(_("Minutes between two different places"))
    steps = FieldList(FormField(PairForm, _("Pair")), _("Pairs of places with a time of their own"))
    shown = ("minutes",)
    places: Sequence[tuple[int, str]] = ()

    @classmethod
    def beginning(cls, rule):
        pairs = [{"one": one, "other": other, "minutes": minutes} for one, other, minutes in rule.pairs]
        return {"minutes": rule.minutes, "steps": pairs}

    def offer(self, places):
        self.places = places
        self.name_places()

    def add_spare_rows(self):
        super().add_spare_rows()
        self.name_places()

    def name_places(self):
        for entry in self.steps:
            for field in (entry.form.one, entry.form.other):
                field.offer([("", "–"), *self.places])

    def values(self):
        return {"minutes": self.minutes.data, "pairs": self.stepped()}


class LimitsForm(RuleForm):
    day_minutes = WholeField(_("Minutes of sessions a day, at most (0: no limit)"))
    stretch_minutes = WholeField(_("Minutes without a break between two sessions, at most (0: no limit)"))
    break_minutes = WholeField(_("So many minutes between two sessions are a break"))
    is_strict = BooleanField(_("Refuse what goes beyond, also the own limit of an instructor"))
    shown = ("day_minutes", "stretch_minutes", "break_minutes", "is_strict")


class AskingForm(RuleForm):
    answer_days = WholeField(_("Days to answer, until 20:00 of the last"), least=1)
    remind_hours = WholeField(_("Hours before that at which they are reminded"))
    short_days = WholeField(_("It is urgent if the session is less than so many days away"))
    short_minutes = WholeField(_("Minutes to answer when it is urgent"), least=10)
    is_confirmed_by_staff = BooleanField(_("Staff confirm each yes before it counts"))
    before_days = WholeField(_("Days before a session at which whoever teaches is reminded (0: never)"))
    open_days = WholeField(_("Days before a session from which staff see that nobody teaches it"))
    shown = (
        *("answer_days", "remind_hours", "short_days", "short_minutes"),
        *("is_confirmed_by_staff", "before_days", "open_days"),
    )


class RatioForm(RuleForm):
    lecture = WholeField(_("Lectures: trainees for each who teaches, at most (0: any number)"))
    exercise = WholeField(_("Exercises: trainees for each who teaches, at most (0: any number)"))
    practical = WholeField(_("Practice of care: trainees for each who teaches, at most (0: any number)"))
    shown = ("lecture", "exercise", "practical")
