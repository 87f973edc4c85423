"""By what people are chosen: the sheet of a cohort, written by staff before anybody applies."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.models import CohortState
from ...database import db
from ...enrolment.rules.catalogue import QUESTIONS
from ...web import render
from ..actions import sheets as actions
from ..forms.sheets import SheetForm, values_of
from ..queries import sheets as queries
from ..rules.sheets import asked_in, how_it_goes
from . import views
from .loading import cohort_of


@views.route("/staff/cohorts/<code>/criteria", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def criteria(code):
    cohort, at = cohort_of(code), clock.now()
    asked = asked_in(cohort.course.questions)
    versions = queries.versions(db.session, cohort.id)
    form = SheetForm([(key, QUESTIONS[key].asked) for key in asked], data=beginning(cohort, versions, asked))
    is_final = cohort.decided_at is not None or queries.is_listed(db.session, cohort.id)
    wants_rows = "more" in request.form
    if not wants_rows and form.done(lambda: save(cohort, form, at)):
        flash(_("The criteria are saved. Visitors read them on the page of the course."))
        return redirect(url_for(".criteria", code=code), 303)
    if wants_rows or not form.is_submitted():
        form.add_spare_rows()
    return render(
        "screening/criteria.html",
        cohort=cohort,
        form=form,
        versions=versions,
        how=how_it_goes(versions[0], versions[0].criteria) if versions else [],
        asked=asked,
        earlier=queries.earlier(db.session, cohort),
        may_edit=not is_final and cohort.state is not CohortState.CANCELLED,
        is_final=is_final,
        is_public=bool(versions) and actions.is_published(db.session, cohort, at=at),
    )


def beginning(cohort, versions, asked):
    """What stands on record, or the criteria of the cohort that `from` names, or an empty sheet."""
    earlier = dict((code, one) for one, code in queries.earlier(db.session, cohort))
    copied = earlier.get(request.args.get("from"))
    if copied:
        values = values_of(queries.newest(db.session, copied))
        return values | {"questions": [key for key in values["questions"] if key in asked]}
    return values_of(versions[0]) if versions else {"questions": asked}


def save(cohort, form, at):
    return actions.write(
        db.session,
        cohort,
        criteria=form.wanted,
        questions=form.questions.data,
        minimum=form.minimum.data,
        tie_rule=form.tie_rule.data,
        reason=form.reason.data,
        by=current_user,
        at=at,
    )
