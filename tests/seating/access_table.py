"""Who gets in where tables are planned: the office alone."""

from tests.house.who import OFFICE

ROUTES = {
    f"seating.{name}": OFFICE
    for name in (
        *("cohort", "plan", "change", "hall", "publish", "proposal", "take", "facts", "pairs", "end_pair", "cards"),
        "signs",
    )
}
