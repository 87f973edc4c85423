"""Paper: the attendance book of a cohort, the sheet of one session, and typing it back."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, printing
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db
from ...i18n.formats import duration, hour, hours, short_day
from ...i18n.wording import plain
from ...web import render, send_pdf
from ..actions import marks as actions
from ..forms.paper import PaperForm, on_sheet
from ..models import MarkSource, Status
from ..queries import books, rolls
from ..rules import row_codes
from . import views
from .loading import own_roll

SESSIONS_ON_A_PAGE = 9
SIGNS = {Status.PRESENT: "○", Status.ABSENT: "×", Status.LATE: "△", Status.LEFT_EARLY: "△"}


@views.get("/staff/cohorts/<code>/attendance-book.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def book(code):
    """By subject, with a box for each stamp; `?filled` with what is recorded."""
    cohort = cohort_brief(db.session, code) or abort(404)
    at = clock.now()
    people = books.people(db.session, cohort.id)
    there = books.attended(db.session, cohort.id) if "filled" in request.args else {}
    pages = [page for found in books.books(db.session, cohort) for page in pages_of(found, people, there)]
    if not pages:
        abort(404)
    body = printing.pdf(
        "book",
        at=at,
        title=_("Attendance book of %(code)s", code=code),
        course=f"{plain(cohort.course.title)} {code}",
        people=[{"name": one.name, "kana": one.kana} for one in people],
        pages=pages,
        labels={
            "day": _("Day, time, minutes"),
            "teacher": _("Stamp of the teacher"),
            "note": _("○ there all the time · △ with minutes: there only for those · × absent · empty: not recorded"),
        },
    )
    return send_pdf(body, f"attendance-{code}")


def pages_of(found, people, there):
    columns = found.columns
    for first in range(0, len(columns), SESSIONS_ON_A_PAGE):
        yield {
            "title": f"{found.number} {plain(found.title)}",
            "hours": duration(found.minutes),
            "columns": [column_of(one, people, there) for one in columns[first : first + SESSIONS_ON_A_PAGE]],
        }


def column_of(column, people, there):
    sitting = column.sitting
    return {
        "day": short_day(sitting.starts_at),
        "hours": hour(sitting.starts_at),
        "minutes": duration(column.minutes),
        "teacher": "\n".join(column.teachers),
        "cells": [cell(column, one.id, there) for one in people],
    }


def cell(column, enrolment_id, there) -> str:
    found = [there[enrolment_id, part] for part in column.part_ids if (enrolment_id, part) in there]
    if not found:
        return ""
    minutes, status = sum(each for each, _status in found), found[0][1]
    if minutes == column.minutes:
        return SIGNS[Status.PRESENT]
    return f"{SIGNS[status]} {minutes}" if minutes else SIGNS[Status.ABSENT]


@views.get("/instructor/lessons/<int:session_id>/sheet.pdf")
@requires(Permission.ATTENDANCE_TAKE)
def sheet(session_id):
    """For a room without any device: names with the codes by which it is typed back."""
    roll = own_roll(session_id)
    sitting = roll.sitting
    rows = [roll.rows[one] for one in on_sheet(roll)]
    body = printing.pdf(
        "roll",
        at=clock.now(),
        title=f"{_('Roll call')} {short_day(sitting.starts_at)} {hours(sitting.starts_at, sitting.ends_at)}",
        course=f"{plain(sitting.title)} {sitting.code}",
        headings=[_("Code"), _("Name"), _("Stamp"), _("Minutes late"), _("Minutes before the end")],
        people=[
            {"code": row_codes.code(n, row.enrolment_id), "name": row.name, "kana": row.kana}
            for n, row in enumerate(rows, 1)
        ],
        note=_(
            "Stamp or sign who is there, write minutes for who was late or left early, and nothing for who is absent."
        ),
    )
    return send_pdf(body, f"roll-{sitting.code}-{clock.today(sitting.starts_at):%Y%m%d}")


@views.route("/staff/lessons/<int:session_id>/paper", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def paper(session_id):
    """Whoever is not named was there: a sheet of thirty people is typed in a minute."""
    roll = rolls.roll(db.session, session_id) or abort(404)
    form = PaperForm()
    if form.done(lambda: take(roll, form)):
        flash(ngettext("Recorded for %(num)s person.", "Recorded for %(num)s people.", len(form.result)))
        return redirect(url_for(".roll", session_id=session_id), 303)
    rows = [(row_codes.code(n, one), roll.rows[one].name) for n, one in enumerate(on_sheet(roll), 1)]
    return render("attendance/staff_paper.html", form=form, sitting=roll.sitting, rows=rows)


def take(roll, form):
    given = form.given(roll)
    return actions.mark(db.session, roll.sitting.id, given, source=MarkSource.PAPER, by=current_user, at=clock.now())
