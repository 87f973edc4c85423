"""Why somebody was planned, as staff read it."""

import pytest

from tests.scheduling.planning.small import centre, hour, instructor, lead, plan, session
from workforce.scheduling.queries.planning import Words
from workforce.scheduling.rules.licences import LicenceKind
from workforce.scheduling.rules.plan_why import Why
from workforce.scheduling.rules.planning.instance import Span, Wish
from workforce.scheduling.rules.planning.reasons import reasons
from workforce.scheduling.rules.requirements import Alternative

NAMES = {1: "青木 一", 2: "ミン"}


@pytest.fixture(autouse=True)
def english(speaking):
    with speaking("en"):
        yield


def told(people, *, who=1, licences=()):
    instance = centre([session(1)], people)
    held = lead(10, who)
    why = Why(instance, plan(held), Words(people=NAMES, licences=dict(licences)), 10)
    found = reasons(instance, plan(held), held)
    return why.chosen(found), [*why.beside(held)], [line for one in found.others for line in why.worse(one)]


def test_whoever_has_the_preferred_licence_is_taken_for_it():
    had = {(1, 1): Alternative(LicenceKind.NURSE), (2, 1): Alternative(LicenceKind.CARE_WORKER)}

    chosen, beside, worse = told([instructor(1, {1: 0}), instructor(2, {1: 1})], licences=had)

    assert chosen == "Taken before others because of: Preferred licences lead."
    assert beside == ["青木 一 has the preferred licence: Nurse."]
    assert worse == ["ミン has a licence that is less preferred: Certified care worker."]
    assert told([instructor(2, {1: 1})], who=2, licences=had)[1] == worse


def test_whoever_would_rather_not_is_named_as_such():
    busy = Wish(Span(hour(1), hour(3)))
    people = [instructor(1), instructor(2, wishes=(busy,))]

    assert told(people)[2] == ["ミン would rather not teach then."]
    assert told(people, who=2)[1] == ["ミン would rather not teach then."]
    assert told(people)[1] == []


def test_without_an_order_and_without_wishes_nothing_is_added():
    chosen, beside, worse = told([instructor(1), instructor(2)])

    assert (chosen, beside, worse) == ("Others would be as good.", [], ["The plan would be as good."])
