"""Who gets in at each address of the catalogue."""

from tests.house.who import MANAGERS, READERS

READ = (
    "staff_courses",
    "staff_course",
    "staff_cohorts",
    "staff_cohort",
    "cohort_sessions",
    "staff_places",
    "text_gaps",
    "version_file",
)

EDIT = (
    "create_course",
    "edit_course",
    "course_audiences",
    "add_audience",
    "edit_audience",
    "remove_audience",
    "add_prerequisite",
    "remove_prerequisite",
    "add_subject",
    "edit_subject",
    "remove_subject",
    "add_item",
    "edit_item",
    "remove_item",
    "create_cohort",
    "edit_cohort",
    "copy_cohort",
    "add_session",
    "edit_session",
    "remove_session",
    "fill_sessions",
    "plan_sessions",
    "add_part",
    "edit_part",
    "remove_part",
    "create_place",
    "edit_place",
    "create_material",
    "edit_material",
    "replace_material",
    "withdraw_material",
    "return_material",
)

PUBLISH = ("erase_version", "publish_course", "withdraw_course", "cancel_course", "publish_cohort")

ROUTES = {f"catalogue.{name}": READERS for name in READ} | {f"catalogue.{name}": MANAGERS for name in EDIT + PUBLISH}
