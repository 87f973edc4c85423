"""Months whose fees of instructors are still to be closed."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....honoraria.rules.sheets import following
from ....honoraria.views.words import address_of, in_words
from ....i18n.formats import day
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.FEES, Permission.MONEY_DECIDE)
def to_close(rows):
    return group(_("Fees of instructors to close"), _("Every month of fees is closed."), rows, item)


def item(row):
    """Months close in their order, so the first that is open comes first."""
    month = following(date.fromisoformat(row.detail)) if row.detail else date.fromisoformat(row.ref)
    return Item(
        in_words(month),
        _("Over since %(day)s", day=day(row.since)),
        url_for("honoraria.month", month=address_of(month)),
        _("Look and close"),
    )
