"""Rolls that nobody closed, marks that came too late, and what trainees say is wrong."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.CONTEST, Permission.ATTENDANCE_MANAGE)
def contests(rows):
    return group(
        _("People who say that their attendance is recorded wrongly"),
        _("Nobody says that their attendance is recorded wrongly."),
        rows,
        lambda row: Item(
            row.name,
            moment(row.since),
            url_for("attendance.decide", receipt=row.ref, session_id=int(row.detail)),
            _("Look and decide"),
        ),
    )


@shows(Kind.LATE_MARK, Permission.ATTENDANCE_MANAGE)
def late_marks(rows):
    return group(
        _("Marks that came after the roll was closed"),
        _("No mark came after its roll was closed."),
        rows,
        lambda row: Item(
            row.name,
            moment(row.since),
            url_for("attendance.decide", receipt=row.ref, session_id=int(row.detail)),
            _("Look and decide"),
        ),
    )


@shows(Kind.ROLL, Permission.ATTENDANCE_MANAGE)
def open_rolls(rows):
    return group(
        _("Rolls that nobody closed"),
        _("Every roll is closed."),
        rows,
        lambda row: Item(
            f"{row.name} {row.detail}",
            moment(row.since),
            url_for("attendance.roll", session_id=int(row.ref)),
            _("Open the roll"),
        ),
        url=url_for("attendance.lessons"),
    )
