"""Who recorded something, in words for the person it is about."""

from flask_babel import lazy_gettext as _

from ..models import MarkSource

BY = {
    MarkSource.ROLL_CALL: _("by the teacher"),
    MarkSource.STAFF: _("by the centre"),
    MarkSource.SELF: _("by yourself"),
    MarkSource.PAPER: _("from the sheet on paper"),
}
