"""What staff say when they look for somebody to teach."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoicesField, WholeField
from ...forms import Form


class AbsenceForm(Form):
    sessions = ChoicesField(_("To which sessions can they not come?"), coerce=int)


class AskForm(Form):
    """With a number for each person: `order_<id>`; see `form_of`."""

    is_short = BooleanField(_("It is urgent: they have little time to answer"))
    note = StringField(_("A sentence to whoever is asked"), [Length(max=300)])

    def chosen(self) -> list[int]:
        """The people in the order in which they are asked."""
        numbers = [(field.data, int(name.removeprefix("order_"))) for name, field in self.orders() if field.data]
        return [person_id for _number, person_id in sorted(numbers, key=lambda pair: pair[0])]

    def orders(self) -> Iterable[tuple[str, WholeField]]:
        return [(name, field) for name, field in self._fields.items() if name.startswith("order_")]

    def of(self, person_id: int) -> WholeField:
        return self[f"order_{person_id}"]


ASKED_AT_FIRST = 5
"""So many of the list have a number before anybody changes it."""


def form_of(people: Sequence[tuple[int, str]], **data) -> AskForm:
    """`people`: (id, name) in the order that is proposed."""
    fields = {f"order_{id}": WholeField(name, needed=False, least=1) for id, name in people}
    begin = {f"order_{id}": n for n, (id, _name) in enumerate(people[:ASKED_AT_FIRST], 1)}
    made = type("AskPeopleForm", (AskForm,), fields)
    form = made(data=begin | data)
    for _name, field in form.orders():
        field.flags.optional = False  # the sentence above says that one may stay empty
    return form
