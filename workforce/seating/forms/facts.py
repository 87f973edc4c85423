"""What staff note of somebody: each field stays as it was answered until they choose something else."""

from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Length, Optional

from ...catalogue.forms.fields import ChoiceField, ChoicesField
from ...enrolment.rules.professions import EXPERIENCES, Experience
from ...forms import Form
from ..rules.words import PROFESSIONS

AS_ANSWERED, NONE, YES, NO = "-", "", "yes", "no"
LANGUAGES = ("ja", "zh", "en", "vi", "ne", "id", "my", "fil", "ko", "th", "hi", "si", "bn", "pt", "es")
HEARD = ("profession", "experience", "language")
NEEDED = ("helped_in", "step_free")


class FactForm(Form):
    profession = ChoiceField(_("Profession"))
    employer = StringField(_("Employer"), [Optional(), Length(max=80)])
    experience = ChoiceField(_("Experience in this work"))
    language = ChoiceField(_("Language they speak best"))
    speaks = ChoicesField(_("Can also help others in"))
    helped_in = ChoiceField(_("Needs help in a language"))
    step_free = ChoiceField(_("Needs a table that can be used in a wheelchair"))
    on_card = BooleanField(_("They agreed that their profession stands on their card"))

    def offer(self, known, *, shows_needs: bool):
        """`known`: what is known without notes. Needs are offered only to those who may read them."""
        spoken = [(code, language_name(code)) for code in LANGUAGES]
        unknown = (NONE, _("Not known"))
        self.profession.offer([as_answered(PROFESSIONS.get(known.profession)), unknown, *PROFESSIONS.items()])
        self.experience.offer([as_answered(experience(known)), unknown, *EXPERIENCES.items()])
        self.language.offer([as_answered(language_name(known.language)), unknown, *spoken])
        self.speaks.offer(spoken)
        if shows_needs:
            wish = language_name(known.helped_in) or _("none")
            self.helped_in.offer([as_answered(wish), (NONE, _("none")), *spoken])
            needs = _("Yes") if known.step_free else _("No")
            self.step_free.offer([as_answered(needs), (YES, _("Yes")), (NO, _("No"))])
        else:
            del self.helped_in, self.step_free

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: noted(self[name].data) for name in HEARD}
        found |= {"employer": self.employer.data or None, "speaks": sorted(self.speaks.data or ())}
        found["on_card"] = self.on_card.data
        if "helped_in" in self:
            found["helped_in"] = noted(self.helped_in.data)
            found["step_free"] = {YES: True, NO: False}.get(self.step_free.data)
        return found


def noted(value: str) -> str | None:
    return None if value == AS_ANSWERED else value


def as_answered(words):
    return AS_ANSWERED, _("As they answered: %(what)s", what=words or _("not known"))


def experience(known):
    return EXPERIENCES[Experience(known.experience)] if known.experience else None


def language_name(code: str) -> str:
    return get_locale().languages.get(code, code) if code else ""


def shown(fact) -> dict:
    """A SeatingFact, or None, as the form shows it."""
    if fact is None:
        return dict.fromkeys((*HEARD, *NEEDED), AS_ANSWERED) | {"employer": "", "speaks": [], "on_card": False}
    found = {name: AS_ANSWERED if getattr(fact, name) is None else getattr(fact, name) for name in HEARD}
    found["helped_in"] = AS_ANSWERED if fact.helped_in is None else fact.helped_in
    found["step_free"] = {True: YES, False: NO}.get(fact.step_free, AS_ANSWERED)
    return found | {"employer": fact.employer or "", "speaks": fact.speaks, "on_card": fact.on_card}
