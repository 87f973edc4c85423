"""Who gets in where. What belongs to one applicant opens by its link alone, whoever asks: a stranger's is a 404."""

from tests.house.who import EVERYBODY, MANAGERS, OFFICE, READERS, SIGNED_IN

DRAWS = {
    "enrolment.draw_page": EVERYBODY,
    "enrolment.draw_file_of": EVERYBODY,
    "enrolment.check_draw": EVERYBODY,
    "enrolment.staff_draw": READERS,
    "enrolment.name_draw_value": OFFICE,
    "enrolment.close_draw_list": OFFICE,
    "enrolment.type_draw_value": OFFICE,
    "enrolment.confirm_draw_value": OFFICE,
    "enrolment.make_draw": OFFICE,
    "enrolment.ask_draw_again": MANAGERS,
    "enrolment.make_draw_again": OFFICE,
    "enrolment.stop_draw_again": OFFICE,
}
STAFF = {
    "enrolment.cohort_board": READERS,
    "enrolment.staff_enrolment": READERS,
    "enrolment.staff_needs": MANAGERS,
    "enrolment.cohort_needs": MANAGERS,
    "enrolment.arrange_need": MANAGERS,
    "enrolment.reopen_need": MANAGERS,
    "enrolment.course_questions": MANAGERS,
    "enrolment.form_versions": READERS,
    "enrolment.confirm_first": OFFICE,
    "enrolment.cohort_capacity": OFFICE,
    "enrolment.cohort_cancellation": MANAGERS,
    "enrolment.cohort_selection": READERS,
    "enrolment.staff_band": OFFICE,
    "enrolment.staff_confirm": OFFICE,
    "enrolment.cohort_seats": READERS,
    "enrolment.staff_accept": OFFICE,
    "enrolment.staff_decline": OFFICE,
    "enrolment.staff_place": OFFICE,
    "enrolment.staff_waitlist": OFFICE,
    "enrolment.staff_cancel": OFFICE,
    "enrolment.staff_consent": OFFICE,
    "enrolment.staff_answers": OFFICE,
    "enrolment.counter": OFFICE,
    "enrolment.enrol_at_counter": OFFICE,
    "enrolment.counter_receipt": OFFICE,
}

ROUTES = (
    DRAWS
    | STAFF
    | {
        "enrolment.start": EVERYBODY,
        "enrolment.step": EVERYBODY,
        "enrolment.review": EVERYBODY,
        "enrolment.onward": EVERYBODY,
        "enrolment.another_date": EVERYBODY,
        "enrolment.later": EVERYBODY,
        "enrolment.resume": EVERYBODY,
        "enrolment.resume_code": EVERYBODY,
        "enrolment.resume_by_link": EVERYBODY,
        "enrolment.open_link": EVERYBODY,
        "enrolment.find": EVERYBODY,
        "enrolment.leave": EVERYBODY,
        "enrolment.show": EVERYBODY,
        "enrolment.sheet": EVERYBODY,
        "enrolment.answers": EVERYBODY,
        "enrolment.contact": EVERYBODY,
        "enrolment.cancellation": EVERYBODY,
        "enrolment.acceptance": EVERYBODY,
        "enrolment.declination": EVERYBODY,
        "enrolment.mine": SIGNED_IN,
    }
)
