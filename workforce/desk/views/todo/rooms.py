"""Sessions that have no room yet, or one that is shut then."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.wording import plain
from ...queries.todo import Kind
from .groups import Item, group, of_sessions, shows


def shut(hits):
    """`hits`: scheduling.queries.shut.to_come."""
    return group(
        _("Sessions in rooms that are shut then"),
        _("Every room is open when it is needed."),
        hits,
        lambda one: Item(
            f"{plain(one.title)} {one.code}" if one.code else one.purpose,
            one.why.text(),
            url_for("catalogue.cohort_sessions", code=one.code)
            if one.code
            else url_for("scheduling.room", place_id=one.place_id, room_id=one.room_id),
            _("Move it"),
        ),
    )


@shows(Kind.ROOMLESS, Permission.CATALOGUE_EDIT)
def without_room(rows):
    return group(
        _("Cohorts whose sessions have no room yet"),
        _("Every session of the next 90 days has a room."),
        rows,
        lambda row: of_sessions(row, url_for("catalogue.cohort_sessions", code=row.ref), _("Find a room")),
    )
