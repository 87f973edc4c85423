"""The final assessment of a whole cohort: typed on one form, a row a person."""

from flask import abort, flash, redirect, url_for
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.queries import cohorts
from ...database import db
from ...enrolment import hooks
from ...web import render
from ..actions import assessments
from ..forms.results import USUAL, results_form
from ..models import AssessmentKind, Verdict
from ..queries import people, proofs
from ..rules.completion import COMPLETION
from . import views
from .hours_words import VERDICTS


@views.route("/staff/cohorts/<code>/results/<kind>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def cohort_results(code, kind):
    """Nobody whose result is known is asked again; nothing that was typed is lost when a row is wrong."""
    cohort, at = cohorts.cohort_brief(db.session, code) or abort(404), clock.now()
    if kind not in list(AssessmentKind):
        abort(404)
    hooks.ask_names(db.session, cohort, current_user)
    kind = AssessmentKind(kind)
    seated = people.seated(db.session, cohort.id)
    known = proofs.results_of_all(db.session, [one.enrolment_id for one in seated])
    attempts = {key: [one for one in rows if one.kind is kind] for key, rows in known.items()}
    left = [one for one in seated if not has_passed(attempts[one.enrolment_id])]
    count = str(sum(map(len, attempts.values())))
    form = made(kind, left, count, at)
    if form.done(lambda: record(cohort, kind, form, at)):
        flash(ngettext("%(num)s result is recorded.", "%(num)s results are recorded.", len(form.result)))
        return redirect(url_for(".cohort_results", code=code, kind=kind.value), 303)
    form.seen.data = count
    return render(
        "attendance/staff_results.html",
        cohort=cohort,
        kind=kind,
        form=form,
        left=left,
        passed=[one for one in seated if has_passed(attempts[one.enrolment_id])],
        attempts=attempts,
        asked=policies.current(db.session, COMPLETION, at=at).asked(cohort.course.kind),
    )


def has_passed(results):
    return any(one.verdict is Verdict.PASSED for one in results)


def made(kind, left, count, at):
    given = {"taken_on": clock.today(at), "seen": count}
    if kind is AssessmentKind.WRITTEN:
        given["out_of"] = USUAL
    verdicts = [(one.value, VERDICTS[one]) for one in (Verdict.PASSED, Verdict.REPEAT)]
    return results_form(kind, [(one.enrolment_id, one.name) for one in left], verdicts, data=given)


def record(cohort, kind, form, at):
    out_of = form.out_of.data if kind is AssessmentKind.WRITTEN else None
    given = {"taken_on": form.taken_on.data, "out_of": out_of, "seen": form.count, "by": current_user, "at": at}
    return assessments.record(db.session, cohort, kind, form.typed(), **given)
