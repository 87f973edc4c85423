"""Sessions that have no room yet."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ....access import Permission
from ....i18n.formats import day
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.ROOMLESS, Permission.CATALOGUE_EDIT)
def without_room(rows):
    return group(
        _("Cohorts whose sessions have no room yet"),
        _("Every session of the next 90 days has a room."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            ngettext(
                "%(num)s session, the first on %(day)s",
                "%(num)s sessions, the first on %(day)s",
                int(row.detail),
                day=day(row.since),
            ),
            url_for("catalogue.cohort_sessions", code=row.ref),
            _("Find a room"),
        ),
    )
