"""The month for the accounts department, and the paper for whoever taught."""

from flask import Response, abort
from flask_babel import gettext as _

from ... import clock, printing
from ...access import Permission, requires
from ...database import db
from ...i18n import speaking
from ...i18n.formats import birthday, duration
from ...money.rules.sheets import as_csv, as_workbook
from ...scheduling.models import Duty
from ...web import send_pdf
from ..models import Payee
from ..queries import months as queries
from ..rules.words import PAID_FOR, PAYEES
from . import views
from .words import address_of, in_words, month_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENCODINGS = ("cp932", "utf-8")


@views.get("/staff/fees/<month>/fees-<encoding>.csv")
@requires(Permission.MONEY_DECIDE)
def month_list(month, encoding):
    if encoding not in ENCODINGS:
        abort(404)
    return sent(as_csv([head(), *rows(month)], encoding), month, "text/csv", "csv")


@views.get("/staff/fees/<month>/fees.xlsx")
@requires(Permission.MONEY_DECIDE)
def month_workbook(month):
    title = _("Fees %(month)s", month=address_of(month_of(month)))
    return sent(as_workbook(head(), list(rows(month)), title=title), month, XLSX, "xlsx")


def head():
    return (
        *(_("Number"), _("Who taught"), _("Reading"), _("Who is paid"), _("Paid to"), _("Minutes paid")),
        *(_("Fee for teaching"), _("Costs of the way"), _("Withheld"), _("Net amount")),
    )


def rows(month):
    """Of a month that is closed."""
    first = month_of(month)
    row = queries.closed(db.session, first) or abort(404)
    sheets = queries.closed_sheets(db.session, row)
    names = queries.names(db.session, sheets)
    for one in sheets:
        person = names.people[one.key.person_id]
        yield (
            *(f"{address_of(first)}-{one.number:03d}", person.name, person.sort_kana or ""),
            *(str(PAYEES[one.key.payee]), names.payee(one), one.minutes, one.fee, one.travel, one.tax, one.net),
        )


def sent(body, month, kind, ending):
    name = f"fees-{month}.{ending}"
    return Response(body, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@views.get("/staff/fees/<month>/people/<int:person_id>.pdf")
@requires(Permission.MONEY_READ)
def staff_paper(month, person_id):
    return paper(month_of(month), person_id)


def paper(first, person_id):
    """Of a closed month; a page for each who is paid."""
    row = queries.closed(db.session, first) or abort(404)
    sheets = queries.sheets_of(db.session, [row], person_id)[row.id] or abort(404)
    names = queries.names(db.session, sheets)
    with speaking("ja"):
        body = printing.pdf(
            "fees",
            at=row.closed_at,
            month=in_words(first),
            closed_on=birthday(clock.today(row.closed_at)),
            sheets=[printed(first, one, names) for one in sheets],
        )
    return send_pdf(body, f"fees-{address_of(first)}-{person_id}")


def printed(first, one, names):
    return {
        "number": f"{address_of(first)}-{one.number:03d}",
        "taught": names.person(one),
        "paid": names.payee(one),
        "honorific": "様" if one.key.payee is Payee.PERSON else "御中",
        "lines": [row_of(first, line) for line in one.lines],
        "sums": [one.fee, one.travel, one.tax, one.net],
    }


def row_of(first, line):
    what = str(PAID_FOR[line.duty]) + ("（訂正）" if line.day < first else "")
    sign = "−" if line.full + line.half < 0 else ""
    hours = f"{sign}{duration(abs(line.full + line.half))}" if line.duty in list(Duty) else ""
    return [f"{line.day.month}月{line.day.day}日", what, line.codes, hours, line.rate or None, line.yen]
