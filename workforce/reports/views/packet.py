"""The packet of one cohort: what is missing, by when which paper is wanted, and all of them as one file."""

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, printing
from ...access import Permission, requires
from ...certificates.rules.sheets import printed
from ...database import db
from ...i18n import speaking
from ...people.rules.eras import in_era
from ...web import render, send_pdf
from ..actions import sending
from ..forms.packet import SentForm
from ..queries import records
from ..queries.gaps import gaps
from ..rules import papers
from ..rules.deadlines import NAMES, Paper, due
from ..rules.notices import notices
from ..rules.sheets import as_workbook
from . import views
from .words import mended_at, said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@views.route("/staff/cohorts/<code>/packet", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def packet(code):
    at = clock.now()
    found = load(code, at)
    wanted = dues(found)
    form = SentForm()
    open_papers = [one.paper for one in wanted if one.sent_on is None]
    form.paper.offer([(paper.value, NAMES[paper]) for paper in open_papers])
    if form.done(lambda: note(found.cohort, form, open_papers, at)):
        flash(_("Noted as sent."))
        return redirect(url_for(".packet", code=code), 303)
    missing = [(said(one), mended_at(one, found.cohort)) for one in gaps(found, at=at)]
    return render(
        "reports/staff_packet.html",
        cohort=found.cohort,
        form=form,
        missing=missing,
        dues=wanted,
        names=NAMES,
        sheets=papers.packet(found),
        notices=notices(found),
        changes=found.changes,
        rule=found.deadlines,
        today=clock.today(at),
    )


def note(cohort, form, open_papers, at):
    paper = Paper(form.paper.data)
    given = {"words": form.words.data, "sent": paper not in open_papers}
    sending.note_sent(db.session, cohort, paper, **given, by=current_user, at=at)


@views.get("/staff/cohorts/<code>/packet.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def packet_paper(code):
    """`paper` in the address: one notice alone, without what is for ourselves."""
    at = clock.now()
    found = load(code, at)
    cohort = found.cohort
    only = request.args.get("paper")
    sheets = [sheet for sheet in papers.packet(found) if only is None or sheet.title == only]
    if not sheets:
        abort(404)
    with speaking("ja"):
        missing = [said(one) for one in gaps(found, at=at)]
        deadlines = [
            (NAMES[one.paper], in_era(one.day), in_era(one.sent_on) if one.sent_on else "未提出") for one in dues(found)
        ]
        body = printing.pdf(
            "packet",
            at=at,
            title=f"{cohort.course.title['ja']} {cohort.code} 提出書類",
            of=[[what, str(words)] for what, words in papers.heading(found)],
            day=in_era(clock.today(at)),
            missing=missing,
            deadlines=[[str(cell) for cell in row] for row in deadlines],
            sheets=[as_printed(sheet) for sheet in sheets],
            cover=only is None,
        )
    return send_pdf(body, f"packet-{cohort.code}" if only is None else f"{only}-{cohort.code}")


def as_printed(sheet):
    return {
        "title": sheet.title,
        "facts": [[what, str(words)] for what, words in sheet.facts],
        "head": list(sheet.head),
        "lead": sheet.lead,
        "rows": [[printed(cell) for cell in row] for row in sheet.rows],
        "note": sheet.note,
        "wide": sheet.wide,
        "spread": list(sheet.spread),
    }


@views.get("/staff/cohorts/<code>/packet.xlsx")
@requires(Permission.ATTENDANCE_MANAGE)
def packet_workbook(code):
    found = load(code, clock.now())
    body = as_workbook(papers.packet(found))
    name = f"packet-{found.cohort.code}.xlsx"
    return Response(body, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def load(code, at):
    return records.of_cohort(db.session, code, at=at) or abort(404)


def dues(found):
    cohort = found.cohort
    opens_on = clock.today(cohort.opens_at)
    return due(
        found.deadlines,
        opens_on=opens_on,
        ends_on=clock.today(cohort.ends_at) if cohort.ends_at else None,
        cancelled_on=found.cancelled_on,
        sent=found.sent,
        changes_on=min((one.day or opens_on for one in found.changes.found), default=None),
    )
