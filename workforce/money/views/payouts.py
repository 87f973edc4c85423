"""Whom money goes back to, as a list for the bank's own form."""

from flask import Response, abort
from flask_babel import gettext as _

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...i18n.wording import plain
from ...people.rules.receipts import shown
from ..queries import balances
from ..rules.sheets import as_csv, as_workbook
from . import views

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@views.get("/staff/money/payouts-<encoding>.csv")
@requires(Permission.MONEY_DECIDE)
def payouts(encoding):
    if encoding not in ("cp932", "utf-8"):
        abort(404)
    return sent(as_csv([head(), *rows()], encoding), "text/csv", "csv")


@views.get("/staff/money/payouts.xlsx")
@requires(Permission.MONEY_DECIDE)
def payouts_workbook():
    return sent(as_workbook(head(), rows(), title=_("Money to give back")), XLSX, "xlsx")


def head():
    return (
        _("Receipt number"),
        _("Name"),
        _("Reading"),
        _("Yen to give back"),
        _("Last booking"),
        _("Cohort"),
    )


def rows():
    """Everybody, however many they are."""
    for one in balances.to_pay_back(db.session, at_most=None):
        day = clock.today(one.last_at)
        yield shown(one.receipt), one.name, one.kana, -one.balance, day, f"{plain(one.title)} {one.code}"


def sent(body, kind, ending):
    name = f"payouts-{clock.today(clock.now()):%Y%m%d}.{ending}"
    return Response(body, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
