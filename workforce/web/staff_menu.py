"""The pages that staff move between, in a few groups. A new page is one `Entry` in the group where it is looked for."""

from collections.abc import Iterator
from dataclasses import replace

from flask import request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user

from ..access import Permission, may
from .menus import Entry, Group, nearness

FEW = 6
"""So many pages stand side by side without groups: those who teach open two or three."""

GROUPS = (
    Group(_("To do now"), (Entry("desk.home", _("To do now"), Permission.DESK_USE),)),
    Group(
        _("People and messages"),
        (
            Entry("enrolment.counter", _("New enrolment"), Permission.ENROLMENTS_MANAGE),
            Entry("operators.staff_operators", _("Operators"), Permission.OPERATORS_READ),
            Entry("desk.messages", _("Messages"), Permission.MESSAGES_READ),
            Entry("desk.duplicates", _("Duplicates"), Permission.PEOPLE_MERGE),
        ),
        below=("enrolments/", "people/", "merges/", "search", "calls", "letters", "interests"),
    ),
    Group(
        _("Courses"),
        (
            Entry("catalogue.staff_courses", _("Courses"), Permission.CATALOGUE_READ),
            Entry("catalogue.staff_cohorts", _("Cohorts"), Permission.CATALOGUE_READ),
            Entry("screening.assessments", _("Points to give"), Permission.SCREENING_ASSESS),
            Entry("certificates.registers", _("Certificates"), Permission.ATTENDANCE_MANAGE),
        ),
        below=("materials/", "outlooks", "deadlines"),
    ),
    Group(
        _("Lessons and rooms"),
        (
            Entry("attendance.lessons", _("Lessons"), Permission.ATTENDANCE_TAKE),
            Entry("scheduling.timetable", _("Timetable"), Permission.CATALOGUE_READ),
            Entry("scheduling.plans", _("Plans"), Permission.ASSIGNMENTS_MANAGE),
            Entry("scheduling.searches", _("Who is asked to teach"), Permission.ASSIGNMENTS_MANAGE),
            Entry("scheduling.instructors", _("Instructors"), Permission.ASSIGNMENTS_MANAGE),
            Entry("catalogue.staff_places", _("Places"), Permission.CATALOGUE_READ),
        ),
        below=("lessons/",),
    ),
    Group(
        _("Money"),
        (
            Entry("money.overview", _("Money"), Permission.MONEY_READ),
            Entry("honoraria.months", _("Fees of instructors"), Permission.MONEY_READ),
        ),
    ),
    Group(
        _("Rules and records"),
        (
            Entry("desk.policies", _("Rules"), Permission.DESK_USE),
            Entry("people.accounts", _("Accounts"), Permission.ACCOUNTS_MANAGE),
            Entry("desk.history", _("History"), Permission.HISTORY_READ),
            Entry("desk.audit", _("Audit"), Permission.AUDIT_READ),
        ),
        below=("wordings", "retention"),
    ),
)


def staff_menu() -> list[Group]:
    """The groups of which the reader may open a page; the one that holds the page of this request `is_here`."""
    groups = [replace(group, entries=tuple(entries(group))) for group in GROUPS]
    groups = [group for group in groups if group.entries]
    if sum(len(group.entries) for group in groups) <= FEW:
        groups = [Group(entry.label, (entry,)) for group in groups for entry in group.entries]
    tail = request.path.partition("/staff/")[2]
    here = max(groups, key=lambda group: nearness(group, tail), default=None)
    found = here is not None and nearness(here, tail)
    return [replace(group, is_here=bool(found) and group is here) for group in groups]


def entries(group: Group) -> Iterator[Entry]:
    for entry in group.entries:
        if may(current_user, entry.permission):
            yield replace(entry, address=url_for(entry.endpoint), is_here=request.endpoint == entry.endpoint)


def init_app(app):
    app.jinja_env.globals["staff_menu"] = staff_menu
