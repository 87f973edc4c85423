"""Who gets in at each public address: everybody."""

from tests.house.who import EVERYBODY

PAGES = (
    "root",
    "robots",
    "home",
    "door",
    "courses",
    "course",
    "cohort",
    "interest",
    "leave_interest",
    "consult",
    "privacy",
    "operators",
)
ROUTES = {f"site.{name}": EVERYBODY for name in PAGES}
