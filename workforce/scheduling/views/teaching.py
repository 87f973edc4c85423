"""Staff name who teaches each part of a cohort."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_page
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import hours, short_day
from ...i18n.wording import plain
from ...web import render
from ..actions import assignments as actions
from ..forms.teaching import DUTIES, TeachingForm
from ..models import Duty
from ..queries import able as abilities
from ..queries import assignments as queries
from ..queries import availability, charges, wishes
from ..queries.requests import pages as requests
from ..rules.availability import against
from ..rules.days import LIMITS
from ..rules.requirements import any_of
from ..rules.spans import Span
from ..rules.wishes import is_against
from . import views
from .outside import RATHER_NOT, against_words, listed
from .search_words import STANDINGS


@views.route("/staff/cohorts/<code>/teaching", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def teaching(code):
    cohort = load(code)
    taught, at = queries.of_cohort(db.session, cohort.id), clock.now()
    limits = policies.current(db.session, LIMITS, at=at)
    people = queries.instructors(db.session)
    rather = wishes.said(db.session, {*dict(people), *names(taught)}, after=clock.today(at))
    able = abilities.of_cohort(db.session, cohort, people, rather)
    form = TeachingForm(data={"duty": Duty.LEAD.value, "parts": untaught(cohort, taught)})
    form.person.offer([("", _("Choose somebody")), *people])
    form.parts.offer([(part.id, named(sitting, part)) for sitting in cohort.sessions for part in sitting.parts])
    if form.done(lambda: assign(cohort, form)):
        count = form.result
        flash(ngettext("Named for %(num)s part.", "Named for %(num)s parts.", count))
        return redirect(url_for(".teaching", code=code), 303)
    return render(
        "scheduling/teaching.html",
        cohort=cohort,
        form=form,
        taught=taught,
        people=people,
        here=here(taught),
        long=abilities.long_days_of(db.session, names(taught), limits, at=at),
        limits=LIMITS.words(limits),
        able=able,
        outside=outside(cohort, taught, rather, at),
        listed=listed,
        at=at,
        needs=any_of,
        duties=DUTIES,
        charges=charges.of_cohort(db.session, cohort.id),
        asked=requests.asked_for(db.session, cohort.id),
        standings=STANDINGS,
    )


def load(code):
    return cohort_page(db.session, code) or abort(404)


def untaught(cohort, taught):
    """What nobody teaches yet is ticked to begin with."""
    return [part.id for sitting in cohort.sessions for part in sitting.parts if part.id not in taught]


def named(sitting, part):
    when = f"{short_day(sitting.starts_at)} {hours(sitting.starts_at, sitting.ends_at)}"
    return f"{when} {plain(part.item.title)}"


def here(taught):
    """{person id: (name, number of parts)} of everybody who teaches here."""
    found: dict[int, tuple[str, int]] = {}
    for one in (each for several in taught.values() for each in several):
        found[one.person_id] = (one.name, found.get(one.person_id, ("", 0))[1] + 1)
    return found


def names(taught):
    """{person id: name} of them."""
    return {person_id: name for person_id, (name, _parts) in here(taught).items()}


def outside(cohort, taught, rather, at) -> dict[tuple[int, int], str]:
    """{(session id, person id): what they said that a session to come does not keep to}: nobody is refused for it.
    `rather`: when each of them would rather not.
    """
    said = availability.said(db.session, list(names(taught)), after=clock.today(at))
    coming = [sitting for sitting in cohort.sessions if sitting.ends_at > at]
    there = {(one.id, each.person_id): one for one in coming for part in one.parts for each in taught.get(part.id, ())}
    spans = {key: Span(one.starts_at, one.ends_at) for key, one in there.items()}
    found = {key: against(said[key[1]], span) for key, span in spans.items()}
    unwilling = {key: str(RATHER_NOT) for key, span in spans.items() if is_against(rather[key[1]], span)}
    return unwilling | {key: against_words(one) for key, one in found.items() if one}


def assign(cohort, form):
    given = {"part_ids": form.parts.data, "person_id": form.person.data, "duty": Duty(form.duty.data)}
    return actions.assign(db.session, cohort, **given, by=current_user, at=clock.now())


@views.post("/staff/cohorts/<code>/teaching/<int:assignment_id>/end")
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_teaching(code, assignment_id):
    cohort = load(code)
    if ButtonForm().validate_on_submit() and actions.release_one(
        db.session, cohort, assignment_id=assignment_id, by=current_user, at=clock.now()
    ):
        flash(_("Taken out."))
    return redirect(url_for(".teaching", code=code), 303)


@views.post("/staff/cohorts/<code>/teaching/people/<int:person_id>/end")
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_all_teaching(code, person_id):
    cohort = load(code)
    if person_id not in here(queries.of_cohort(db.session, cohort.id)):
        abort(404)
    if ButtonForm().validate_on_submit():
        actions.release(db.session, cohort, person_id=person_id, by=current_user, at=clock.now())
        flash(_("Taken out."))
    return redirect(url_for(".teaching", code=code), 303)
