"""Seats offered to people whose letter is a call."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.OFFER, Permission.ENROLMENTS_MANAGE)
def offers(rows):
    return group(
        _("Seats offered to people without a mail address: call them"),
        _("Nobody must be called about an offered seat."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, answer until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Call and note the answer"),
        ),
    )
