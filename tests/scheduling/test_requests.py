"""Staff ask people to teach, one after another; whoever says yes is named and engaged from then on."""

from datetime import timedelta

import pytest

from tests.attendance.lessons import cohort_of, make_session, parts_of
from tests.make import MONDAY, make_cohort, make_course, saved
from tests.scheduling.asking import (
    DAY,
    EVENING,
    SOON,
    ask,
    engaged,
    letters,
    make_people,
    requests_of,
    standings,
    taught,
)
from tests.scheduling.teaching import STATUTORY, lesson_at, make_instructor, name
from workforce.catalogue.actions import cohorts, sessions
from workforce.catalogue.models import CohortState, Mode
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.people.models import Person
from workforce.policies import Policy
from workforce.scheduling.actions import assignments, merging
from workforce.scheduling.actions.requests import answering, deciding, leaving, refusals, settling
from workforce.scheduling.models import Duty
from workforce.scheduling.queries.requests import due
from workforce.scheduling.rules.answering import ASKING, Asking
from workforce.scheduling.rules.requests import MOVES, Ending, NotAnyMore, Offer, Standing

MINUTE = timedelta(minutes=1)
NOW = {"by": None, "at": MONDAY}


@pytest.fixture(autouse=True)
def listening(app):
    """The application tells which feature follows which change."""


@pytest.fixture
def sitting(session):
    return lesson_at(session, SOON)


@pytest.fixture
def people(session):
    return make_people(session)


def settled(session, at):
    """How many things the clock did."""
    session.commit()
    found = due.due(session, at=at)
    for one in found:
        settling.settle(session, one, at=at)
    session.commit()
    return len(found)


def set_rule(session, **values):
    row = {"from_day": (MONDAY - 30 * DAY).date(), "values": ASKING.shipped | values, "source": "試し"}
    saved(session, Policy(kind=ASKING.name, set_at=MONDAY, **row))


# --- the rule ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_wanted_by_an_evening_or_within_minutes():
    rule = Asking(**ASKING.shipped)

    assert rule.until(SOON, MONDAY, is_short=False) == EVENING
    assert rule.remind_at(EVENING, MONDAY, is_short=False) == EVENING - DAY
    assert rule.until(SOON, MONDAY, is_short=True) == MONDAY + 120 * MINUTE
    assert rule.remind_at(MONDAY + 120 * MINUTE, MONDAY, is_short=True) == MONDAY + 60 * MINUTE
    assert rule.until(MONDAY + DAY, MONDAY, is_short=False) == MONDAY + DAY  # never after the session began
    assert rule.is_short(MONDAY + DAY, MONDAY)
    assert not rule.is_short(SOON, MONDAY)


@pytest.mark.parametrize(
    ("asked", "until"),
    [((7, 0), (9, 0)), ((18, 59), (20, 59)), ((19, 0), (33, 0)), ((23, 30), (33, 0)), ((26, 0), (33, 0))],
)
def test_nobody_is_woken_because_another_has_not_answered(asked, until):
    rule, midnight = Asking(**ASKING.shipped), MONDAY - timedelta(hours=9)
    hours, minutes = asked

    ends = rule.until(SOON, midnight + timedelta(hours=hours, minutes=minutes), is_short=True)

    assert ends == midnight + timedelta(hours=until[0], minutes=until[1])


def test_when_it_is_very_soon_there_is_time_for_another():
    rule, seven = Asking(**ASKING.shipped), MONDAY - timedelta(hours=2)

    assert rule.until(MONDAY, seven, is_short=True) == seven + 60 * MINUTE  # a session at nine
    assert rule.until(MONDAY, seven + 60 * MINUTE, is_short=True) == seven + 90 * MINUTE
    assert rule.until(MONDAY, seven - 8 * 60 * MINUTE, is_short=True) == seven + 60 * MINUTE  # asked at 23:00


def test_every_standing_has_its_moves():
    assert set(MOVES) == set(Standing)
    assert all(after in Standing for several in MOVES.values() for after in several)


# --- asking and answering ---------------------------------------------------------------------------------------------


def test_only_the_first_of_the_list_is_asked(session, sitting, people):
    ask(session, [sitting], people)

    assert standings(session) == ["asked", "listed", "listed"]
    assert letters(session) == [("teaching_request", "田村")]
    assert requests_of(session)[0].until == EVENING
    assert engaged(session) == set()


def test_a_yes_names_and_engages_them_at_once_and_only_once(session, sitting, people):
    ask(session, [sitting], people)
    first = requests_of(session)[0]

    for _time in range(2):
        answering.accept(session, first.id, **NOW)

    assert standings(session) == ["confirmed", "listed", "listed"]
    assert taught(session) == {(people[0], part.id) for part in parts_of(session, sitting)}
    assert engaged(session) == {(people[0], sitting.id)}
    assert letters(session) == [("teaching_request", "田村"), ("teaching_confirmed", "田村")]


def test_a_yes_waits_for_staff_where_the_rule_says_so(session, sitting, people):
    set_rule(session, is_confirmed_by_staff=True)
    ask(session, [sitting], people)
    first = requests_of(session)[0]
    answering.accept(session, first.id, **NOW)

    assert standings(session)[0] == "accepted"
    assert engaged(session) == {(people[0], sitting.id)}  # nobody can take their time meanwhile
    for _time in range(2):
        deciding.confirm(session, first.id, **NOW)
    assert standings(session)[0] == "confirmed"
    assert letters(session)[1:] == [("teaching_confirmed", "田村")]


def test_a_no_asks_the_next(session, sitting, people):
    ask(session, [sitting], people)
    for _time in range(2):
        answering.decline(session, requests_of(session)[0].id, words="夜勤です", **NOW)

    assert standings(session) == ["declined", "asked", "listed"]
    assert letters(session) == [("teaching_request", "田村"), ("teaching_request", "石川")]
    with pytest.raises(NotAnyMore):
        answering.accept(session, requests_of(session)[0].id, **NOW)


def test_who_is_not_free_any_more_is_refused_in_words_for_them(session, sitting, people, speaking):
    ask(session, [sitting], people)
    other = lesson_at(session, SOON + timedelta(hours=1))
    assignments.assign(
        session,
        cohort_of(session, other),
        part_ids=[part.id for part in parts_of(session, other)],
        person_id=people[0],
        duty=Duty.LEAD,
        **NOW,
    )

    with pytest.raises(refusals.YouAreThere) as refused:
        answering.accept(session, requests_of(session)[0].id, **NOW)
    with speaking("en"):
        assert refused.value.text().startswith("You have “First steps in care")


def test_who_may_not_teach_it_is_not_asked(session, people):
    course = make_course(session, items=((60, Mode.LECTURE),), kind=STATUTORY)
    cohort = make_cohort(session, course=course, starts_at=SOON)
    sitting = make_session(session, cohort, starts_at=SOON)
    with pytest.raises(assignments.NotQualified):
        ask(session, [sitting], people)


def test_who_is_asked_is_not_asked_for_another_session_then(session, sitting, people):
    ask(session, [sitting], people)
    other = lesson_at(session, SOON + timedelta(hours=1))

    with pytest.raises(refusals.AskedThen):
        ask(session, [other], people[:1])
    ask(session, [other], people[1:])  # later on the first list, but not asked
    answering.decline(session, requests_of(session)[0].id, **NOW)
    assert standings(session)[:3] == ["declined", "skipped", "asked"]


def test_nobody_is_asked_twice_for_one_post(session, sitting, people):
    ask(session, [sitting], people[:1])
    with pytest.raises(refusals.AskedAlready):
        ask(session, [sitting], people[1:])
    ask(session, [sitting], people[1:2], duty=Duty.ASSISTANT)  # another post

    answering.accept(session, requests_of(session)[0].id, **NOW)
    with pytest.raises(refusals.LedAlready):
        ask(session, [sitting], people[2:])


def test_when_nobody_is_left_staff_ask_others(session, sitting, people):
    old = ask(session, [sitting], people[:1])
    answering.decline(session, requests_of(session)[0].id, **NOW)
    ask(session, [sitting], people[1:2])

    assert old.ended_as is Ending.REPLACED
    assert standings(session) == ["declined", "asked"]


def test_nobody_is_asked_for_what_has_begun(session, sitting, people):
    with pytest.raises(refusals.Begun):
        ask(session, [sitting], people, at=SOON)
    ask(session, [sitting], people)
    with pytest.raises(refusals.Begun):
        answering.accept(session, requests_of(session)[0].id, by=None, at=SOON)


# --- the clock --------------------------------------------------------------------------------------------------------


def test_silence_reminds_once_and_then_passes_on(session, sitting, people):
    ask(session, [sitting], people)

    assert settled(session, EVENING - DAY - MINUTE) == 0
    assert settled(session, EVENING - DAY) == 1
    assert settled(session, EVENING - DAY) == 0
    assert settled(session, EVENING) == 1
    assert settled(session, EVENING) == 0

    assert standings(session) == ["lapsed", "asked", "listed"]
    assert letters(session) == [
        ("teaching_request", "田村"),
        ("teaching_request_reminder", "田村"),
        ("teaching_request", "石川"),
        ("teaching_over", "田村"),
    ]


def test_what_a_dead_worker_had_found_is_done_once(session, sitting, people):
    ask(session, [sitting], people)
    session.commit()
    found = due.due(session, at=EVENING)
    for _worker in range(2):  # both looked before either acted
        for one in found:
            settling.settle(session, one, at=EVENING)
            session.commit()

    assert standings(session) == ["lapsed", "asked", "listed"]
    assert len(letters(session)) == 3


def test_who_was_too_late_may_still_come_while_nobody_else_is_asked(session, sitting, people):
    ask(session, [sitting], people[:1])
    settled(session, EVENING)
    assert letters(session)[-1][0] == "teaching_request"  # nobody else was asked, so nothing is over
    answering.accept(session, requests_of(session)[0].id, by=None, at=EVENING + MINUTE)

    assert standings(session) == ["confirmed"]


def test_who_was_too_late_does_not_take_it_from_the_next(session, sitting, people):
    ask(session, [sitting], people)
    settled(session, EVENING)
    with pytest.raises(NotAnyMore):
        answering.accept(session, requests_of(session)[0].id, by=None, at=EVENING)


def test_haste_shortens_the_time(session, people):
    sitting = lesson_at(session, MONDAY + timedelta(hours=5))
    ask(session, [sitting], people)

    assert requests_of(session)[0].until == MONDAY + 120 * MINUTE
    settled(session, MONDAY + 120 * MINUTE)
    assert standings(session) == ["lapsed", "asked", "listed"]


def test_a_word_before_the_day_comes_once(session, sitting, people):
    ask(session, [sitting], people)
    answering.accept(session, requests_of(session)[0].id, **NOW)

    assert settled(session, SOON - 2 * DAY - MINUTE) == 0
    assert settled(session, SOON - 2 * DAY) == 1
    assert settled(session, SOON - 2 * DAY) == 0
    assert letters(session)[-1] == ("teaching_day", "田村")


# --- something else ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two(session, sitting):
    """Two sessions of one cohort, a week from each other."""
    return [sitting, make_session(session, cohort_of(session, sitting), starts_at=SOON + 7 * DAY)]


def parts(session, sitting):
    return [part.id for part in parts_of(session, sitting)]


def test_some_of_the_sessions_make_a_search_for_the_rest(session, two, people):
    ask(session, two, people)
    first = requests_of(session)[0]
    some = parts(session, two[1])
    answering.propose(session, first.id, offer=Offer.SOME, part_ids=some, **NOW)
    assert standings(session) == ["proposed", "listed", "listed"]
    assert settled(session, EVENING) == 0  # staff decide

    deciding.take_offer(session, first.id, **NOW)

    assert standings(session) == ["confirmed", "listed", "listed", "asked", "listed"]
    assert taught(session) == {(people[0], part) for part in some}
    assert letters(session)[-1] == ("teaching_request", "石川")
    second = requests_of(session)[3]
    answering.accept(session, second.id, **NOW)
    assert engaged(session) == {(people[0], two[1].id), (people[1], two[0].id)}


def test_another_time_is_asked_again_or_passed_over(session, two, people):
    ask(session, two, people)
    first = requests_of(session)[0]
    with pytest.raises(refusals.WordsMissing):
        answering.propose(session, first.id, offer=Offer.OTHER_TIME, **NOW)
    answering.propose(session, first.id, offer=Offer.OTHER_TIME, words="午後なら", **NOW)
    deciding.ask_again(session, first.id, by=None, at=MONDAY + DAY)
    assert standings(session)[0] == "asked"
    assert requests_of(session)[0].until == EVENING + DAY
    assert [one[0] for one in letters(session)] == ["teaching_request"] * 2

    answering.propose(session, first.id, offer=Offer.COLLEAGUE, words="同僚の林さん", **NOW)
    deciding.go_on(session, first.id, **NOW)
    assert standings(session) == ["passed_over", "asked", "listed"]


def test_a_proposal_of_everything_or_nothing_is_none(session, two, people):
    ask(session, two, people)
    for some in ([], [*parts(session, two[0]), *parts(session, two[1])]):
        with pytest.raises(refusals.PartsMissing):
            answering.propose(session, requests_of(session)[0].id, offer=Offer.SOME, part_ids=some, **NOW)


# --- leaving again ----------------------------------------------------------------------------------------------------


def test_who_gives_back_frees_the_post_and_the_next_is_asked(session, sitting, people):
    ask(session, [sitting], people)
    helper = make_instructor(session, "林 助手")
    name(session, sitting, helper, duty=Duty.ASSISTANT)
    lead = make_instructor(session, "主任 太郎")
    cohort_of(session, sitting).lead_id = lead.person_id
    first = requests_of(session)[0]
    answering.accept(session, first.id, **NOW)

    for _time in range(2):
        leaving.give_back(session, first.id, session_ids=[sitting.id], words="熱", **NOW)

    assert standings(session) == ["given_back", "asked", "listed"]
    assert engaged(session) == {(helper.person_id, sitting.id)}
    assert letters(session)[1:] == [
        ("teaching_confirmed", "田村"),
        ("teaching_colleague", "林"),
        ("teaching_colleague", "林"),
        ("teaching_request", "石川"),
        ("teaching_open", "主任"),
    ]


def test_one_of_several_sessions_may_be_given_back(session, two, people):
    ask(session, two, people)
    first = requests_of(session)[0]
    answering.accept(session, first.id, **NOW)
    leaving.give_back(session, first.id, session_ids=[two[0].id], **NOW)

    assert standings(session) == ["confirmed", "listed", "listed", "given_back", "asked", "listed"]
    assert engaged(session) == {(people[0], two[1].id)}


def test_what_is_over_is_not_given_back(session, two, people):
    ask(session, two, people)
    first = requests_of(session)[0]
    answering.accept(session, first.id, **NOW)
    leaving.give_back(session, first.id, session_ids=[one.id for one in two], by=None, at=SOON + DAY)

    assert engaged(session) == {(people[0], two[0].id)}
    with pytest.raises(refusals.PartsMissing):
        leaving.give_back(session, first.id, session_ids=[two[0].id], by=None, at=SOON + DAY)


def test_staff_note_who_is_ill_whether_they_were_asked_or_named(session, people):
    asked, named = (lesson_at(session, MONDAY + hours * timedelta(hours=1)) for hours in (3, 6))
    ask(session, [asked], people)
    answering.accept(session, requests_of(session)[0].id, **NOW)
    teacher = session.get(Person, people[0])
    assignments.assign(
        session, cohort_of(session, named), part_ids=parts(session, named), person_id=teacher.id, duty="lead", **NOW
    )

    both = [asked.id, named.id]
    assert leaving.absent(session, people[0], session_ids=both, **NOW) == both
    assert leaving.absent(session, people[0], session_ids=both, **NOW) == []

    assert engaged(session) == set()
    assert standings(session) == ["given_back", "asked", "listed"]


def test_staff_take_out_who_had_said_yes(session, sitting, people):
    search = ask(session, [sitting], people)
    answering.accept(session, requests_of(session)[0].id, **NOW)
    assignments.release(session, cohort_of(session, sitting), person_id=people[0], **NOW)

    assert standings(session) == ["called_off", "listed", "listed"]
    assert search.ended_as is Ending.WITHDRAWN
    assert letters(session)[-1] == ("teaching_over", "田村")


def test_staff_call_off_from_the_page_of_the_request(session, sitting, people):
    ask(session, [sitting], people)
    first = requests_of(session)[0]
    answering.accept(session, first.id, **NOW)
    deciding.call_off(session, first.id, **NOW)

    assert engaged(session) == set()
    assert [one for one in letters(session) if one[0] == "teaching_over"] == [("teaching_over", "田村")]


# --- what happens elsewhere -------------------------------------------------------------------------------------------


def test_whoever_is_named_by_staff_ends_the_search(session, sitting, people):
    search = ask(session, [sitting], people[:1])
    name(session, sitting, make_instructor(session, "別の 人"))

    assert search.ended_as is Ending.TAKEN
    assert standings(session) == ["withdrawn"]
    assert letters(session)[-1] == ("teaching_over", "田村")


def test_whoever_is_asked_and_named_by_staff_has_said_yes(session, sitting, people):
    ask(session, [sitting], people)
    given = {"part_ids": parts(session, sitting), "person_id": people[0], "duty": Duty.LEAD}
    assignments.assign(session, cohort_of(session, sitting), **given, **NOW)

    assert standings(session)[0] == "confirmed"
    assert requests_of(session)[0].by_staff


def drafted(session):
    return lesson_at(session, SOON, state=CohortState.DRAFT)


def test_whoever_is_asked_hears_of_another_time(session, people):
    sitting = drafted(session)
    ask(session, [sitting], people)
    cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
    times = {"starts_at": MONDAY + DAY, "ends_at": MONDAY + DAY + timedelta(hours=2), "online": False, "room": ""}
    sessions.edit_session(session, cohort, cohort.sessions[0], **times, **NOW)

    assert letters(session)[-1] == ("teaching_changed", "田村")
    assert requests_of(session)[0].until == MONDAY + DAY


def test_nobody_is_asked_for_a_session_that_is_taken_out(session, people):
    sitting = drafted(session)
    search = ask(session, [sitting], people)
    cohort = cohort_page(session, cohort_of(session, sitting).code, again=True)
    sessions.remove_session(session, cohort, cohort.sessions[0], **NOW)

    assert standings(session)[0] == "withdrawn"
    assert search.ended_as is Ending.OFF
    assert letters(session)[-1] == ("teaching_over", "田村")


def test_a_cancelled_cohort_asks_nobody(session, sitting, people):
    ask(session, [sitting], people)
    answering.accept(session, requests_of(session)[0].id, **NOW)
    cohorts.cancel_cohort(session, cohort_page(session, cohort_of(session, sitting).code), reason="台風", **NOW)

    assert standings(session)[0] == "withdrawn"
    assert letters(session)[-1] == ("teaching_over", "田村")


def test_a_request_follows_who_somebody_is_now(session, sitting, people):
    ask(session, [sitting], people[:1])
    keep = make_instructor(session, "田村 旧姓")
    both = [session.get(Person, id) for id in (keep.person_id, people[0])]
    merging.merge(session, *both, reason="同じ人", by=keep, at=MONDAY)
    answering.accept(session, requests_of(session)[0].id, **NOW)

    assert engaged(session) == {(keep.person_id, sitting.id)}


def test_staff_take_a_request_back(session, sitting, people):
    search = ask(session, [sitting], people)
    deciding.withdraw(session, search.id, **NOW)

    assert standings(session)[0] == "withdrawn"
    assert letters(session)[-1] == ("teaching_over", "田村")
    with pytest.raises(NotAnyMore):
        deciding.withdraw(session, search.id, **NOW)
    with pytest.raises(NotAnyMore):
        answering.accept(session, requests_of(session)[0].id, **NOW)
