"""The rules about fees, as administrators set them."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, FormField

from ...catalogue.forms.fields import ChoiceField, WholeField
from ...catalogue.forms.rules import RuleForm, StepForm
from ...i18n.wording import plain
from ..rules.tax import FARES
from ..rules.terms import COUNTED, ROUNDINGS, SPANS, Rank


class TermsForm(RuleForm):
    lead_first = WholeField(_("Rank 1: yen an hour"))
    lead_second = WholeField(_("Rank 2: yen an hour"))
    lead_third = WholeField(_("Rank 3: yen an hour"))
    lead_fourth = WholeField(_("Rank 4: yen an hour"))
    lead_internal = WholeField(_("Our own people: yen an hour"))
    assistant_first = WholeField(_("Rank 1 as an assistant: yen an hour"))
    assistant_second = WholeField(_("Rank 2 as an assistant: yen an hour"))
    assistant_third = WholeField(_("Rank 3 as an assistant: yen an hour"))
    assistant_fourth = WholeField(_("Rank 4 as an assistant: yen an hour"))
    assistant_internal = WholeField(_("Our own people as assistants: yen an hour"))
    counted = ChoiceField(_("Which time counts"), COUNTED.items())
    span = ChoiceField(_("What is rounded"), SPANS.items())
    rounding = ChoiceField(_("How minutes become hours"), ROUNDINGS.items())
    day_hours = WholeField(_("Hours a day that are paid in full, at most (0: no limit)"))
    half_hours = WholeField(_("Hours beyond that are paid half"))
    shown = (
        *(f"{duty}_{rank}" for duty in ("lead", "assistant") for rank in Rank),
        *("counted", "span", "rounding", "day_hours", "half_hours"),
    )

    @classmethod
    def beginning(cls, terms):
        plain = {name: getattr(terms, name) for name in ("counted", "span", "rounding", "day_hours", "half_hours")}
        rates = {f"lead_{rank}": yen for rank, yen in terms.lead.items()}
        return plain | rates | {f"assistant_{rank}": yen for rank, yen in terms.assistant.items()}

    def values(self):
        rates = {duty: {rank.value: self[f"{duty}_{rank}"].data for rank in Rank} for duty in ("lead", "assistant")}
        return rates | {name: self[name].data for name in ("counted", "span", "rounding", "day_hours", "half_hours")}


class TaxForm(RuleForm):
    rate = WholeField(_("Withheld, in hundredths of a percent (1021 means 10.21)"))
    over = WholeField(_("Beyond the limit, in hundredths of a percent (2042 means 20.42)"))
    step = WholeField(_("The limit of one payment, in yen"), least=1)
    with_travel = BooleanField(_("The costs of the way are part of what it is taken from"))
    shown = ("rate", "over", "step", "with_travel")


class PlaceForm(StepForm):
    place = ChoiceField(_("Place"), coerce=lambda typed: int(typed) if typed and typed != "None" else None)
    yen = WholeField(_("Yen there and back"), needed=False)
    halves = ("place", "yen")


class FareRuleForm(RuleForm):
    by = ChoiceField(_("What is paid"), FARES.items())
    steps = FieldList(FormField(PlaceForm, _("Place")), _("Fixed amounts"))
    shown = ("by",)
    places: tuple = ()
    """(id, localized name) of every place."""

    @classmethod
    def beginning(cls, fares):
        return {"by": fares.by, "steps": [{"place": place, "yen": yen} for place, yen in fares.places]}

    def offer(self, places):
        self.places = tuple(places)
        self.name_places()

    def add_spare_rows(self):
        super().add_spare_rows()
        self.name_places()

    def name_places(self):
        for entry in self.steps:
            entry.form.place.offer([("", "–"), *((id, plain(name)) for id, name in self.places)])

    def values(self):
        names = dict(self.places)
        return {"by": self.by.data, "places": [[id, yen, names[id]] for id, yen in self.stepped() if id in names]}
