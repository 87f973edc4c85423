"""The assessment of a cohort for who decides: how far it is, the ranking without names, the ties, the decision."""

from fractions import Fraction

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.models import State
from ...enrolment.queries import seats
from ...enrolment.rules import draw_words
from ...forms import ButtonForm, Form
from ...web import render
from ..actions import deciding as actions
from ..forms.assessors import EndForm, NameForm, OneForm, offered
from ..forms.decisions import made_for
from ..models import NoteKind, TieRule
from ..queries import accounts, assessments, rankings
from ..queries.standings import standing
from ..rules import standing as words
from ..rules.sheets import TIE_RULES
from ..rules.standing import Standing
from . import views
from .loading import assessed_cohort, threshold
from .words import OUTCOMES, TONES

STEPS = (Standing.COLLECTING, Standing.MARKING, Standing.TALKING, Standing.READY, Standing.DECIDED)
"""The way as its line shows it; see the template."""


@views.get("/staff/cohorts/<code>/screening")
@requires(Permission.SCREENING_DECIDE)
def screening(code):
    return show(assessed_cohort(code))


@views.post("/staff/cohorts/<code>/screening/decision")
@requires(Permission.SCREENING_DECIDE)
def decide(code):
    cohort = assessed_cohort(code)
    form = decision_form(cohort)(request.form)
    if form.done(lambda: decide_now(cohort, form)):
        flash(_("Decided. Everybody is told."))
        return redirect(url_for(".screening", code=code), 303)
    return show(cohort, form)


def decide_now(cohort, form):
    given = {"seen": form.seen.data, "ordered": form.ordered()}
    return actions.decide(db.session, cohort.id, **given, by=current_user, at=clock.now())


def decision_form(cohort):
    """With a place for everybody in a tie, if the sheet leaves ties to us."""
    found = assessments.assessment(db.session, cohort.id)
    if found.sheet is None:
        return made_for(())
    ties = rankings.basis(db.session, cohort.id, found).ranking().ties
    return made_for(ties if found.sheet.tie_rule is TieRule.DECISION else ())


def show(cohort, form: Form | None = None):
    at, bound = clock.now(), threshold()
    found = assessments.assessment(db.session, cohort.id)
    now = standing(cohort, found, bound, at=at)
    names = accounts.names(db.session, [one.account_id for one in found.assessors])
    decision = rankings.decision(db.session, cohort.id)
    shows_points = found.is_closed and bool(found.candidates)
    basis = rankings.basis(db.session, cohort.id, found) if shows_points and not decision else None
    return render(
        "screening/staff_screening.html",
        cohort=cohort,
        at=at,
        failed=form or ButtonForm(None),
        found=found,
        standing=now,
        standing_words=words.WORDS,
        step=STEPS.index(now) if now in STEPS else None,
        names=names,
        may_sign_in={account_id for account_id, _name in accounts.choosable(db.session)},
        missing=lambda one: len(found.missing_of(one)),
        lacking=found.lacking() if found.candidates else [],
        talks=found.talks(bound) if shows_points else [],
        flagged=flagged(found),
        late=late(cohort, found),
        **naming_forms(form, found),
        button=ButtonForm(None),
        basis=basis,
        ranking=basis.ranking() if basis else None,
        is_apart=lambda one: bound.are_apart(one.marks, found.most),
        tie_words=TIE_RULES,
        group_name=draw_words.group_name,
        decision=decision,
        placings=rankings.placings(db.session, decision.id) if decision else [],
        average=lambda one: Fraction(one.points, one.assessors),
        outcomes=OUTCOMES,
        tones=TONES,
        is_own=actions.assesses(db.session, cohort.id, current_user),
        decision_form=sent(form) or fresh_form(cohort, found, basis),
    )


def naming_forms(form, found):
    """Whom to name: what was sent and refused as it was sent, the others afresh."""
    choosable = accounts.choosable(db.session)
    kinds = {"name_form": NameForm, "one_form": OneForm, "end_form": EndForm}
    return {
        name: form if isinstance(form, kind) else offered(kind(None), choosable, found) for name, kind in kinds.items()
    }


def sent(form):
    return form if hasattr(form, "ties") else None


def fresh_form(cohort, found, basis):
    if basis is None:
        return None
    ties = basis.ranking().ties if found.sheet.tie_rule is TieRule.DECISION else ()
    form = made_for(ties)(None)
    form.seen.data = actions.fingerprint(basis)
    return form


def flagged(found) -> list[int]:
    """Numbers of the applicants of whom an assessor said that an answer names them."""
    ids = {candidate_id for (_one, candidate_id), said in found.notes.items() if NoteKind.FLAG in said}
    return [one.number for one in found.candidates if one.id in ids]


def late(cohort, found) -> int:
    """How many applied after the list was closed: they will wait at the end."""
    if not found.candidates or cohort.decided_at:
        return 0
    return max(seats.seats_of(db.session, cohort.id).applied - len(found.here), 0)


@views.get("/staff/cohorts/<code>/screening/<int:number>")
@requires(Permission.SCREENING_DECIDE)
def candidate(code, number):
    """One applicant without a name: what was read, and the points of all who have closed their sheets."""
    cohort = assessed_cohort(code)
    found = assessments.assessment(db.session, cohort.id)
    one = next((one for one in found.candidates if one.number == number), None) or abort(404)
    if not found.is_closed:
        abort(404)
    marks = found.marks_of(one)
    return render(
        "screening/staff_candidate.html",
        cohort=cohort,
        candidate=one,
        criteria=found.criteria,
        columns=list(zip(*marks, strict=True)) if marks else [],
        marks=marks,
        reasons=assessments.reasons(db.session, one.id),
        has_left=one.state is State.CANCELLED and cohort.decided_at is None,
    )
