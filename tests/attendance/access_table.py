"""Who gets in where hours are: a trainee's own open by the link of their enrolment alone."""

from tests.house.who import EVERYBODY, MANAGERS, OFFICE, READERS

ROUTES = {
    "attendance.own_hours": EVERYBODY,
    "attendance.own_exemption": EVERYBODY,
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
}
