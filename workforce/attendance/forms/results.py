"""Results of a whole cohort on one form: a row a person, what is left empty is not recorded."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, DayField, WholeField
from ...forms import Form
from ..actions.assessments import SomeWrong, Typed
from ..models import AssessmentKind, Verdict

USUAL = 100


class ResultsForm(Form):
    """`results_form` gives the form of a cohort. `seen`: how many attempts there were when the page was made."""

    taken_on = DayField(_("Day of the assessment"))
    seen = HiddenField()
    enrolment_ids: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return int(self.seen.data) if (self.seen.data or "").isdecimal() else 0

    def typed(self) -> list[Typed]:
        """Of whom something was typed."""
        return [one for one in map(self.typed_of, self.enrolment_ids) if one is not None]

    def typed_of(self, enrolment_id) -> Typed | None:
        note = self[f"note-{enrolment_id}"].data
        given = self[f"given-{enrolment_id}"].data
        if given in (None, "") and not note:
            return None
        if isinstance(given, int):
            return Typed(enrolment_id, points=given, note=note)
        return Typed(enrolment_id, verdict=Verdict(given) if given else None, note=note)

    def refuse(self, refusal):
        """Each wrong row says itself what is wrong."""
        if not isinstance(refusal, SomeWrong):
            return super().refuse(refusal)
        self.is_refused = True
        for enrolment_id, wrong in refusal.rows.items():
            name = "note" if wrong.field == "note" else "given"
            field = self[f"{name}-{enrolment_id}"]
            field.errors = [*field.errors, wrong.text()]
        return None


class WrittenForm(ResultsForm):
    out_of = WholeField(_("Points that are possible"), least=1)


def results_form(kind: AssessmentKind, people, verdicts, **given) -> ResultsForm:
    """`people`: (enrolment id, name); `verdicts`: pairs for the practical judgement."""
    is_written = kind is AssessmentKind.WRITTEN
    ids = tuple(enrolment_id for enrolment_id, _name in people)
    fields: dict[str, object] = {"enrolment_ids": ids}
    for enrolment_id, name in people:
        fields[f"given-{enrolment_id}"] = points_field(name) if is_written else verdict_field(name, verdicts)
        fields[f"note-{enrolment_id}"] = StringField(
            _("Note for %(name)s", name=name), [Length(max=300, message=_("Shorten the note to 300 characters."))]
        )
    return type("CohortForm", (WrittenForm if is_written else ResultsForm,), fields)(**given)


def points_field(name):
    field = WholeField(_("Points of %(name)s", name=name), needed=False)
    return field


def verdict_field(name, verdicts):
    return ChoiceField(_("How %(name)s was judged", name=name), [("", "—"), *verdicts])
