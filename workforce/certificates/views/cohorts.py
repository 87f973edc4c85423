"""The certificates of a cohort: who is ready, who has one, why the others have none; one button for all."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ...refusals import Refused
from ...web import render, send_pdf
from ..actions import cohorts as actions
from ..actions.issuing import refuse_course, rules_of
from ..forms.staff import IssueForm
from ..queries import certificates as queries
from ..queries import readiness
from . import paper, views
from .reasons import reasons


@views.get("/staff/cohorts/<code>/certificates")
@requires(Permission.ATTENDANCE_MANAGE)
def cohort(code):
    return page(load(code), IssueForm())


@views.post("/staff/cohorts/<code>/certificates")
@requires(Permission.CERTIFICATES_ISSUE)
def issue(code):
    found, form, at = load(code), IssueForm(), clock.now()
    given = {"seen": form.seen.data, "by": current_user, "at": at}
    if form.done(lambda: actions.issue_all(db.session, found, **given)):
        made = len(form.result)
        flash(ngettext("%(num)s certificate is issued.", "%(num)s certificates are issued.", made))
        return redirect(url_for(".cohort", code=code), 303)
    return page(found, form)


@views.get("/staff/cohorts/<code>/certificates.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def cohort_paper(code):
    """All that stand and have their name, in the order of their numbers, as one file."""
    found, size = load(code), asked_size()
    issued = [
        one
        for one in reversed(queries.of_cohort(db.session, found.id))
        if one.stands and not one.certificate.forgotten_at
    ]
    if not issued:
        abort(404)
    title = f"{issued[0].certificate.content['title']} {found.code}"
    body = paper.pdf(issued, size=size, title=title, at=clock.now())
    return send_pdf(body, f"certificates-{found.code}-{size}")


def asked_size() -> str:
    size = request.args.get("size", paper.SIZES[0])
    return size if size in paper.SIZES else abort(404)


def load(code):
    return catalogue.cohort_brief(db.session, code) or abort(404)


def page(found, form):
    at = clock.now()
    people = readiness.candidates(db.session, found.id, at=at)
    rules = rules_of(db.session, found.course.kind, at=at)
    ready = [one for one in people if one.is_ready]
    form.seen.data = actions.mark_of(ready)
    return render(
        "certificates/staff_cohort.html",
        cohort=found,
        form=form,
        rule=rules.register,
        obstacle=obstacle(rules),
        ready=ready,
        others=[(one, reasons(one)) for one in people if not one.is_ready and one.certificate is None],
        issued=queries.of_cohort(db.session, found.id),
        count=len(people),
        today=clock.today(at),
    )


def obstacle(rules) -> str | None:
    """Why nobody at all can be given one."""
    try:
        refuse_course(rules)
    except Refused as refusal:
        return refusal.text()
    return None
