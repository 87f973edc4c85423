"""The pages of a cohort that staff move between: a few groups, and the pages of the group where they are."""

from collections.abc import Iterator
from dataclasses import replace

from flask import request, url_for
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from flask_login import current_user

from ..access import Permission, may
from .menus import Entry, Group, nearness

LOTTERIES = ("lottery", "lottery_if_over")
ONLY_FOR = {
    "enrolment.staff_draw": LOTTERIES,
    "screening.screening": ("screening",),
    "screening.criteria": ("screening",),
}


GROUPS = (
    Group(
        lazy_pgettext("cohort", "People"),
        (
            Entry("enrolment.cohort_board", _("Enrolments"), Permission.ENROLMENTS_READ),
            Entry("attendance.cohort_progress", _("Progress"), Permission.ENROLMENTS_READ),
            Entry("enrolment.cohort_needs", _("Needs"), Permission.NEEDS_READ),
            Entry("desk.cohort_identity", _("Documents shown"), Permission.PEOPLE_EDIT),
        ),
        below=("results",),
    ),
    Group(
        _("Seats"),
        (
            Entry("enrolment.cohort_seats", _("Every seat"), Permission.ENROLMENTS_READ),
            Entry("enrolment.cohort_selection", _("How seats are given"), Permission.CATALOGUE_READ),
            Entry("enrolment.staff_draw", _("Draw"), Permission.ENROLMENTS_READ),
            Entry("screening.screening", _("Assessment"), Permission.SCREENING_DECIDE),
            Entry("screening.criteria", _("Criteria"), Permission.CATALOGUE_EDIT),
        ),
    ),
    Group(
        _("Lessons"),
        (
            Entry("catalogue.cohort_sessions", _("Sessions"), Permission.CATALOGUE_READ),
            Entry("scheduling.teaching", _("Who teaches"), Permission.ASSIGNMENTS_MANAGE),
            Entry("attendance.rolls", _("Roll calls"), Permission.ATTENDANCE_MANAGE),
            Entry("seating.cohort", _("Tables"), Permission.ATTENDANCE_MANAGE),
            Entry("enrolment.cohort_materials", lazy_pgettext("course", "Files"), Permission.CATALOGUE_READ),
            Entry("scheduling.cohort_feed", _("Calendar address"), Permission.CATALOGUE_EDIT),
            Entry("attendance.what_if", _("What if"), Permission.ATTENDANCE_MANAGE),
        ),
    ),
    Group(
        _("Money and papers"),
        (
            Entry("money.cohort", _("Money"), Permission.MONEY_READ),
            Entry("certificates.cohort", _("Certificates"), Permission.ATTENDANCE_MANAGE),
            Entry("reports.packet", _("Papers for the authority"), Permission.ATTENDANCE_MANAGE),
        ),
    ),
    Group(
        _("Cohort"),
        (
            Entry("catalogue.staff_cohort", _("Facts"), Permission.CATALOGUE_READ),
            Entry("catalogue.edit_cohort", _("Edit"), Permission.CATALOGUE_EDIT),
            Entry("catalogue.copy_cohort", _("Copy"), Permission.CATALOGUE_EDIT),
            Entry("site.cohort", _("As visitors see it"), Permission.CATALOGUE_READ),
        ),
    ),
)


def cohort_menu(cohort) -> list[Group]:
    """The groups of which the reader may open a page; the one that holds the page of this request `is_here`."""
    groups = [replace(group, entries=tuple(entries(group, cohort))) for group in GROUPS]
    groups = [group for group in groups if group.entries]
    tail = request.path.partition(f"/cohorts/{cohort.code}/")[2]
    here = max(groups, key=lambda group: nearness(group, tail), default=None)
    return [replace(group, is_here=group is here) for group in groups]


def entries(group: Group, cohort) -> Iterator[Entry]:
    for entry in group.entries:
        if may(current_user, entry.permission) and makes_sense(entry.endpoint, cohort):
            address = url_for(entry.endpoint, code=cohort.code)
            holds = request.path.startswith(f"{address}/") and not address.endswith(f"/cohorts/{cohort.code}")
            yield replace(entry, address=address, is_here=request.endpoint == entry.endpoint, holds=holds)


def makes_sense(endpoint: str, cohort) -> bool:
    if endpoint == "catalogue.edit_cohort":
        return cohort.state != "cancelled"
    return endpoint not in ONLY_FOR or cohort.selection in ONLY_FOR[endpoint]


def init_app(app):
    app.jinja_env.globals["cohort_menu"] = cohort_menu
