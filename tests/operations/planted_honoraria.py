"""Faults about fees of those who teach, for test_audit."""

from tests.make import MONDAY, make_person
from workforce.honoraria.rules.sheets import digest

FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def closed(centre):
    """(id of a closed month, that of its one sheet) of somebody who was paid nothing for nothing."""
    month_id = centre.new("fee_month", month=MONDAY.date().replace(day=1), digest=digest([]), closed_at=MONDAY)
    sums = {"number": 1, "payee": "person", "fee": 5000, "travel": 0, "tax": 510, "net": 4490}
    return month_id, centre.new("fee_sheet", month_id=month_id, person_id=make_person(centre.session).id, **sums)


@fault
def fee_sheets_that_do_not_add_up(centre):
    closed(centre)
    return f"{MONDAY:%Y-%m} 1"


@fault
def fee_months_changed_since(centre):
    return closed(centre)[0]
