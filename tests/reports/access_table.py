"""Who gets in where papers for the authority are made."""

from tests.house.who import ADMINS, OFFICE

ROUTES = {
    "reports.packet": OFFICE,
    "reports.packet_paper": OFFICE,
    "reports.packet_workbook": OFFICE,
    "reports.set_deadlines": ADMINS,
}
