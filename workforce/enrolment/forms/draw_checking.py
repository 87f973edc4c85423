"""The file of a draw that somebody wants to check."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import TextAreaField

from ...forms import Form
from ..rules.draw_file import LARGEST

TOO_LONG = _("That is larger than the file of any draw. Choose the file that you downloaded on the page of the draw.")
LONGEST_PASTED = 450_000  # bytes: a list of six thousand; a longer one is sent as the file it is
TOO_MUCH_TEXT = _("That is too much text for this field. Choose the file itself, above.")
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
            if len(text.encode()) > LONGEST_PASTED:
                return "", TOO_MUCH_TEXT
        if len(text.encode()) > LARGEST:
            return "", TOO_LONG
        return (text, None) if text else ("", NOTHING)
