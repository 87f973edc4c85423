"""Whom money goes back to, as a list for the bank's own form."""

from flask import Response, abort
from flask_babel import gettext as _

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...i18n.wording import plain
from ...people.rules.receipts import shown
from ..queries import balances
from ..rules.sheets import as_csv
from . import views


@views.get("/staff/money/payouts-<encoding>.csv")
@requires(Permission.MONEY_DECIDE)
def payouts(encoding):
    if encoding not in ("cp932", "utf-8"):
        abort(404)
    head = (_("Receipt number"), _("Name"), _("Reading"), _("Yen to give back"), _("Cohort"))
    people = balances.to_pay_back(db.session)
    rows = [(shown(one.receipt), one.name, one.kana, -one.balance, f"{plain(one.title)} {one.code}") for one in people]
    name = f"payouts-{clock.today(clock.now()):%Y%m%d}.csv"
    return Response(
        as_csv([head, *rows], encoding),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
