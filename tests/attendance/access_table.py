"""Who gets in where: teachers take the roll of their own lessons; the office sees every roll, and all hours.

A trainee's own hours open by the link of their enrolment alone.
"""

from tests.house.who import ADMINS, EVERYBODY, MANAGERS, OFFICE, READERS
from workforce.access import Role

TEACHERS = OFFICE | {Role.INSTRUCTOR}

ROUTES = {
    "attendance.lessons": TEACHERS,
    "attendance.roll": TEACHERS,
    "attendance.close_roll": TEACHERS,
    "attendance.state": TEACHERS,
    "attendance.deliver": TEACHERS,
    "attendance.rolls": OFFICE,
    "attendance.worker": EVERYBODY,
    "attendance.own": EVERYBODY,
    "attendance.own_session": EVERYBODY,
    "attendance.check_in": EVERYBODY,
    "attendance.arrive": EVERYBODY,
    "attendance.code": TEACHERS,
    "attendance.cards": TEACHERS,
    "attendance.code_picture": TEACHERS,
    "attendance.decide": OFFICE,
    "attendance.person": OFFICE,
    "attendance.book": OFFICE,
    "attendance.paper": OFFICE,
    "attendance.sheet": TEACHERS,
    "attendance.own_hours": EVERYBODY,
    "attendance.own_exemption": EVERYBODY,
    **dict.fromkeys(
        (
            *("attendance.make_up", "attendance.book_make_up", "attendance.give_back_make_up"),
            *("attendance.absences", "attendance.withdraw_absence"),
        ),
        EVERYBODY,
    ),
    "attendance.staff_make_up": READERS,
    "attendance.outlooks": READERS,
    **dict.fromkeys(
        (
            *("attendance.staff_book_make_up", "attendance.staff_give_back_make_up"),
            *("attendance.make_up_proof", "attendance.what_if"),
        ),
        OFFICE,
    ),
    "attendance.set_making_up": ADMINS,
    "attendance.staff_hours": READERS,
    "attendance.add_credit": OFFICE,
    "attendance.end_credit": OFFICE,
    "attendance.end_exemption": MANAGERS,
    "attendance.end_result": MANAGERS,
    "attendance.ask_exemption": OFFICE,
    "attendance.decide_exemption": MANAGERS,
    "attendance.ask_override": OFFICE,
    "attendance.decide_override": MANAGERS,
    "attendance.cohort_results": OFFICE,
    "attendance.cohort_progress": READERS,
    "attendance.set_hours_rule": ADMINS,
}
