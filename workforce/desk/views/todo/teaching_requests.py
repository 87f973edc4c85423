"""Sessions that nobody teaches yet, and requests to teach that wait for staff."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import day
from ....scheduling.rules.requests import Standing
from ...queries.todo import Kind
from .groups import Item, group, of_sessions, shows


@shows(Kind.TEACHING_DECISION, Permission.ASSIGNMENTS_MANAGE)
def to_decide(rows):
    return group(
        _("Answers of instructors to decide about"),
        _("No answer waits for you."),
        rows,
        lambda row: Item(
            row.name,
            _("said yes, to be confirmed") if row.detail == Standing.ACCEPTED else _("proposes something else"),
            url_for("scheduling.search", search_id=int(row.ref)),
            _("Decide"),
        ),
        url=url_for("scheduling.searches"),
    )


@shows(Kind.TEACHING_STUCK, Permission.ASSIGNMENTS_MANAGE)
def stuck(rows):
    return group(
        _("Nobody is left to ask"),
        _("Whoever is looked for is being asked, or was found."),
        rows,
        lambda row: Item(
            row.name,
            _("the first session on %(day)s", day=day(row.since)),
            url_for("scheduling.search", search_id=int(row.ref)),
            _("Look for somebody else"),
        ),
        url=url_for("scheduling.searches"),
    )


@shows(Kind.TEACHERLESS, Permission.ASSIGNMENTS_MANAGE)
def without_lead(rows):
    return group(
        _("Sessions soon that nobody teaches"),
        _("Every session soon has somebody, or somebody is being asked."),
        rows,
        lambda row: of_sessions(row, url_for("scheduling.ask", code=row.ref), _("Look for somebody")),
    )
