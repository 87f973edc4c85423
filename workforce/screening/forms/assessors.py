"""Whom a manager names, and whom they name no more. Each input has a name of its own: the forms share a page."""

from flask_babel import gettext, lazy_gettext
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from ...catalogue.forms.fields import NEEDED, ChoiceField
from ...forms import Form

_ = lazy_gettext


def whole(typed) -> int | None:
    return int(typed) if typed else None


def chosen(label, first):
    """A list that begins with `first`, which is no choice."""
    return ChoiceField(label, [("", first)], coerce=whole, validators=[InputRequired(NEEDED)])


class NameForm(Form):
    account = chosen(_("Who gives points to all applicants"), _("Choose somebody"))


class OneForm(Form):
    number = chosen(_("For whom"), _("Choose an applicant"))
    other = chosen(_("Who gives points to this applicant"), _("Choose somebody"))


class EndForm(Form):
    assessor = chosen(_("Who gives points no more"), _("Choose somebody"))
    reason = StringField(_("Why"), [Length(max=200, message=_("Shorten the reason to 200 characters."))])


def offered(form, accounts, found):
    """`form` with its choices: `accounts` are (id, name) of all who may give points, `found` the Assessment."""
    names = dict(accounts)
    choices = {
        "account": accounts,
        "other": accounts,
        "number": [(one.number, gettext("No. %(number)s", number=one.number)) for one in found.here],
        "assessor": [(one.id, names.get(one.account_id, "")) for one in found.assessors if one.closed_at is None],
    }
    for name, pairs in choices.items():
        if name in form:
            form[name].offer([(first.value, first.label) for first in form[name].choices[:1]] + pairs)
    return form
