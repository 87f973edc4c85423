"""Who gets in where. What belongs to one applicant opens by its link alone, whoever asks: a stranger's is a 404."""

from tests.house.who import EVERYBODY, SIGNED_IN

ROUTES = {
    "enrolment.start": EVERYBODY,
    "enrolment.step": EVERYBODY,
    "enrolment.review": EVERYBODY,
    "enrolment.onward": EVERYBODY,
    "enrolment.later": EVERYBODY,
    "enrolment.resume": EVERYBODY,
    "enrolment.resume_code": EVERYBODY,
    "enrolment.resume_by_link": EVERYBODY,
    "enrolment.open_link": EVERYBODY,
    "enrolment.find": EVERYBODY,
    "enrolment.show": EVERYBODY,
    "enrolment.sheet": EVERYBODY,
    "enrolment.answers": EVERYBODY,
    "enrolment.contact": EVERYBODY,
    "enrolment.cancellation": EVERYBODY,
    "enrolment.mine": SIGNED_IN,
}
