"""What every page of the form carries: which cohort it is for, which draft it belongs to, and what was typed so far."""

from wtforms import FormField, HiddenField

from ...forms import Form

LONGEST = 4000  # characters of one typed value that a draft keeps


class DraftForm(Form):
    """`draft` is the signed key of the draft: with it a form finds its draft also when the session is gone."""

    draft = HiddenField()

    def __init__(self, *, cohort, at, **given):
        super().__init__(**given)
        self.cohort = cohort
        self.at = at

    def typed(self) -> dict[str, list[str]]:
        """Everything as it was typed, right or wrong, by input name."""
        return {
            field.name: [str(value).replace("\x00", "")[:LONGEST] for value in field.raw_data]
            for field in self.inputs()
            if field.raw_data
        }

    def inputs(self):
        for field in self:
            if isinstance(field, FormField):
                yield from field
            elif field.name not in {"csrf_token", "draft"}:
                yield field
