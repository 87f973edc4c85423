"""Who gets in where fees of those who teach are: their own page is for everybody who may take a roll."""

from tests.house.who import ADMINS, MANAGERS, OFFICE, having
from workforce.access import Permission

ROUTES = {
    **{f"honoraria.{name}": having(Permission.MONEY_READ) for name in ("months", "month", "sheet", "staff_paper")},
    **{f"honoraria.{name}": MANAGERS for name in ("close", "month_list", "month_workbook")},
    "honoraria.payee": OFFICE,
    "honoraria.fare": OFFICE,
    "honoraria.own": having(Permission.ATTENDANCE_TAKE),
    "honoraria.own_paper": having(Permission.ATTENDANCE_TAKE),
    "honoraria.set_rule": ADMINS,
}
