"""Points to give, and assessments to decide."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.SCREENING, Permission.SCREENING_DECIDE)
def assessments(rows):
    return group(
        _("Assessments that wait for you"),
        _("No assessment waits."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("Somebody is missing who gives points") if row.detail == "naming" else _("All points are given"),
            url_for("screening.screening", code=row.ref),
            _("Open the assessment"),
        ),
    )


@shows(Kind.ASSESS, Permission.SCREENING_ASSESS)
def points(rows):
    return group(
        _("Points that you have to give"),
        _("Nobody waits for points of yours."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("Applications closed on %(moment)s", moment=moment(row.since)),
            url_for("screening.overview", code=row.ref),
            _("Give points"),
        ),
        url=url_for("screening.assessments"),
    )
