"""Faults about certificates, for test_audit."""

from datetime import timedelta

from tests.certificates.completed import on_paper
from tests.make import MONDAY

NOW = MONDAY
TODAY = MONDAY.date()
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def issued(centre, number, enrolment=None, **given):
    """One with this number, straight into the table; nothing is counted."""
    one = {"register": "SN-2026", "number": number, "code": "0000000A", "key": f"certificate{number}", "at": NOW}
    one |= {"enrolment_id": (enrolment or centre.first).id, "completed_on": TODAY, "issued_on": TODAY}
    return centre.new("certificate", **one | {"content": on_paper(f"SN-2026-{number:05d}")} | given)


@fault
def certificate_numbers_with_gaps(centre):
    issued(centre, 2)
    centre.new("certificate_numbering", register="SN-2026", last=2)
    return "SN-2026"


@fault
def certificates_of_one_enrolment(centre):
    issued(centre, 1)
    issued(centre, 2)
    return centre.first.id


@fault
def certificates_void_and_replaced(centre):
    old = issued(centre, 1)
    issued(centre, 2, replaces_id=old)
    centre.new("voided_certificate", certificate_id=old, reason="x", at=NOW)
    return old


@fault
def certificates_that_replace_another_persons(centre):
    return issued(centre, 2, centre.second, replaces_id=issued(centre, 1))


@fault
def certificates_before_their_time(centre):
    return issued(centre, 1, completed_on=TODAY + timedelta(days=1))


@fault
def certificates_without_a_seat(centre):
    return issued(centre, 1, centre.waiting)


@fault
def certificates_without_grounds(centre):
    return issued(centre, 1)


@fault
def copies_with_gaps(centre):
    one = issued(centre, 1)
    copy = {"reason": "x", "document": "passport", "issued_on": TODAY, "at": NOW}
    centre.new("certificate_copy", certificate_id=one, number=2, **copy)
    return one


@fault
def fees_without_a_copy(centre):
    line = {"kind": "charge", "yen": 2490, "tax": 10, "day": TODAY, "cause": "copy:1", "at": NOW}
    return centre.new("ledger_line", enrolment_id=centre.first.id, **line)
