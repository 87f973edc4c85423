"""Records of people that somebody must decide about."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import day
from ....people.rules.contacts import shown_phone
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.CONTACT, Permission.PEOPLE_EDIT)
def contact_changes(rows):
    return group(
        _("Changed contacts to confirm"),
        _("No changed contact waits."),
        rows,
        lambda row: Item(
            row.name, contact(row.detail), url_for("desk.person", person_id=row.ref), _("Confirm or refuse")
        ),
    )


def contact(value):
    return value if "@" in value else shown_phone(value)


@shows(Kind.DUPLICATE, Permission.PEOPLE_MERGE)
def duplicates(rows):
    return group(
        _("Perhaps the same person twice"),
        _("No two records look like the same person."),
        rows,
        lambda row: Item(
            row.name,
            _("Found on %(day)s", day=day(row.since)),
            url_for("desk.duplicate", pair_id=row.ref),
            _("Compare"),
        ),
        url=url_for("desk.duplicates"),
    )
