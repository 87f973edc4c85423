"""Trainees whom somebody should call, and what waits for a decision about their hours."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ....access import Permission
from ....i18n.formats import day, moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.AT_RISK, Permission.ATTENDANCE_MANAGE)
def at_risk(rows):
    return group(
        _("Trainees who may drop out"),
        _("Nobody was absent twice, and nobody is silent."),
        rows,
        lambda row: Item(row.name, absences(row), url_for("attendance.staff_hours", receipt=row.ref), _("Call")),
    )


def absences(row):
    return ngettext(
        "absent %(num)s time in four weeks, last on %(day)s",
        "absent %(num)s times in four weeks, last on %(day)s",
        int(row.detail),
        day=day(row.since),
    )


@shows(Kind.NO_DOCUMENT, Permission.PEOPLE_EDIT)
def without_document(rows):
    return group(
        _("Trainees who have not shown who they are"),
        _("Everybody has shown who they are."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, since %(day)s", code=row.detail, day=day(row.since)),
            url_for("desk.cohort_identity", code=row.detail),
            _("Record it"),
        ),
    )


@shows(Kind.EXEMPTION, Permission.COMPLETION_DECIDE)
def exemptions(rows):
    return group(
        _("Subjects to leave out: to decide"),
        _("Nobody asks to leave subjects out."),
        rows,
        lambda row: Item(
            row.name,
            ngettext("%(num)s subject", "%(num)s subjects", int(row.detail)),
            url_for("attendance.decide_exemption", receipt=row.ref),
            _("Look and decide"),
        ),
    )


@shows(Kind.OVERRIDE, Permission.COMPLETION_DECIDE)
def overrides(rows):
    return group(
        _("Completion against the rule: to decide"),
        _("Nothing is asked against the rule."),
        rows,
        lambda row: Item(
            row.name,
            moment(row.since),
            url_for("attendance.decide_override", receipt=row.ref, override_id=row.id),
            _("Look and decide"),
        ),
    )
