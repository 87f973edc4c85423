"""Who gets in at each address of the public face: everybody, but only the office sees who left an address."""

from tests.house.who import EVERYBODY, OFFICE

PAGES = (
    "root",
    "robots",
    "home",
    "door",
    "courses",
    "course",
    "course_form",
    "cohort",
    "flyer",
    "interest",
    "leave_interest",
    "consult",
    "privacy",
    "operators",
)
ROUTES = {f"site.{name}": EVERYBODY for name in PAGES} | {"site.staff_interests": OFFICE, "site.take_off_list": OFFICE}
