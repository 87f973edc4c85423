"""Forms: text from outside becomes typed, stripped values."""

from collections.abc import Callable
from typing import Any

from flask import g, has_request_context, request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from . import i18n
from .i18n.catalogues import of_fields
from .refusals import Refused


def strip(value):
    """Without the spaces around it, and without NUL, which PostgreSQL cannot keep; what was not sent is empty."""
    if value is None:
        return ""
    return value.replace("\x00", "").strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """Every form of the house. `refuse` shows a rule's refusal; a language switch and a stale page never validate."""

    result: Any = None
    is_refused = False

    class Meta:
        def bind_field(self, form, unbound, options):
            if issubclass(unbound.field_class, StringField):
                options["filters"] = [strip, *unbound.kwargs.get("filters", ())]
            return unbound.bind(form=form, **options)

        def get_translations(self, form):
            """WTForms' own words; Flask-WTF would read their file anew for every request."""
            return of_fields(i18n.current()) if has_request_context() else None

    def validate_on_submit(self, extra_validators=None):
        if self.is_submitted() and g.get("page_is_stale"):
            self.form_errors.append(STALE_PAGE)
            return False
        if i18n.is_switching():
            return False
        return super().validate_on_submit(extra_validators)

    def done(self, act: Callable[[], Any]) -> bool:
        """Whether this form was sent, is right, and `act()` did what it asks; `result` is what that gave back.

        What `act` refuses is shown in the form.
        """
        if not self.validate_on_submit():
            return False
        try:
            self.result = act()
        except Refused as refusal:
            self.refuse(refusal)
        return not self.is_refused

    def refuse(self, refusal):
        """Show `refusal` beside its field, or above the form."""
        self.is_refused = True
        if refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, refusal.text()]
        else:
            self.form_errors.append(refusal.text())

    @property
    def has_errors(self):
        return bool(self.errors) or bool(self.form_errors)


def is_pressed() -> bool:
    """A button of the page was pressed: this is neither only a change of language nor a page that is too old."""
    return request.method == "POST" and not i18n.is_switching() and not g.get("page_is_stale")


class ButtonForm(Form):
    """A form that is only a button: it carries the token."""


STALE_PAGE = _(
    "This page was open for a long time. Nothing you typed is lost: please check it and press the button again."
)
