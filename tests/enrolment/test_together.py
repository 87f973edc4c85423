"""WL-7: two to four people wait for seats together, at the place of whoever stands last."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import BY_TELEPHONE, apply, full_cohort, loaded, record, somebody
from tests.enrolment.test_bands import living, make_band
from tests.make import LATER, MONDAY, make_account, make_cohort, make_person
from workforce import history
from workforce.catalogue.models import BandKind, Cohort, GroupRule, Overflow
from workforce.enrolment.actions import bulk, merging, moves, offers, queue, together
from workforce.enrolment.actions.answering import accept, decline
from workforce.enrolment.actions.refusals import GroupDoesNotFit, GroupSplit, InsideGroup, NoSeatFree, PlaceOfGroup
from workforce.enrolment.models import Enrolment, Offer, State, WaitingGroup
from workforce.enrolment.queries import offers as offered
from workforce.enrolment.queries import seats
from workforce.enrolment.queries import together as queries
from workforce.enrolment.rules.together import code_of
from workforce.outbox import Message
from workforce.people.models import Person

SOON = MONDAY + timedelta(hours=1)
SECRET = "secret"


def everybody(session, cohort):
    query = select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id)
    return [record(session, one) for one in session.scalars(query).all()]


def those_who_wait(session, cohort):
    session.expire_all()
    return [one for one in everybody(session, cohort) if one.state is State.WAITLISTED]


def group_up(session, *people, at=SOON):
    first, *others = people
    group = together.begin(session, first, by=None, at=at)
    for other in others:
        together.join(session, other, group.id, by=None, at=at)
    return group


def order(session, cohort):
    """The ids of those who wait, the first one first."""
    return seats.queue_of(session, cohort.id)


def cancel(session, enrolment, at=SOON):
    moves.cancel_own(session, record(session, enrolment), at=at)
    session.expire_all()


def states(session, people):
    session.expire_all()
    return [session.get(Enrolment, one.id).state for one in people]


def rule(session, cohort, which):
    together.set_rule(session, session.get(Cohort, cohort.id), which, by=None, at=SOON)


# --- forming and leaving ----------------------------------------------------------------------------------------------


def test_all_of_a_group_stand_where_the_last_of_them_stands(session):
    cohort = full_cohort(session, capacity=4, waiting=4)
    a, b, c, d = those_who_wait(session, cohort)
    group_up(session, a, c)
    assert order(session, cohort) == [b.id, a.id, c.id, d.id]
    standing = queries.standing(session, record(session, a))
    assert (standing.count, standing.first, standing.last) == (2, 2, 3)


def test_who_begins_a_group_keeps_the_place_until_somebody_joins(session):
    cohort = full_cohort(session, capacity=4, waiting=2)
    a, b = those_who_wait(session, cohort)
    group = group_up(session, a)
    assert together.begin(session, a, by=None, at=SOON) is group
    assert order(session, cohort) == [a.id, b.id]


def test_who_leaves_has_their_own_place_again_and_so_has_whoever_is_left(session):
    cohort = full_cohort(session, capacity=4, waiting=4)
    a, b, c, d = those_who_wait(session, cohort)
    group_up(session, a, b, d)
    assert order(session, cohort) == [c.id, a.id, b.id, d.id]
    together.leave(session, d, by=None, at=SOON)
    assert order(session, cohort) == [a.id, b.id, c.id, d.id]
    together.leave(session, b, by=None, at=SOON)
    together.leave(session, b, by=None, at=SOON)  # a second click
    assert order(session, cohort) == [a.id, b.id, c.id, d.id]
    together.leave(session, a, by=None, at=SOON)
    assert session.scalars(select(WaitingGroup)).one().ended_at == SOON


def test_everybody_reads_in_their_history_that_the_group_changed(session):
    cohort = full_cohort(session, capacity=4, waiting=2)
    a, b = those_who_wait(session, cohort)
    group_up(session, a, b)
    together.leave(session, b, by=None, at=SOON)
    told = [entry.what for entry in reversed(history.of(session, "enrolment", [a.id]))]
    assert told == ["enrol", "began_together", "together_grew", "together_shrank"]
    told = [entry.what for entry in reversed(history.of(session, "enrolment", [b.id]))]
    assert told == ["enrol", "joined_together", "left_together"]


def test_only_those_who_wait_in_the_same_cohort_can_join(session):
    cohort, other = full_cohort(session, capacity=4, waiting=1), make_cohort(session, capacity=1)
    apply(session, other, somebody(1))
    elsewhere = apply(session, other, somebody(2))
    [a] = those_who_wait(session, cohort)
    group = group_up(session, a)
    with pytest.raises(together.GroupOver):
        together.join(session, record(session, elsewhere), group.id, by=None, at=SOON)
    seated = everybody(session, cohort)[0]
    with pytest.raises(together.NotWaiting):
        together.join(session, seated, group.id, by=None, at=SOON)
    with pytest.raises(together.NotWaiting):
        together.begin(session, seated, by=None, at=SOON)


def test_a_group_is_joined_by_its_code_and_by_no_other(session):
    cohort = full_cohort(session, capacity=4, waiting=2)
    a, b = those_who_wait(session, cohort)
    group = group_up(session, a)
    code = code_of(group.id, group.made_at, SECRET)
    assert together.by_code(session, b, code, secret=SECRET) is group
    with pytest.raises(together.NoSuchGroup):
        together.by_code(session, b, "0" * 8, secret=SECRET)
    together.leave(session, a, by=None, at=SOON)
    with pytest.raises(together.NoSuchGroup):
        together.by_code(session, b, code, secret=SECRET)


def test_at_most_four_wait_together(session):
    cohort = full_cohort(session, capacity=5, waiting=5)
    *four, fifth = those_who_wait(session, cohort)
    group = group_up(session, *four)
    with pytest.raises(together.GroupFull):
        together.join(session, fifth, group.id, by=None, at=SOON)


def test_a_group_larger_than_the_cohort_cannot_be_made(session):
    cohort = full_cohort(session, capacity=2, waiting=3)
    a, b, c = those_who_wait(session, cohort)
    group = group_up(session, a, b)
    with pytest.raises(together.GroupTooLarge):
        together.join(session, c, group.id, by=None, at=SOON)


def test_who_waits_with_others_leaves_them_before_joining_a_second_group(session):
    cohort = full_cohort(session, capacity=4, waiting=4)
    a, b, c, d = those_who_wait(session, cohort)
    group_up(session, a, b)
    second = group_up(session, c)
    with pytest.raises(together.TogetherAlready):
        together.join(session, a, second.id, by=None, at=SOON)
    first = session.get(Enrolment, a.id).waiting_group_id
    together.join(session, c, first, by=None, at=SOON)  # alone in a group of one
    assert second.ended_at == SOON
    assert [one.waiting_group_id for one in those_who_wait(session, cohort)] == [first, first, first, None]
    assert d.id == order(session, cohort)[-1]


def test_who_cancels_leaves_the_group(session):
    cohort = full_cohort(session, capacity=4, waiting=3)
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, c)
    cancel(session, c)
    assert order(session, cohort) == [a.id, b.id]
    assert session.get(Enrolment, c.id).waiting_group_id is None


def test_who_cancels_leaves_the_others_seats_that_are_enough_for_them(session):
    cohort = full_cohort(session, capacity=3, waiting=3)
    first, second, _third = everybody(session, cohort)[:3]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b, c)
    cancel(session, first)
    cancel(session, second)
    assert states(session, [a, b]) == [State.WAITLISTED] * 2
    cancel(session, c)
    assert states(session, [a, b]) == [State.OFFERED] * 2


def test_staff_dissolve_a_group_with_a_reason(session):
    cohort = full_cohort(session, capacity=4, waiting=3)
    a, _b, c = those_who_wait(session, cohort)
    group_up(session, a, c)
    staff = make_account(session)
    together.dissolve(session, record(session, a), reason="電話で相談", by=staff, at=SOON)
    assert {one.waiting_group_id for one in those_who_wait(session, cohort)} == {None}
    for one in (a, c):
        assert history.of(session, "enrolment", [one.id])[0].reason == "電話で相談"
    with pytest.raises(together.GroupOver):
        together.dissolve(session, record(session, a), reason="again", by=staff, at=SOON)


# --- seats ------------------------------------------------------------------------------------------------------------


def test_seats_are_offered_to_all_of_a_group_at_once_and_each_letter_says_so(session):
    cohort = full_cohort(session, capacity=2, waiting=2)
    seated = everybody(session, cohort)[:2]
    pair = those_who_wait(session, cohort)
    group = group_up(session, *pair)
    cancel(session, seated[0])
    assert states(session, pair) == [State.WAITLISTED] * 2
    cancel(session, seated[1])
    assert states(session, pair) == [State.OFFERED] * 2
    made = session.scalars(select(Offer)).all()
    assert len({one.expires_at for one in made}) == 1
    assert {one.waiting_group_id for one in made} == {group.id}
    assert (group.offered, group.ended_at) == (2, SOON)
    letters = session.scalars(select(Message).where(Message.template == "offer")).all()
    assert [letter.details["together"] for letter in letters] == [2, 2]


def test_who_declines_does_not_end_the_offers_of_the_others(session):
    cohort = full_cohort(session, capacity=2, waiting=3)
    seated = everybody(session, cohort)[:2]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b)
    rule(session, cohort, GroupRule.KEEP)
    for one in seated:
        cancel(session, one)
    decline(session, record(session, a), by=None, at=SOON)
    accept(session, record(session, b), by=None, at=SOON)
    assert states(session, [a, b, c]) == [State.CANCELLED, State.CONFIRMED, State.OFFERED]


@pytest.mark.parametrize(
    ("which", "after"),
    [(GroupRule.PASS_ON, State.OFFERED), (GroupRule.KEEP, State.WAITLISTED)],
)
def test_a_seat_that_is_too_little_goes_on_or_is_kept_as_the_cohort_says(session, which, after):
    cohort = full_cohort(session, capacity=2, waiting=3)
    first = everybody(session, cohort)[0]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b)
    rule(session, cohort, which)
    cancel(session, first)
    assert states(session, [a, b, c]) == [State.WAITLISTED, State.WAITLISTED, after]
    assert offered.unsettled(session, at=SOON) == []


def test_what_was_kept_is_offered_on_when_the_rule_changes(session):
    cohort = full_cohort(session, capacity=2, waiting=3)
    first = everybody(session, cohort)[0]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b)
    rule(session, cohort, GroupRule.KEEP)
    cancel(session, first)
    rule(session, cohort, GroupRule.PASS_ON)
    assert states(session, [c]) == [State.OFFERED]


def test_a_group_that_becomes_smaller_gets_the_seats_that_are_free(session):
    cohort = full_cohort(session, capacity=3, waiting=3)
    first, second, _third = everybody(session, cohort)[:3]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b, c)
    rule(session, cohort, GroupRule.KEEP)
    cancel(session, first)
    cancel(session, second)
    assert states(session, [a, b, c]) == [State.WAITLISTED] * 3
    together.leave(session, record(session, c), by=None, at=SOON)
    assert states(session, [a, b, c]) == [State.OFFERED, State.OFFERED, State.WAITLISTED]


def test_a_newcomer_gets_a_seat_that_the_group_cannot_use_only_where_the_rule_passes_it_on(session):
    for number, which in enumerate((GroupRule.PASS_ON, GroupRule.KEEP)):
        cohort = make_cohort(session, capacity=2)
        for n in range(4):
            apply(session, cohort, somebody(100 * number + n))
        first = everybody(session, cohort)[0]
        group_up(session, *those_who_wait(session, cohort))
        rule(session, cohort, which)
        cancel(session, first)
        new = apply(session, cohort, somebody(100 * number + 50), at=SOON)
        assert new.state is (State.CONFIRMED if which is GroupRule.PASS_ON else State.WAITLISTED)


def test_a_lower_capacity_ends_groups_that_could_never_fit(session):
    cohort = full_cohort(session, capacity=3, waiting=3)
    seated = everybody(session, cohort)[:3]
    trio = those_who_wait(session, cohort)
    group_up(session, *trio)
    cancel(session, seated[0])
    moves.change_capacity(session, loaded(session, cohort), capacity=2, by=None, at=SOON)
    assert {one.waiting_group_id for one in those_who_wait(session, cohort)} == {None}
    assert history.of(session, "enrolment", [trio[0].id])[0].what == "together_impossible"


def test_a_group_across_bands_takes_seats_of_its_bands_and_open_ones(session):
    cohort = make_cohort(session, capacity=2, closes_at=LATER)
    band = make_band(session, cohort, kind=BandKind.RESIDENTS, seats=1, overflow=Overflow.KEEP)
    people = [apply(session, cohort, living(n, tie)) for n, tie in enumerate(("lives", "none", "lives", "none"))]
    pair = [record(session, one) for one in people[2:]]
    group_up(session, *pair)
    cancel(session, people[1])  # an open seat alone is too little
    assert states(session, pair) == [State.WAITLISTED] * 2
    cancel(session, people[0])
    assert states(session, pair) == [State.OFFERED] * 2
    assert [session.get(Enrolment, one.id).seat_band_id for one in pair] == [band.id, None]


# --- staff ------------------------------------------------------------------------------------------------------------


def test_staff_confirm_all_of_a_group_at_once(session):
    cohort = full_cohort(session, capacity=2, waiting=3, **BY_TELEPHONE)
    seated = everybody(session, cohort)[:2]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, c)
    cancel(session, seated[0])
    with pytest.raises(GroupDoesNotFit):
        moves.confirm(session, record(session, a), by=None, at=SOON)
    moves.confirm(session, record(session, b), by=None, at=SOON)
    cancel(session, seated[1])
    cancel(session, b)
    moves.confirm(session, record(session, c), by=None, at=SOON)
    assert states(session, [a, b, c]) == [State.CONFIRMED, State.CANCELLED, State.CONFIRMED]
    told = session.scalars(select(Message.person_id).where(Message.template == "enrolment_confirmed")).all()
    assert {a.person_id, c.person_id} <= set(told)


def test_confirming_the_first_never_divides_a_group(session):
    cohort = full_cohort(session, capacity=3, waiting=3, **BY_TELEPHONE)
    seated = everybody(session, cohort)[:3]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, b, c)
    for one in seated:
        cancel(session, one)
    given = {"head_id": a.id, "by": None, "at": SOON}
    with pytest.raises(GroupSplit):
        bulk.confirm_first(session, loaded(session, cohort), count=2, **given)
    bulk.confirm_first(session, loaded(session, cohort), count=3, **given)
    assert states(session, [a, b, c]) == [State.CONFIRMED] * 3


def test_nobody_is_confirmed_past_the_rule(session):
    cohort = full_cohort(session, capacity=2, waiting=3, **BY_TELEPHONE)
    first = everybody(session, cohort)[0]
    a, b, c = those_who_wait(session, cohort)
    group_up(session, a, b)
    rule(session, cohort, GroupRule.KEEP)
    cancel(session, first)
    with pytest.raises(NoSeatFree):
        moves.confirm(session, record(session, c), by=None, at=SOON)
    rule(session, cohort, GroupRule.PASS_ON)
    moves.confirm(session, record(session, c), by=None, at=SOON)


def test_staff_give_somebody_another_place_around_a_group_but_not_inside(session):
    cohort = full_cohort(session, capacity=4, waiting=5)
    a, b, c, d, e = those_who_wait(session, cohort)
    group_up(session, a, c)
    assert order(session, cohort) == [b.id, a.id, c.id, d.id, e.id]

    def place(enrolment, number):
        queue.reorder(session, record(session, enrolment), place=number, reason="why", by=None, at=SOON)

    with pytest.raises(InsideGroup):
        place(e, 3)
    with pytest.raises(PlaceOfGroup):
        place(a, 1)
    place(e, 2)
    assert order(session, cohort) == [b.id, e.id, a.id, c.id, d.id]
    place(b, 5)
    assert order(session, cohort) == [e.id, a.id, c.id, d.id, b.id]
    together.leave(session, record(session, a), by=None, at=SOON)
    assert order(session, cohort)[0] == a.id  # before everybody who came later and was not moved before them


def test_a_group_that_waits_with_staff_help(session):
    cohort = full_cohort(session, capacity=3, waiting=4)
    a, b, c, d = those_who_wait(session, cohort)
    staff = make_account(session)
    together.bring(session, a, c, by=staff, at=SOON)
    assert order(session, cohort) == [b.id, a.id, c.id, d.id]
    together.bring(session, record(session, c), record(session, b), by=staff, at=SOON)
    assert order(session, cohort) == [a.id, b.id, c.id, d.id]
    assert history.of(session, "enrolment", [a.id])[0].by_id == staff.id


def test_a_cohort_that_only_a_group_too_large_waits_for_is_not_looked_at(session):
    cohort = full_cohort(session, capacity=2, waiting=2)
    first = everybody(session, cohort)[0]
    group_up(session, *those_who_wait(session, cohort))
    cancel(session, first)
    assert offered.unsettled(session, at=SOON) == []
    assert offers.settle_cohort(session, cohort.id, at=SOON) == 0


def test_who_waits_with_others_still_does_after_two_records_were_merged(session):
    cohort = full_cohort(session, capacity=2, waiting=2)
    pair = those_who_wait(session, cohort)
    group = group_up(session, *pair)
    other = make_person(session, "旧姓 花子", mail="old@example.jp")
    merging.merge(session, other, session.get(Person, pair[0].person_id), reason="同じ人", by=None, at=SOON)
    for one in everybody(session, cohort)[:2]:
        cancel(session, one)
    assert states(session, pair) == [State.OFFERED] * 2
    assert group.offered == 2


def test_a_repeated_look_costs_no_statement_where_nobody_waits_together(session, count_statements):
    cohort = full_cohort(session, capacity=2, waiting=2)
    counted = seats.seats_of(session, cohort.id)
    assert (counted.has_groups, counted.is_by_list) == (False, False)
    with count_statements() as seen:
        seats.seats_of(session, cohort.id)
    assert len(seen) == 1
