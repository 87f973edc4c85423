"""Who may reach the addresses for machines."""

from tests.house.who import EVERYBODY

ROUTES = {
    "operations.health": EVERYBODY,
    "operations.metrics": EVERYBODY,
}
