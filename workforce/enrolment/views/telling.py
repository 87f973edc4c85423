"""After sessions of a published cohort changed: shall people be told, and whom?"""

from collections import Counter

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries import changes as catalogue
from ...database import db
from ...web import render
from ..actions import telling as actions
from ..forms.telling import TellForm
from ..queries import telling as queries
from ..rules.changed_sessions import in_words
from . import views
from .board import load


@views.route("/staff/cohorts/<code>/changes", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def session_changes(code):
    cohort = load(code)
    changes = catalogue.undecided(db.session, cohort.id)
    newest = str(changes[-1].id) if changes else ""
    form = TellForm(data={"seen": newest})
    if form.done(lambda: decide(cohort, form)):
        flash(told(form.result))
        return redirect(url_for("catalogue.cohort_sessions", code=code), 303)
    if form.is_refused:
        form.seen.data = newest
    return render(
        "enrolment/staff_changes.html",
        cohort=cohort,
        form=form,
        differences=[in_words(one.old, one.new).split("\n") for one in catalogue.merged(changes)],
        is_undecided=bool(changes),
        reached={
            whom: counted(queries.concerned(db.session, cohort.id, states)) for whom, states in queries.WHOM.items()
        },
    )


def decide(cohort, form):
    return actions.decide(
        db.session,
        cohort,
        whom=form.whom.data,
        seen=form.seen_number,
        reason=form.reason.data or "",
        by=current_user,
        at=clock.now(),
    )


def told(count):
    if not count:
        return _("Nobody is told. The reason is kept.")
    return ngettext("%(num)s person is told.", "%(num)s people are told.", count)


def counted(reached):
    """(how many, [(language, how many)], {channel: how many})."""
    languages = Counter(one.enrolment.language for one in reached)
    return len(reached), languages.most_common(), Counter(one.channel.value for one in reached)
