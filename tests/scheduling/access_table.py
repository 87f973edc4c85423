"""Who gets in where: those in the office name who teaches."""

from tests.house.who import OFFICE

ROUTES = {
    "scheduling.teaching": OFFICE,
    "scheduling.end_teaching": OFFICE,
    "scheduling.charges": OFFICE,
    "scheduling.end_charge": OFFICE,
    "scheduling.end_all_teaching": OFFICE,
}
