"""Who gets in where: those in the office name who teaches and note their papers, administrators set what is needed."""

from tests.house.who import ADMINS, EVERYBODY, MANAGERS, OFFICE, READERS, STAFF, having
from workforce.access import Permission

ROUTES = {
    "scheduling.teaching": OFFICE,
    "scheduling.end_teaching": OFFICE,
    "scheduling.charges": OFFICE,
    "scheduling.end_charge": OFFICE,
    "scheduling.end_all_teaching": OFFICE,
    "scheduling.instructors": OFFICE,
    "scheduling.instructor": OFFICE,
    "scheduling.edit_instructor": OFFICE,
    "scheduling.note_licence": OFFICE,
    "scheduling.note_practice": OFFICE,
    "scheduling.end_licence": OFFICE,
    "scheduling.end_practice": OFFICE,
    "scheduling.take_out_licence": OFFICE,
    "scheduling.take_out_practice": OFFICE,
    "scheduling.profile": having(Permission.ATTENDANCE_TAKE),
    **{
        f"scheduling.{whose}_{noun}": who
        for whose, who in (("own", having(Permission.ATTENDANCE_TAKE)), ("staff", OFFICE))
        for noun in ("times", "week", "take_back_week", "days", "take_back_days", "copy")
    },
    **{
        f"scheduling.{whose}_{noun}": who
        for whose, who in (("own", having(Permission.ATTENDANCE_TAKE)), ("staff", OFFICE))
        for noun in ("rather_week", "rather_days", "take_back_rather", "liked")
    },
    "scheduling.teaching_rules": STAFF,
    "scheduling.course_rules": STAFF,
    "scheduling.set_subject_rule": ADMINS,
    "scheduling.set_item_rule": ADMINS,
    "scheduling.set_travel": ADMINS,
    "scheduling.set_limits": ADMINS,
    "scheduling.set_ratio": ADMINS,
    "scheduling.find_rooms": MANAGERS,
    "scheduling.rooms": READERS,
    "scheduling.room": READERS,
    "scheduling.lesson_feed": EVERYBODY,
    "scheduling.own_feed": having(Permission.ATTENDANCE_TAKE),
    "scheduling.room_feed": MANAGERS,
    "scheduling.cohort_feed": MANAGERS,
    "scheduling.own_calendars": having(Permission.ATTENDANCE_TAKE),
    "scheduling.own_remove_calendar": having(Permission.ATTENDANCE_TAKE),
    "scheduling.own_timetable": having(Permission.ATTENDANCE_TAKE),
    "scheduling.own_month": having(Permission.ATTENDANCE_TAKE),
    "scheduling.instructors_load": OFFICE,
    "scheduling.timetable": READERS,
    "scheduling.timetable_month": READERS,
    **{
        f"scheduling.{name}": MANAGERS
        for name in (
            *("create_room", "edit_room", "edit_photo", "remove_photo", "create_closure", "remove_closure"),
            *("create_reservation", "remove_reservation", "stock", "session_equipment"),
        )
    },
    **{
        f"scheduling.{name}": OFFICE
        for name in (
            *("plans", "create_plan", "plan_away", "plan", "plan_of_cohort", "plan_reasons", "plan_again"),
            *("stop_plan", "apply_plan", "discard_plan", "pins", "create_pin", "remove_pin"),
        )
    },
    **{
        f"scheduling.{name}": OFFICE
        for name in ("ask", "absence", "substitutes", "searches", "search", "decide", "end_search")
    },
    **{
        f"scheduling.{name}": EVERYBODY
        for name in (
            *("asked", "accept_request", "decline_request", "propose", "give_back_request"),
            *("open_request", "request_over"),
        )
    },
    "scheduling.own_requests": having(Permission.ATTENDANCE_TAKE),
    "scheduling.set_asking": ADMINS,
    "scheduling.place": EVERYBODY,
    "scheduling.room_photo": EVERYBODY,
}
