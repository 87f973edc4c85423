"""Staff see what those who teach are paid in a month, close it, and note who is paid."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...operators.queries.operators import listed as operators_listed
from ...scheduling.queries import instructors
from ...web import render
from ..actions import closing, facts
from ..forms.facts import FactForm, FareForm
from ..models import FeeMonth
from ..queries import facts as known
from ..queries import months as queries
from ..queries.taught import fares, taught
from ..rules.sheets import first_of, following
from ..rules.terms import RANKS
from ..rules.words import PAID_FOR, PAYEES
from . import views
from .words import address_of, in_words, month_of


@views.get("/staff/fees")
@requires(Permission.MONEY_READ)
def months():
    at = clock.now()
    rows = {row.month: row for row in db.session.scalars(select(FeeMonth))}
    sheets = queries.sheets_of(db.session, rows.values())
    first = min(rows, default=None)
    open_ones = {one for one in queries.months_listed(db.session, at=at) if first is None or one > first}
    return render(
        "honoraria/staff_months.html",
        months=sorted({*rows, *open_ones}, reverse=True),
        rows=rows,
        sheets=sheets,
        today=first_of(clock.today(at)),
        in_words=in_words,
        address_of=address_of,
    )


def found(month, at, person_id=None):
    """(its row if it is closed, its sheets with what waits)."""
    row = queries.closed(db.session, month)
    if row:
        return row, queries.Draft(queries.sheets_of(db.session, [row], person_id)[row.id])
    return None, queries.draft(db.session, month, at=at, person_id=person_id)


@views.get("/staff/fees/<month>")
@requires(Permission.MONEY_READ)
def month(month):
    return show(month_of(month), ButtonForm())


def show(first, form):
    at = clock.now()
    row, draft = found(first, at)
    return render(
        "honoraria/staff_month.html",
        month=first,
        row=row,
        draft=draft,
        names=queries.names(db.session, [*draft.sheets, *draft.waiting, *draft.unranked]),
        form=form,
        refused=closing.why_not(db.session, first, at=at),
        in_words=in_words,
        address_of=address_of,
        payees=PAYEES,
    )


@views.post("/staff/fees/<month>/closing")
@requires(Permission.MONEY_DECIDE)
def close(month):
    first, form = month_of(month), ButtonForm()
    if form.done(lambda: closing.close(db.session, first, by=current_user, at=clock.now())):
        flash(_("%(month)s is closed. What changes now comes with the next month.", month=in_words(first)))
        return redirect(url_for(".month", month=address_of(first)), 303)
    return show(first, form)


@views.get("/staff/fees/<month>/people/<int:person_id>")
@requires(Permission.MONEY_READ)
def sheet(month, person_id):
    first, at = month_of(month), clock.now()
    row, draft = found(first, at, person_id)
    sittings = taught(db.session, first, following(first), at=at, person_ids=[person_id])
    if not draft.sheets and not sittings:
        abort(404)
    return render(
        "honoraria/staff_sheet.html",
        month=first,
        row=row,
        sheets=draft.sheets,
        sittings=sittings,
        fares=fares(db.session, {one.busy.session_id for one in sittings}),
        names=queries.names(db.session, [*draft.sheets, *sittings]),
        in_words=in_words,
        address_of=address_of,
        paid_for=PAID_FOR,
        payees=PAYEES,
    )


@views.route("/staff/instructors/<int:person_id>/payee", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def payee(person_id):
    person, at = instructors.instructor(db.session, person_id) or abort(404), clock.now()
    profile = instructors.profile(db.session, person.id)
    form = FactForm(data={"since": clock.today(at), "operator": profile.operator_id if profile else None})
    form.operator.offer([("", "–"), *((one.id, one.name) for one in operators_listed(db.session))])
    given = {"by": current_user, "at": at}
    if form.done(lambda: facts.note_fact(db.session, person.id, **form.values(), **given)):
        flash(_("Noted. What it changes in closed months comes with the next one."))
        return redirect(url_for(".payee", person_id=person.id), 303)
    rows = known.facts(db.session, [person.id]).get(person.id, [])
    return render("honoraria/staff_payee.html", person=person, form=form, facts=rows, ranks=RANKS, payees=PAYEES)


@views.route("/staff/instructors/<int:person_id>/fares/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def fare(person_id, session_id):
    person, at = instructors.instructor(db.session, person_id) or abort(404), clock.now()
    busy = facts.engaged(db.session, person.id, session_id) or abort(404)
    noted = fares(db.session, {session_id}).get((person.id, session_id))
    form = FareForm(data={"yen": noted.yen if noted else None})
    given = {"session_id": session_id, "by": current_user, "at": at}
    if form.done(lambda: facts.note_fare(db.session, person.id, yen=form.yen.data, **given)):
        flash(_("The costs of the way are noted."))
        return redirect(url_for(".sheet", month=address_of(busy.day), person_id=person.id), 303)
    return render(
        "honoraria/staff_fare.html", person=person, busy=busy, form=form, noted=noted, month=address_of(busy.day)
    )
