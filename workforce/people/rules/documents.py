"""The documents that say who somebody is, in words."""

from flask_babel import lazy_gettext as _

from ..models import Document

NAMES = {
    Document.DRIVING_LICENCE: _("Driving licence"),
    Document.RESIDENCE_CARD: _("Residence card"),
    Document.MY_NUMBER_CARD: _("My Number card (front only)"),
    Document.PASSPORT: _("Passport"),
    Document.STUDENT_CARD: _("Student card"),
    Document.OTHER: _("Another document"),
}
