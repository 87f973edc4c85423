"""Fees, payments and requests that wait."""

from flask import url_for
from flask_babel import gettext as _

from ....access import Permission
from ....i18n.formats import day, moment, money
from ...queries.todo import Kind
from .groups import Item, group, shows


@shows(Kind.OVERDUE, Permission.MONEY_MANAGE)
def overdue(rows):
    return group(
        _("Fees that are overdue"),
        _("No fee is overdue."),
        rows,
        lambda row: Item(
            row.name,
            _("%(money)s, booked on %(day)s", money=money(int(row.detail)), day=day(row.since)),
            url_for("money.person", receipt=row.ref),
            _("Call"),
        ),
        url=url_for("money.overview"),
    )


@shows(Kind.UNCLEAR, Permission.MONEY_MANAGE)
def unclear(rows):
    return group(
        _("Payments whose person is unclear"),
        _("Every payment has found its person."),
        rows,
        lambda row: Item(
            row.name or _("without a sender"),
            money(int(row.detail)),
            url_for("money.bank_row", row_id=row.ref),
            _("Find the person"),
        ),
        url=url_for("money.bank_files"),
    )


@shows(Kind.GIVE_BACK, Permission.MONEY_DECIDE)
def give_back(rows):
    return group(
        _("Money to give back"),
        _("Nobody waits for money."),
        rows,
        lambda row: Item(row.name, money(-int(row.detail)), url_for("money.person", receipt=row.ref), _("Look at it")),
        url=url_for("money.overview"),
    )


@shows(Kind.REDUCTION, Permission.MONEY_DECIDE)
def reductions(rows):
    return group(
        _("Requests to pay less"),
        _("No request to pay less waits."),
        rows,
        lambda row: Item(
            row.name, moment(row.since), url_for("money.reduction", request_id=row.ref), _("Look and decide")
        ),
        url=url_for("money.reduction_list"),
    )
