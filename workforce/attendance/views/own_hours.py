"""What a trainee reads of their hours: a bar a subject, what is missing, what counts, and what to do next."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock, policies
from ...access import public
from ...database import db
from ...enrolment.models import State
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...web import render
from ..actions import exemptions
from ..forms.exemptions import OwnExemptionForm
from ..queries import making_up, proofs, ways
from ..queries.standings import look_at
from ..rules.credit import LATENESS
from ..rules.exemptions import EXEMPTIONS
from ..rules.hours import by_subject
from ..rules.on_the_way import on_the_way
from ..rules.qualifications import QUALIFICATIONS
from . import views
from .hours_words import own_gaps


@views.get("/enrolments/<receipt>/hours")
@public
def own_hours(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    look = look_at(db.session, enrolment.id, at=at)
    standing = look.standings[enrolment.id]
    subjects = by_subject(look.subjects_of(enrolment.cohort.course_id), standing)
    rows = proofs.records_of(db.session, enrolment.id)
    results = [one for one in rows.results if one.ended_at is None]
    lessons = proofs.lessons_of(db.session, enrolment)
    booked = making_up.coming_of(db.session, enrolment.id, at=at) if standing.lost else []
    coming = {one.subject.id: on_the_way(one, standing, booked) for one in subjects}
    left = sum(one.left for one in coming.values())
    lateness = look.dated.on(rules_day(enrolment.cohort, at), LATENESS)
    return render(
        "attendance/own_hours.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        standing=standing,
        subjects=subjects,
        missing=list(own_gaps(standing, subjects, results, coming, at)),
        ways=ways.own_of(enrolment, standing, left=left, at=at) if enrolment.state is State.CONFIRMED else [],
        results=results,
        joined=look.joined[enrolment.id],
        lessons=[one for one in lessons if one.starts_at <= at],
        short=still_short(lessons, standing),
        left=left,
        on_the_way=coming,
        is_whole_or_nothing=enrolment.cohort.course.kind in lateness.part_lost,
        coming=next((one for one in lessons if one.starts_at > at and one.cohort_id == enrolment.cohort_id), None),
        credits=[one for one in rows.credits if one.ended_at is None],
        exemptions=[one for one in rows.exemptions if one.ended_at is None],
        of_item={item.id: (one.subject, item) for one in subjects for item, _line in one.items},
        may_ask=may_ask(enrolment, look, at),
    )


def rules_day(cohort, at):
    """Hours count by the rules of the last day, while the course runs by those of today."""
    return clock.today(min(at, cohort.ends_at) if cohort.ends_at else at)


def still_short(lessons, standing):
    """Lessons that somebody missed, wholly or in part, and has not made up."""
    missing = {line.item_id for line in standing.lines if line.missing}
    return [one for one in lessons if one.item_id in missing and one.minutes is not None and one.minutes < one.part]


def may_ask(enrolment, look, at) -> bool:
    """Whether anything that somebody has completed would spare them a subject."""
    rule = look.dated.on(clock.today(at), EXEMPTIONS)
    return enrolment.state is State.CONFIRMED and bool(rule.known(enrolment.cohort.course.kind))


@views.route("/enrolments/<receipt>/exemption", methods=["GET", "POST"])
@public
def own_exemption(receipt):
    """A trainee who has finished something before asks not to take those subjects again."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    at = clock.now()
    form = OwnExemptionForm()
    form.qualification.offer([(one.value, QUALIFICATIONS[one]) for one in known(enrolment, at)])
    given = {"document": form.document.data, "document_on": form.document_on.data, "by": None, "at": at}
    if form.done(lambda: exemptions.ask(db.session, enrolment, qualification=form.chosen, **given)):
        flash(_("We have your question. Please bring the paper to the centre: we look at it and answer you."))
        return redirect(url_for(".own_hours", receipt=receipt), 303)
    return render("attendance/own_exemption.html", form=form, enrolment=enrolment, cohort=enrolment.cohort)


def known(enrolment, at):
    """With what somebody in this course can be spared a subject."""
    if enrolment.state is not State.CONFIRMED:
        return []
    return policies.current(db.session, EXEMPTIONS, at=at).known(enrolment.cohort.course.kind)


def section(_database, shown, *, at):
    """On the private page, once lessons have begun. It reads nothing: the page of hours does."""
    if shown.state is not State.CONFIRMED or shown.cohort.starts_at is None or shown.cohort.starts_at > at:
        return []
    said = [_("See which hours count, and what is still missing.")]
    return [(_("Your hours"), said, url_for("attendance.own_hours", receipt=shown.receipt), _("See my hours"))]
