"""What administrators say about accounts, and what the invited say about themselves."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SearchField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from ...access import Role
from ...forms import Form
from ..queries.account_list import Filters
from ..rules.names import name_of
from ..rules.roles import INVITED, NAMES
from .fields import LANGUAGE_CHOICES, mail_field
from .own import NewPasswordForm

INVITED_CHOICES = [SelectChoice(role.value, NAMES[role]) for role in INVITED]


class AccountFilterForm(Form):
    """Read from the address; what cannot be read filters nothing."""

    class Meta(Form.Meta):
        csrf = False

    q = SearchField(_("Name or mail address"))
    role = SelectField(_("Role"), choices=[SelectChoice("", _("Every role")), *INVITED_CHOICES])
    closed = BooleanField(_("Closed accounts"))

    @property
    def filters(self):
        role = Role(self.role.data) if self.role.data in set(INVITED) else None
        return Filters(search=self.q.data or "", role=role, closed=self.closed.data)

    @property
    def count(self):
        return sum(map(bool, (self.q.data, self.filters.role, self.closed.data)))


class InviteForm(Form):
    mail = mail_field()
    role = RadioField(_("Role"), choices=INVITED_CHOICES, coerce=Role, validators=[DataRequired(_("Choose a role."))])
    language = SelectField(_("Language of the invitation"), choices=LANGUAGE_CHOICES)


class RolesForm(Form):
    """`seen`: actions.accounts.mark of the roles that the page showed."""

    seen = HiddenField()
    roles = SelectMultipleField(
        _("Roles"),
        choices=[SelectChoice(role.value, name) for role, name in NAMES.items()],
        coerce=Role,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class ReasonForm(Form):
    reason = StringField(_("Reason"), [DataRequired(_("Say why.")), Length(max=500)])


class NameForm(Form):
    """The name of somebody who was invited. The reading sorts the lists of names."""

    family_name = StringField(_("Family name"))
    given_name = StringField(_("Given name"))
    family_kana = StringField(_("Family name in kana"))
    given_kana = StringField(_("Given name in kana"))

    def name(self):
        """The name as stored. Raises a Refused that belongs beside one of the fields."""
        return name_of(
            family=self.family_name.data,
            given=self.given_name.data,
            family_kana=self.family_kana.data,
            given_kana=self.given_kana.data,
        )


class NameAndPasswordForm(NameForm, NewPasswordForm):
    """For staff; everybody else needs no password."""
