"""Points as an assessor types them: one input a criterion, and what the page showed when it was opened."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from ...catalogue.forms.fields import WholeField
from ...forms import Form
from ...i18n.wording import plain


class PointsField(WholeField):
    """0 to `most`, or empty for none."""

    def __init__(self, label, *, most, **kwargs):
        super().__init__(label, needed=False, **kwargs)
        self.most = most
        self.flags.optional = False
        self.wrong = _("Type a whole number from 0 to %(most)s.", most=most)

    def pre_validate(self, form):
        if self.data is not None and self.data > self.most:
            raise ValidationError(self.wrong)


class MarksForm(Form):
    """`made_for` gives the form of a sheet. An old page takes back nothing that was given since it was opened."""

    criterion_ids: tuple[int, ...] = ()

    @property
    def fields(self):
        return [self[f"c{one}"] for one in self.criterion_ids]

    def touched(self) -> dict[int, int | None]:
        """{criterion id: points} of what was changed on this page and can be read."""
        right = [one for one in self.criterion_ids if not self[f"c{one}"].errors]
        return {one: self[f"c{one}"].data for one in right if self.written(one) != self[f"seen{one}"].data}

    def written(self, criterion_id) -> str:
        points = self[f"c{criterion_id}"].data
        return "" if points is None else str(points)

    def has_saved(self):
        """What was typed is what is on record."""
        for one in self.criterion_ids:
            if not self[f"c{one}"].errors:
                self[f"seen{one}"].data = self.written(one)


class TalkForm(MarksForm):
    reason = TextAreaField(
        _("Why you correct your points"), [Length(max=500, message=_("Shorten the reason to 500 characters."))]
    )


def made_for(criteria, kind=MarksForm) -> type[MarksForm]:
    """The form of these criteria, in the reader's language."""
    fields: dict[str, object] = {"criterion_ids": tuple(one.id for one in criteria)}
    for one in criteria:
        fields[f"c{one.id}"] = PointsField(plain(one.name), most=one.most)
        fields[f"seen{one.id}"] = HiddenField()
    return type(kind.__name__, (kind,), fields)


def values_of(points) -> dict[str, int | str]:
    """`points`: {criterion id: points} on record."""
    return {f"c{key}": given for key, given in points.items()} | {f"seen{key}": str(g) for key, g in points.items()}
