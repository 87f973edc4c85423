"""Who gets in where certificates are. One's own opens by the link of the enrolment, and everybody may check one."""

from tests.house.who import ADMINS, EVERYBODY, MANAGERS, OFFICE

ROUTES = {
    "certificates.check": EVERYBODY,
    "certificates.own": EVERYBODY,
    "certificates.own_paper": EVERYBODY,
    "certificates.registers": OFFICE,
    "certificates.register_list": OFFICE,
    "certificates.cohort": OFFICE,
    "certificates.issue": MANAGERS,
    "certificates.cohort_paper": OFFICE,
    "certificates.cohort_list": OFFICE,
    "certificates.certificate": OFFICE,
    "certificates.certificate_paper": OFFICE,
    "certificates.copy": OFFICE,
    "certificates.voiding": MANAGERS,
    "certificates.replacement": MANAGERS,
    "certificates.renewal": MANAGERS,
    "certificates.set_rule": ADMINS,
}
