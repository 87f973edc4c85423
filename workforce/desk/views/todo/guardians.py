"""Seats that are held for a guardian's answer."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import moment
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.GUARDIAN_PAPER, Permission.ENROLMENTS_MANAGE)
def guardian_papers(rows):
    return group(
        _("Waiting for a guardian's paper: print it and hand it over"),
        _("No seat waits for a guardian's paper."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, seat held until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Print or record the paper"),
        ),
    )


@shows(Kind.GUARDIAN, Permission.ENROLMENTS_MANAGE)
def guardians(rows):
    return group(
        _("Waiting for a guardian's answer"),
        _("No seat waits for the answer to a letter."),
        rows,
        lambda row: Item(
            row.name,
            _("%(code)s, seat held until %(moment)s", code=row.detail, moment=moment(row.since)),
            url_for("enrolment.staff_enrolment", receipt=row.ref),
            _("Look at it"),
        ),
    )
