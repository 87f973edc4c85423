"""Cohorts: the list, one cohort's facts, writing them, copying."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...i18n.languages import LANGUAGES
from ...i18n.wording import plain
from ...web import lists, render
from .. import actions
from ..forms.cohorts import CohortForm, CopyForm, NewCohortForm
from ..forms.filters import CohortFilterForm
from ..models import CohortState
from ..queries import changes, leads
from ..queries import staff_cohorts as queries
from ..queries.cohorts import cohort_page
from ..queries.places import every_place
from ..queries.staff_courses import course_titles
from ..rules import minutes, publishing, stages
from . import views
from .courses import load_course, told


@views.get("/staff/cohorts")
@requires(Permission.CATALOGUE_READ)
def staff_cohorts():
    at = clock.now()
    asked = CohortFilterForm(request.args, titles())
    sort = request.args.get("sort", "-starts")
    page = queries.staff_cohorts(
        db.session,
        asked.filters,
        at=at,
        sort=sort,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    label = ngettext("%(num)s cohort on this page", "%(num)s cohorts on this page", len(page.rows))
    return render(
        "catalogue/staff_cohorts.html",
        asked=asked,
        page=page,
        stage_of=lambda row: stages.stage(row, at),
        pagination=lists.pagination(page, label),
        sort=sort,
        address=lists.address,
    )


@views.get("/staff/cohorts/<code>/about")
@requires(Permission.CATALOGUE_READ)
def staff_cohort(code):
    cohort = load_cohort(code)
    at = clock.now()
    taught = minutes.missing_minutes(minutes.items_of(cohort.course), minutes.parts_of(cohort.sessions))
    return render(
        "catalogue/staff_cohort.html",
        cohort=cohort,
        stage=stages.stage(cohort, at),
        obstacles=publishing.obstacles(cohort, at) if cohort.state is CohortState.DRAFT else [],
        missing=sum(row.missing for row in taught),
        told=told("cohort", cohort.id),
        receipts={},
        help_names=[LANGUAGES[code].name for code in cohort.languages if code in LANGUAGES],
    )


@views.route("/staff/cohorts/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_cohort():
    form = NewCohortForm(titles(), places(), leads.possible_leads(db.session), data=beginning())
    if form.done(
        lambda: actions.cohorts.create_cohort(
            db.session, course=load_course(form.course.data), **form.values(), by=current_user, at=clock.now()
        )
    ):
        cohort = form.result
        flash(_("Saved as a draft with the code %(code)s. Now add its sessions.", code=cohort.code))
        return redirect(url_for(".cohort_sessions", code=cohort.code), 303)
    return render("catalogue/cohort_form.html", form=form, cohort=None)


def beginning():
    """The course whose page the reader comes from."""
    return {"course": request.args.get("course", "")}


@views.route("/staff/cohorts/<code>/edit", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_cohort(code):
    cohort = load_cohort(code)
    form = form_of(cohort)
    if form.done(
        lambda: actions.cohorts.edit_cohort(
            db.session, cohort, seen=form.seen.data, **form.values(), by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        asked = changes.undecided(db.session, cohort.id)
        return redirect(url_for("enrolment.session_changes" if asked else ".staff_cohort", code=code), 303)
    if form.is_refused:
        cohort = load_cohort(code, again=True)
        form.seen.data = cohort.changed_at
    return render("catalogue/cohort_form.html", form=form, cohort=cohort)


def form_of(cohort):
    """A published cohort's seats are changed where one sees who has them."""
    names = CohortForm.PLAIN + ("minimum", "note")
    data = {"seen": cohort.changed_at} | {name: getattr(cohort, name) for name in names}
    data |= {line.kind.value: line.yen for line in cohort.fees}
    form = CohortForm(places(), leads.possible_leads(db.session, cohort.lead_id), data=data)
    if cohort.state is not CohortState.DRAFT:
        del form.capacity
    return form


@views.route("/staff/cohorts/<code>/copy", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def copy_cohort(code):
    cohort = load_cohort(code)
    form = CopyForm()
    if form.done(
        lambda: actions.copying.copy_cohort(
            db.session, cohort, first_day=form.first_day.data, by=current_user, at=clock.now()
        )
    ):
        copy = form.result
        flash(_("Copied as a draft with the code %(code)s. Look at its days before you publish it.", code=copy.code))
        return redirect(url_for(".cohort_sessions", code=copy.code), 303)
    return render("catalogue/cohort_copy.html", form=form, cohort=cohort)


def load_cohort(code, *, again=False):
    return cohort_page(db.session, code, again=again) or abort(404)


def titles():
    return [(slug, plain(title)) for slug, title in course_titles(db.session)]


def places():
    return [(place.id, plain(place.name)) for place in every_place(db.session)]
