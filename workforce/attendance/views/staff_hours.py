"""The ledger of one trainee, for staff: every minute with its proof, and who recorded it when."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.models import SubjectItem
from ...database import db
from ...enrolment.models import State
from ...enrolment.views.records import load
from ...i18n.formats import duration
from ...i18n.wording import plain
from ...web import render
from ..actions import assessments, credits, exemptions
from ..actions.credits import Paper
from ..forms.hours import CreditForm, EndForm
from ..models import AssessmentResult, Credit, Exemption
from ..queries import proofs, ways
from ..queries.standings import look_at, standings
from ..rules.hours import by_subject
from . import views
from .hours_words import CREDIT_SOURCES, gaps_in_short
from .own_hours import still_short


@views.get("/staff/enrolments/<receipt>/hours")
@requires(Permission.ENROLMENTS_READ)
def staff_hours(receipt):
    enrolment, at = load(receipt), clock.now()
    look = look_at(db.session, enrolment.id, at=at)
    standing = look.standings[enrolment.id]
    subjects = by_subject(look.subjects_of(enrolment.cohort.course_id), standing)
    rows, lessons = proofs.records_of(db.session, enrolment.id), proofs.lessons_of(db.session, enrolment)
    return render(
        "attendance/staff_hours.html",
        enrolment=enrolment,
        person=enrolment.person,
        cohort=enrolment.cohort,
        standing=standing,
        subjects=subjects,
        gaps=gaps_in_short(standing.gaps),
        waived=gaps_in_short(standing.waived),
        of_item={item.id: (one.subject, item) for one in subjects for item, _line in one.items},
        of_subject={one.subject.id: one.subject for one in subjects},
        lessons=lessons,
        ways=ways.staff_of(db.session, enrolment, standing, at=at),
        has_seat=enrolment.state is State.CONFIRMED and not enrolment.forgotten_at,
        open=next((one for one in rows.overrides if one.decided_at is None), None),
        asked=[one for one in rows.exemptions if one.decided_at is None and one.ended_at is None],
        joined=look.joined[enrolment.id],
        short=still_short(lessons, standing),
        at=at,
        **vars(rows),
    )


@views.route("/staff/enrolments/<receipt>/hours/papers", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def add_credit(receipt):
    enrolment, at = load(receipt), clock.now()
    form = CreditForm()
    form.source.offer([(source.value, words) for source, words in CREDIT_SOURCES.items()])
    form.item.offer(missing_items(enrolment, at))
    if form.done(lambda: add(enrolment, form, at)):
        flash(_("The paper is recorded, and its minutes count."))
        return redirect(url_for(".staff_hours", receipt=receipt), 303)
    return render("attendance/staff_credit.html", form=form, enrolment=enrolment, cohort=enrolment.cohort)


def missing_items(enrolment, at):
    """What a paper can count for: the items that are not full, with what is missing."""
    standing = standings(db.session, [enrolment.id], at=at)[enrolment.id]
    subjects = by_subject(proofs.subjects_of(db.session, enrolment.cohort.course_id), standing)
    for one in subjects:
        for item, line in one.items:
            if line.missing:
                yield item.id, missing_words(one.subject, item, line)


def missing_words(subject, item, line):
    return _(
        "%(number)s-%(item)s %(title)s: %(duration)s missing",
        number=subject.number,
        item=item.number,
        title=plain(item.title),
        duration=duration(line.missing),
    )


def add(enrolment, form, at):
    paper = Paper(
        form.chosen,
        form.minutes.data,
        provider=form.provider.data,
        done_on=form.done_on.data,
        document=form.document.data,
        document_on=form.document_on.data,
    )
    item = db.session.get_one(SubjectItem, int(form.item.data))
    return credits.add(db.session, enrolment, item, paper, reason=form.reason.data, by=current_user, at=at)


@views.route("/staff/enrolments/<receipt>/hours/papers/<int:row_id>/end", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def end_credit(receipt, row_id):
    enrolment = load(receipt)
    row = own(Credit, enrolment, row_id)
    return ending(enrolment, row, lambda **given: credits.end(db.session, row, **given), row.document)


@views.route("/staff/enrolments/<receipt>/hours/exemptions/<int:row_id>/end", methods=["GET", "POST"])
@requires(Permission.COMPLETION_DECIDE)
def end_exemption(receipt, row_id):
    enrolment = load(receipt)
    row = own(Exemption, enrolment, row_id)
    return ending(enrolment, row, lambda **given: exemptions.end(db.session, enrolment, row, **given), row.document)


@views.route("/staff/enrolments/<receipt>/hours/results/<int:row_id>/end", methods=["GET", "POST"])
@requires(Permission.COMPLETION_DECIDE)
def end_result(receipt, row_id):
    enrolment = load(receipt)
    row = own(AssessmentResult, enrolment, row_id)
    what = _("attempt %(number)s", number=row.attempt)
    return ending(enrolment, row, lambda **given: assessments.end(db.session, row, **given), what)


def own(model, enrolment, row_id):
    """A row of this trainee that stands."""
    row = db.session.get(model, row_id)
    if row is None or row.enrolment_id != enrolment.id or row.ended_at:
        abort(404)
    return row


def ending(enrolment, row, end, what):
    form = EndForm()
    if form.done(lambda: end(reason=form.reason.data, by=current_user, at=clock.now())):
        flash(_("It is taken back. The record stays, with your reason."))
        return redirect(url_for(".staff_hours", receipt=enrolment.receipt), 303)
    return render("attendance/staff_ending.html", form=form, enrolment=enrolment, row=row, what=what)
