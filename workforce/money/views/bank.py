"""Staff bring a file of the bank, look at what it would book, book it, and deal with what is unclear."""

from contextlib import suppress

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.queries import records
from ...forms import ButtonForm
from ...people.rules import receipts
from ...web import render
from ..actions import bank
from ..forms.bank import AsideForm, AssignForm, BookForm, ColumnsForm, FileForm
from ..models import RowState
from ..queries import bank as queries
from ..rules.bank_file import ColumnsMissing
from ..rules.bank_rows import Line
from ..rules.bank_words import RESULTS
from ..rules.matching import Result
from . import views

SHOWN = 200
"""Lines of one sort on a page; all of them are counted and booked."""


@views.route("/staff/money/bank", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def bank_files():
    form, at = FileForm(), clock.now()
    if form.done(lambda: bank.take_in(db.session, name=form.name, body=form.body, by=current_user, at=at)):
        return redirect(url_for(".bank_file", file_id=form.result.id), 303)
    return render(
        "money/staff_bank.html", form=form, files=queries.files(db.session), unclear=queries.unclear(db.session)
    )


@views.route("/staff/money/bank/<int:file_id>", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def bank_file(file_id):
    """What the file would book; the button books just that."""
    kept = queries.file_of(db.session, file_id) or abort(404)
    form = BookForm()
    if form.done(lambda: book(kept, form)):
        flash(ngettext("%(num)s payment is booked.", "%(num)s payments are booked.", form.result))
        return redirect(url_for(".bank_file", file_id=file_id), 303)
    return show(kept, form)


def book(kept, form):
    return bank.book_file(db.session, kept, mark=form.mark.data, by=current_user, at=clock.now())


def show(kept, form, columns=None):
    if kept.booked_at:
        return show_booked(kept, form)
    trial = None
    with suppress(ColumnsMissing):
        trial = bank.trial(db.session, kept, at=clock.now())
        form.mark.data = trial.mark
    return render(
        "money/staff_bank_file.html",
        file=kept,
        form=form,
        columns=columns or ColumnsForm(rows=kept.cells, formdata=None, data=kept.columns or {}),
        trial=trial,
        sample=kept.cells[:6],
        groups=[(RESULTS[result], result, trial.of(result)) for result in Result] if trial else [],
        most=SHOWN,
        before=queries.same_file(db.session, kept.sha256),
    )


def show_booked(kept, form):
    rows = queries.rows_in(db.session, kept.id)
    return render(
        "money/staff_bank_booked.html",
        file=kept,
        form=form,
        rows=rows,
        counts=queries.counts_in(db.session, kept.id),
        paid_by=queries.paid_by(db.session, rows),
    )


@views.post("/staff/money/bank/<int:file_id>/columns")
@requires(Permission.MONEY_MANAGE)
def bank_columns(file_id):
    kept = queries.file_of(db.session, file_id) or abort(404)
    form = ColumnsForm(rows=kept.cells)
    if form.done(lambda: bank.choose_columns(db.session, kept, form.columns)):
        return redirect(url_for(".bank_file", file_id=file_id), 303)
    return show(kept, BookForm(formdata=None), form)


@views.post("/staff/money/bank/<int:file_id>/removal")
@requires(Permission.MONEY_MANAGE)
def bank_removal(file_id):
    kept, form = queries.file_of(db.session, file_id) or abort(404), ButtonForm()
    if form.done(lambda: bank.throw_away(db.session, kept)):
        flash(_("The file is thrown away. Nothing of it was booked."))
        return redirect(url_for(".bank_files"), 303)
    return show(kept, form)


@views.route("/staff/money/bank/rows/<int:row_id>", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def bank_row(row_id):
    """One unclear line: who it may be, and whose it is."""
    row, form = queries.row_of(db.session, row_id) or abort(404), AssignForm()
    if form.done(lambda: assign(row, form)):
        flash(_("The payment is booked for %(name)s.", name=form.result.person.name))
        return redirect(url_for(".person", receipt=form.result.receipt), 303)
    return show_row(row, form, AsideForm(formdata=None))


def assign(row, form):
    """The enrolment it is booked for."""
    enrolment = records.record(db.session, receipts.read(form.receipt.data))
    if enrolment is None:
        raise bank.NobodyChosen
    bank.assign(db.session, row, enrolment, by=current_user, at=clock.now())
    return enrolment


@views.post("/staff/money/bank/rows/<int:row_id>/aside")
@requires(Permission.MONEY_MANAGE)
def bank_row_aside(row_id):
    row, form = queries.row_of(db.session, row_id) or abort(404), AsideForm()
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: bank.set_aside(db.session, row, **given)):
        flash(_("The payment is set aside."))
        return redirect(url_for(".bank_files"), 303)
    return show_row(row, AssignForm(formdata=None), form)


@views.post("/staff/money/bank/rows/<int:row_id>/return")
@requires(Permission.MONEY_MANAGE)
def bank_row_return(row_id):
    """What was set aside is unclear again."""
    row, form = queries.row_of(db.session, row_id) or abort(404), ButtonForm()
    if row.state is not RowState.SET_ASIDE:
        return redirect(url_for(".bank_row", row_id=row_id), 303)
    if form.done(lambda: bank.take_up(db.session, row, by=current_user, at=clock.now())):
        flash(_("The payment is unclear again."))
    return redirect(url_for(".bank_row", row_id=row_id), 303)


def show_row(row, form, aside):
    line = Line(row.number, row.day, row.yen, row.kana, row.words, None, row.fingerprint)
    candidates = queries.book(db.session, [line]).candidates(line) if row.state is RowState.UNCLEAR else []
    return render(
        "money/staff_bank_row.html",
        row=row,
        form=form,
        aside=aside,
        candidates=candidates,
        paid_by=queries.paid_by(db.session, [row]).get(row.enrolment_id),
    )
