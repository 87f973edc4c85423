"""The attendance book of a cohort on paper: subject by subject, with a box for each stamp."""

from flask import abort, request
from flask_babel import gettext as _

from ... import clock, printing
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db
from ...i18n.formats import duration, hour, month_day, weekday
from ...i18n.wording import plain
from ...web import send_pdf
from ..models import Status
from ..queries import books, crediting
from ..rules.crediting import together
from ..rules.same_names import apart, beside
from . import views

SESSIONS_ON_A_PAGE = 9
SIGNS = {Status.PRESENT: "○", Status.ABSENT: "×", Status.LATE: "△", Status.LEFT_EARLY: "△"}


@views.get("/staff/cohorts/<code>/attendance-book.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def book(code):
    """By subject, with a box for each stamp; `?filled` with what is recorded."""
    cohort = cohort_brief(db.session, code) or abort(404)
    at = clock.now()
    people = books.people(db.session, cohort.id)
    names = apart(people)
    there = books.attended(db.session, cohort.id, at=at) if "filled" in request.args else {}
    pages = [page for found in books.books(db.session, cohort) for page in pages_of(found, people, there)]
    if not pages:
        abort(404)
    body = printing.pdf(
        "book",
        at=at,
        title=_("Attendance book of %(code)s", code=code),
        course=f"{plain(cohort.course.title)} {code}",
        people=[{"name": one.name, "kana": beside(one, names)} for one in people],
        pages=pages,
        labels={
            "day": _("Day, time, minutes"),
            "teacher": _("Stamp of the teacher"),
            "note": _(
                "○ there all the time · △ late or left early, with the minutes that count; in brackets the minutes in "
                "the room, where more than that · × absent · empty: not recorded"
            ),
            "rule": crediting.of_cohort(db.session, cohort, at=at).words() if there else "",
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
        "day": month_day(sitting.starts_at),
        "hours": f"{weekday(sitting.starts_at)} {hour(sitting.starts_at)}",
        "minutes": duration(column.minutes),
        "teacher": "\n".join(column.teachers),
        "cells": [cell(column, one.enrolment_id, there) for one in people],
    }


def cell(column, enrolment_id, there) -> dict[str, str]:
    """{"says": a sign and the minutes that count, "room": those in the room where they are more}"""
    found = [there[enrolment_id, part] for part in column.part_ids if (enrolment_id, part) in there]
    if not found:
        return {"says": "", "room": ""}
    all_parts = together(one.counted for one in found)
    if all_parts.counts == column.minutes:
        return {"says": SIGNS[Status.PRESENT], "room": ""}
    if not all_parts.present:
        return {"says": SIGNS[Status.ABSENT], "room": ""}
    room = f"({all_parts.present})" if all_parts.present > all_parts.counts else ""
    return {"says": f"{SIGNS[found[0].status]} {all_parts.counts}", "room": room}
