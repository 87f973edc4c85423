"""What people give to a draw: a file to check; and staff: the public value, a reason, an assumption."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ...forms import Form
from ..rules.draw_file import LARGEST

TOO_LONG = _("That is larger than the file of any draw. Choose the file that you downloaded on the page of the draw.")
NOTHING = _("Choose the file of a draw, or put its text into the field.")
NO_TEXT = _("That is not a text file. Choose the file that you downloaded on the page of the draw.")


class CheckForm(Form):
    """`text` is what is to be checked, byte for byte where a file was sent."""

    file = FileField(_("The file of the draw"))
    pasted = TextAreaField(_("Or its text"))
    text = ""

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.text, wrong = self.read()
        if wrong:
            (self.pasted if self.pasted.data and not self.file.data else self.file).errors = [wrong]
        return not wrong

    def read(self):
        """(text, what is wrong with it or None). Browsers send pasted lines with CRLF and forms strip the last one."""
        if self.file.data:
            content = self.file.data.read(LARGEST + 1)
            self.file.data.close()
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                return "", TOO_LONG if len(content) > LARGEST else NO_TEXT
        else:
            text = self.pasted.data.replace("\r\n", "\n").strip("\n") + "\n" if self.pasted.data else ""
        if len(text.encode()) > LARGEST:
            return "", TOO_LONG
        return (text, None) if text else ("", NOTHING)


class NameForm(Form):
    name = StringField(
        _("Name of the public value"), [Length(max=200, message=_("Shorten the name to 200 characters."))]
    )


class ValueForm(Form):
    value = StringField(
        _("What the source says"),
        [
            DataRequired(_("Type the value exactly as the source shows it.")),
            Length(max=200, message=_("Shorten the value to 200 characters.")),
        ],
    )


class SeenForm(Form):
    """The button of the second person, about what they saw."""

    seen = HiddenField(validators=[DataRequired()])


class AgainForm(Form):
    reason = TextAreaField(
        _("Why the draw has to be repeated"),
        [
            DataRequired(_("Write the reason: everybody can read it on the page of the draw.")),
            Length(max=500, message=_("Shorten the reason to 500 characters.")),
        ],
    )
    value_name = StringField(
        _("Public value to mix in"), [Length(max=200, message=_("Shorten the name to 200 characters."))]
    )
