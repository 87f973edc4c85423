"""A rule said no.

Each reason is a small class with a lazy sentence that says what to do next. Tests name the class; readers see the
sentence in their language.
"""

from flask_babel import lazy_gettext as _


class Refused(Exception):
    """`message` may hold `%(name)s` placeholders, filled with the values the refusal was raised with; a list
    of words is strung together as the reader's language does.

    `field` names the form field that the sentence belongs beside, or is None for the form as a whole.
    """

    message = _("That is not possible. Please go back and check what you see there now.")
    field: str | None = None

    def __init__(self, **values):
        super().__init__()
        self.values = values

    def text(self):
        """The sentence in the reader's language (needs a request or `i18n.speaking`)."""
        words = str(self.message)
        return words % {name: listed(value) for name, value in self.values.items()} if self.values else words


def listed(value):
    """A list of words as the reader's language strings them together; anything else as it is."""
    return str(_(", ")).join(value) if isinstance(value, list) else value
