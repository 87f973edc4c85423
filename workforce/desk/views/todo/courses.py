"""Courses that nobody leads."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.LEADLESS_COURSE, Permission.CATALOGUE_EDIT)
def leadless_courses(rows):
    return group(
        _("Courses without a lead"),
        _("Every course has a lead."),
        rows,
        lambda row: Item(row.name, row.ref, url_for("catalogue.staff_course", slug=row.ref), _("Name a lead")),
        url=url_for("catalogue.staff_courses", without_lead="y"),
    )
