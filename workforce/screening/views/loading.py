"""Cohorts and assessments as the pages need them."""

from flask import abort
from flask_login import current_user

from ... import clock, policies
from ...catalogue.models import Cohort, Selection
from ...catalogue.queries import cohorts as catalogue
from ...database import db
from ..queries import assessments, sheets
from ..queries.assessments import Assessment
from ..rules.differences import SCREENING_DIFFERENCE


def cohort_of(code):
    """Any cohort, for those who write its criteria."""
    return catalogue.cohort_brief(db.session, code) or abort(404)


def assessed_cohort(code):
    """One that is assessed, or has criteria already."""
    cohort = cohort_of(code)
    if cohort.selection is not Selection.SCREENING and not sheets.has_one(db.session, cohort.id):
        abort(404)
    return cohort


def own_assessment(code) -> tuple[Cohort, Assessment]:
    """A cohort in which this account gives points; everybody else's is not there."""
    cohort = cohort_of(code)
    found = assessments.assessment(db.session, cohort.id)
    if not any(one.account_id == current_user.id for one in found.assessors):
        abort(404)
    return cohort, found


def threshold():
    return policies.current(db.session, SCREENING_DIFFERENCE, at=clock.now())
