"""Faults about those who are asked to teach, for test_audit."""

from datetime import timedelta

from tests.make import MONDAY, make_person
from tests.operations.planted_engagements import named
from tests.operations.planted_rolls import taught

DAY = timedelta(days=1)
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def asked(centre, person, *, standing="asked", part_id=None, ended=None):
    """The id of the request of a search with this part, or with none."""
    ending = {"ended_at": MONDAY, "ended_as": "withdrawn"} if ended else {}
    given = {"cohort_id": centre.cohort.id, "duty": "lead", "is_short": False, "note": "", "at": MONDAY}
    search_id = centre.new("teaching_search", **given, **ending)
    if part_id:
        centre.new("teaching_search_part", search_id=search_id, part_id=part_id)
    times = {"asked_at": MONDAY, "until": MONDAY + 2 * DAY, "remind_at": MONDAY + DAY}
    given = {"search_id": search_id, "person_id": person.id, "position": 1, "by_staff": False, "words": ""}
    return centre.new("teaching_request", **given, **times, standing=standing)


@fault
def promised_without_assignment(centre):
    _session, part_id = taught(centre)
    return asked(centre, make_person(centre.session, "田村 先生"), standing="confirmed", part_id=part_id)


@fault
def asked_for_nothing(centre):
    return asked(centre, make_person(centre.session, "田村 先生"))


@fault
def asked_for_what_is_taken(centre):
    named(centre)
    return asked(centre, make_person(centre.session, "石川 先生"), part_id=taught(centre)[1])


@fault
def asked_for_two_at_once(centre):
    person = make_person(centre.session, "田村 先生")
    ids = [asked(centre, person, part_id=taught(centre)[1]) for _n in range(2)]
    return min(ids)
