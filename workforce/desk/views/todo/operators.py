"""Operators that nobody leads, and people whose employer enrolled them."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import day
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.OWN_PART, Permission.ENROLMENTS_MANAGE)
def own_parts(rows):
    return group(
        _("Own parts that are missing, and the course begins soon"),
        _("Nobody whose employer enrolled them owes us their own part."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, begins on %(day)s", code=row.detail, day=day(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Call and ask"),
        ),
    )


@shows(Kind.LEADLESS_OPERATOR, Permission.OPERATORS_MANAGE)
def leadless_operators(rows):
    return group(
        _("Operators without a lead"),
        _("Every operator has a lead."),
        rows,
        lambda row: Item(
            row.name,
            _("Registered on %(day)s", day=day(row.since)),
            url_for("operators.edit_operator", operator_id=row.ref),
            _("Name a lead"),
        ),
        url=url_for("operators.staff_operators"),
    )
