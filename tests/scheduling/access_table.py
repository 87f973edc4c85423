"""Who gets in where: those in the office name who teaches."""

from tests.house.who import MANAGERS, OFFICE

ROUTES = {
    "scheduling.teaching": OFFICE,
    "scheduling.end_teaching": OFFICE,
    "scheduling.end_all_teaching": OFFICE,
    "scheduling.find_rooms": MANAGERS,
}
