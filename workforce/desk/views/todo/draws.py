"""Draws that wait for staff."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.DRAW, Permission.ENROLMENTS_MANAGE)
def draws(rows):
    return group(
        _("Draws that wait for you"),
        _("No draw waits."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("List closed on %(moment)s", moment=moment(row.since))
            if row.detail == "1"
            else _("Somebody asked on %(moment)s for it to be repeated", moment=moment(row.since)),
            url_for("enrolment.staff_draw", code=row.ref),
            _("Open the draw"),
        ),
    )
