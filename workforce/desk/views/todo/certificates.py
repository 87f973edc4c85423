"""Certificates to issue, and papers that the authority waits for."""

from flask import url_for
from flask_babel import gettext as _

from .... import clock, policies
from ....access import Permission
from ....database import db
from ....i18n.formats import day
from ....reports.rules.deadlines import DEADLINES, NAMES, Paper, day_of
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.CERTIFICATES, Permission.CERTIFICATES_ISSUE)
def certificates(rows):
    return group(
        _("Courses that are over, without certificates"),
        _("Every course that is over has its certificates."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _("Over since %(day)s", day=day(row.since)),
            url_for("certificates.cohort", code=row.ref),
            _("See who is ready"),
        ),
    )


@shows(Kind.PAPERS, Permission.ATTENDANCE_MANAGE)
def papers(rows):
    rule = policies.current(db.session, DEADLINES, at=clock.now()) if rows else None
    return group(
        _("Papers that the authority waits for"),
        _("No paper is due."),
        rows,
        lambda row: Item(
            f"{row.name} {row.ref}",
            _(
                "%(paper)s, by %(day)s",
                paper=NAMES[Paper(row.detail)],
                day=day(day_of(rule, Paper(row.detail), clock.today(row.since))),
            ),
            url_for("reports.packet", code=row.ref),
            _("Look at the papers"),
        ),
    )
