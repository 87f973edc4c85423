"""Who gets in at each address of enrolment."""

from tests.house.who import MANAGERS, OFFICE, READERS

STAFF = {
    "enrolment.cohort_board": READERS,
    "enrolment.staff_enrolment": READERS,
    "enrolment.staff_needs": MANAGERS,
    "enrolment.confirm_first": OFFICE,
    "enrolment.cohort_capacity": OFFICE,
    "enrolment.cohort_cancellation": MANAGERS,
    "enrolment.staff_confirm": OFFICE,
    "enrolment.staff_waitlist": OFFICE,
    "enrolment.staff_cancel": OFFICE,
    "enrolment.staff_consent": OFFICE,
    "enrolment.counter": OFFICE,
    "enrolment.enrol_at_counter": OFFICE,
    "enrolment.counter_receipt": OFFICE,
}

ROUTES = STAFF
