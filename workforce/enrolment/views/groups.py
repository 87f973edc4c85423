"""A list of names becomes a group of enrolments: looked at first, sent then."""

import secrets

from flask import abort, flash, make_response, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.models import CohortState
from ...catalogue.queries import cohorts as catalogue
from ...catalogue.rules import stages
from ...database import db
from ...refusals import Refused
from ...web import render
from ..actions import groups as actions
from ..forms.groups import EMPTY_ROWS, GroupForm
from ..queries import bands, counter, groups, reservations, seats
from ..rules import groups as rules
from ..rules.group_headings import FIELDS
from . import views
from .naming import Way, of_own, of_staff

MORE = 10
COLUMNS = ("姓", "名", "セイ", "メイ", "生年月日", "メール", "電話番号", "言語")


@views.get("/operator/<int:operator_id>/enrol")
@requires(Permission.OPERATOR_USE)
def operator_cohorts(operator_id):
    return show_cohorts(of_own(operator_id))


@views.get("/staff/operators/<int:operator_id>/enrol")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_group_cohorts(operator_id):
    return show_cohorts(of_staff(operator_id))


@views.route("/operator/<int:operator_id>/enrol/<code>", methods=["GET", "POST"])
@requires(Permission.OPERATOR_USE)
def operator_group(operator_id, code):
    return answer_list(of_own(operator_id), code)


@views.route("/staff/operators/<int:operator_id>/enrol/<code>", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_group(operator_id, code):
    return answer_list(of_staff(operator_id), code)


@views.get("/operator/columns.csv")
@requires(Permission.OPERATOR_USE)
def group_columns():
    """An empty list with the right columns, as spreadsheets open it without a question."""
    answer = make_response(f"{','.join(COLUMNS)}\r\n".encode("utf-8-sig"))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="list.csv"'
    return answer


def show_cohorts(way: Way, refused=None):
    at = clock.now()
    choices = [one for one in counter.choices(db.session, at=at) if way.is_staff or is_open(one, at)]
    return render(way.template("cohorts"), way=way, operator=way.operator, choices=choices, refused=refused)


def is_open(one, at):
    return one.opens_at <= at < one.closes_at and (one.starts_at is None or one.starts_at > at)


def answer_list(way: Way, code):
    at = clock.now()
    cohort = catalogue.cohort_brief(db.session, code)
    if cohort is None or cohort.state is CohortState.DRAFT:
        abort(404)
    form = GroupForm()
    if not form.is_submitted():
        form.key.data = secrets.token_urlsafe(16)
        return begin(way, cohort, form, at)
    if groups.sent_before(db.session, form.key.data):
        return redirect(way.url("people"), 303)
    is_sent = form.validate_on_submit()
    form.take_rows()
    if not is_sent or "more" in request.form:
        form.add_empty_rows(len(form.rows) + MORE)
        return show(way, cohort, form, at)
    form.understand(cohort, today=clock.today(at), first_day=clock.today(cohort.starts_at or at))
    if "enrol" in request.form and form.is_right and not form.has_read and taken(way, cohort, form, at):
        return redirect(way.url("people"), 303)
    return look(way, cohort, form, at)


def begin(way, cohort, form, at):
    if not way.is_staff and not stages.is_open(cohort, at):
        return show_cohorts(way, refused=_("Nobody can be enrolled there now. Choose another date."))
    form.add_empty_rows(EMPTY_ROWS)
    return show(way, cohort, form, at)


def taken(way, cohort, form, at):
    """Whether everybody is enrolled now; otherwise the form says why nobody is."""
    try:
        group = actions.enrol_group(
            db.session,
            operator=way.operator,
            cohort=cohort,
            people=form.people,
            key=form.key.data,
            seats=int(form.seats.data) if (form.seats.data or "").isdecimal() else 0,
            by=current_user,
            is_staff=way.is_staff,
            at=at,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return False
    count = len(groups.members(db.session, way.operator.id, at=at, group_id=group.id))
    flash(
        ngettext(
            "%(num)s person is enrolled and gets a letter with a link of their own.",
            "%(num)s people are enrolled and get a letter with a link of their own.",
            count,
        )
    )
    return True


def look(way, cohort, form, at):
    """What would come of each row now; nothing is written."""
    known = groups.known_here(db.session, way.operator.id, cohort.id)
    counted = seats.seats_of(db.session, cohort.id, at=at)
    found = rules.outlooks(
        form.people,
        counted,
        known,
        free=bands.shares_of(db.session, cohort.id, counted, at=at).open_free,
        reserved=len(reservations.unnamed(db.session, way.operator.id, cohort.id)),
        today=clock.today(at),
    )
    form.seats.data = str(rules.seats_in(found))
    outlooks = dict(zip([number for number, row in enumerate(form.rows) if row.named], found, strict=True))
    wrong = [row for row in form.rows if not row.named]
    if wrong:
        form.form_errors.append(
            ngettext("%(num)s row needs a correction.", "%(num)s rows need a correction.", len(wrong))
        )
    elif not form.rows and not form.has_errors:
        form.form_errors.append(_("Type, paste or choose a list first."))
    if not form.rows:
        form.add_empty_rows(EMPTY_ROWS)
        return show(way, cohort, form, at)
    return show(way, cohort, form, at, outlooks=outlooks, counts=counts(found))


def counts(found):
    """(how many, what becomes of them) in words."""
    fates = [one.fate for one in found]
    return [(fates.count(fate), words) for fate, words in SUMMARY.items() if fates.count(fate)]


SUMMARY = {
    rules.Fate.SEAT: lambda num: ngettext("%(num)s person gets a seat", "%(num)s people get a seat", num),
    rules.Fate.HELD: lambda num: ngettext(
        "a seat is held for %(num)s person until a guardian signs",
        "seats are held for %(num)s people until a guardian signs",
        num,
    ),
    rules.Fate.WAITING: lambda num: ngettext(
        "%(num)s person goes on the waiting list", "%(num)s people go on the waiting list", num
    ),
    rules.Fate.APPLIED: lambda num: ngettext(
        "%(num)s person applies; the seats are given when applications close",
        "%(num)s people apply; the seats are given when applications close",
        num,
    ),
    rules.Fate.ENROLLED: lambda num: ngettext(
        "%(num)s person is enrolled by you already", "%(num)s people are enrolled by you already", num
    ),
}


def show(way, cohort, form, at, outlooks=None, counts=()):
    return render(
        way.template("group"),
        way=way,
        operator=way.operator,
        cohort=cohort,
        form=form,
        fields=FIELDS,
        outlooks=outlooks,
        counts=[words(count) for count, words in counts],
        in_words=rules.in_words,
        tones=rules.FATE_TONES,
        is_ready=outlooks is not None and form.is_right,
    )
