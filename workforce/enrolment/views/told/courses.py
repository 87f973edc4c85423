"""What a course asks of those who enrol."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.tell("course", {"form_published": _("Questions of the form published")})
staff_words.fields({"questions": _("Questions of the form")})
