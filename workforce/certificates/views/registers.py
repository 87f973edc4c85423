"""The registers: how far each has come, one certificate by its number, and the completers as a list to send or keep."""

import re

from flask import Response, abort, redirect, request, url_for

from ... import clock, policies, printing
from ...access import Permission, requires
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...i18n import speaking
from ...money.rules.sheets import ERA, as_workbook
from ...people.rules.eras import in_era
from ...refusals import Refused
from ...web import render, send_pdf
from ..queries import certificates as queries
from ..queries import registers as registry
from ..rules import sheets
from ..rules.issuer import ISSUER
from ..rules.numbers import read
from . import views

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@views.get("/staff/certificates")
@requires(Permission.ATTENDANCE_MANAGE)
def registers():
    """`number`: a certificate that is looked for."""
    asked = request.args.get("number", "").strip()
    if asked and (one := looked_for(asked)):
        return redirect(url_for(".certificate", certificate_id=one.certificate.id), 303)
    rows, years = registry.summary(db.session), registry.years_of(db.session)
    return render("certificates/staff_registers.html", rows=rows, years=years, asked=asked)


def looked_for(asked):
    try:
        return queries.by_number(db.session, *read(asked))
    except Refused:
        return None


@views.get("/staff/certificates/registers/<register>.<ending>")
@requires(Permission.ATTENDANCE_MANAGE)
def register_list(register, ending):
    """`year` in the address: of one fiscal year."""
    asked = request.args.get("year", "")
    year = int(asked) if re.fullmatch(r"20\d\d", asked) else None
    found = registry.of_register(db.session, register, year)
    of = f"{register}　{year}年度" if year else register
    return listed(found, of, f"register-{register}-{year}" if year else f"register-{register}", ending)


@views.get("/staff/cohorts/<code>/completers.<ending>")
@requires(Permission.ATTENDANCE_MANAGE)
def cohort_list(code, ending):
    cohort = catalogue.cohort_brief(db.session, code) or abort(404)
    found = registry.of_cohort(db.session, cohort.id)
    return listed(found, f"{cohort.course.title['ja']} {cohort.code}", f"completers-{cohort.code}", ending)


def listed(found, of, name, ending):
    if not found or ending not in ("xlsx", "pdf"):
        abort(404)
    rows = [sheets.row(line) for line in found]
    if ending == "xlsx":
        body = as_workbook(sheets.HEAD, rows, title=sheets.TITLE, days=ERA)
        return Response(body, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})
    at = clock.now()
    issuer = policies.current(db.session, ISSUER, at=at)
    values = {"title": sheets.TITLE, "of": of, "provider": issuer.provider, "day": in_era(clock.today(at))}
    shown = [[sheets.printed(cell) for cell in row] for row in rows]
    with speaking("ja"):
        return send_pdf(printing.pdf("completers", at=at, head=sheets.HEAD, rows=shown, **values), name)
