"""The rules about certificates, as administrators set them."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, WholeField
from ...catalogue.forms.rules import RuleForm
from ...money.rules.documents import Calendar

CALENDARS = [(Calendar.ERA, _("Japanese era (令和8年)")), (Calendar.WESTERN, _("Western year (2026年)"))]
SHORTER = Length(max=300, message=_("Shorten this to 300 characters."))


def text(label):
    return StringField(label, [SHORTER])


class IssuerForm(RuleForm):
    provider = text(_("Provider, as it stands on certificates"))
    representative = text(_("Representative, with office and name"))
    authority = text(_("Authority to which papers about courses go"))
    calendar = ChoiceField(_("Dates"), CALENDARS)
    shown = ("provider", "representative", "authority", "calendar")

    @classmethod
    def beginning(cls, rule):
        return super().beginning(rule) | {"calendar": rule.calendar.value}


class RegisterForm(RuleForm):
    letters = text(_("Letters before the number"))
    yearly = BooleanField(_("Numbers begin anew each fiscal year"))
    title = text(_("Title of the certificate"))
    statement = TextAreaField(_("What it says"), [SHORTER])
    designation = text(_("Number of the designation"))
    expires = WholeField(_("Ends after so many months (0: never)"))
    work_months = WholeField(_("Months of work that renew it (0: only the course does)"))
    notice = WholeField(_("Days before the end on which we write"))
    copies = BooleanField(_("May be printed again on request"))
    fee = WholeField(_("Fee for that, in yen"))
    permanent = BooleanField(_("Its register is kept for good"))
    shown = (
        *("letters", "yearly", "title", "statement", "designation", "expires", "work_months", "notice"),
        *("copies", "fee", "permanent"),
    )
