"""People who cannot finish by the lessons that there are, or soon cannot."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....attendance.models import Prospect
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.OUTLOOK, Permission.ATTENDANCE_MANAGE)
def outlooks(rows):
    return group(
        _("Who may not finish"),
        _("Everybody can still finish."),
        rows,
        lambda row: Item(
            row.name,
            _("Cannot finish by our lessons") if row.detail == Prospect.IMPOSSIBLE else _("Last chance soon"),
            url_for("attendance.staff_make_up", receipt=row.ref),
            _("See the ways"),
        ),
        url=url_for("attendance.outlooks"),
    )
