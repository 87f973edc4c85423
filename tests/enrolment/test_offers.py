"""WL-1, WL-2, WL-4, WL-6: a seat that becomes free goes on to whoever waits longest, by whatever way it was freed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import BY_TELEPHONE, CHEN, MINOR, all_in, apply, full_cohort, loaded, record, somebody
from tests.make import LATER, MONDAY, make_account
from workforce import history
from workforce.enrolment.actions import moves, offers
from workforce.enrolment.actions.answering import accept, decline
from workforce.enrolment.actions.queue import reorder
from workforce.enrolment.actions.refusals import MoveNotPossible, NoSuchPlace, OfferOver, ReasonMissing
from workforce.enrolment.models import Offer, Outcome, State
from workforce.enrolment.queries import offers as queries
from workforce.enrolment.queries import seats
from workforce.outbox import Channel, Message, Sending

UNTIL = MONDAY + timedelta(days=3)
"""A seat that is freed on Monday at 9 waits until Thursday at 9: 36 hours between 8 and 20."""


def states(session, cohort):
    return [one.state.value for one in all_in(session, cohort)]


def nth(session, cohort, n):
    return record(session, all_in(session, cohort)[n])


def free(session, cohort, n=0, *, at=MONDAY):
    moves.cancel_own(session, nth(session, cohort, n), at=at)


def offered(session, *, waiting=2, **given):
    """A cohort of one seat, which is offered to the first of those who wait."""
    cohort = full_cohort(session, waiting=waiting, **given)
    free(session, cohort)
    return cohort


def letters(session, template):
    return list(session.scalars(select(Message).where(Message.template == template).order_by(Message.id)))


def test_freed_seat_is_offered_to_the_head_of_the_list_at_once(session):
    cohort = offered(session)

    assert states(session, cohort) == ["cancelled", "offered", "waitlisted"]
    [letter] = letters(session, "offer")
    assert letter.address == "somebody1001@example.jp"
    assert datetime.fromisoformat(letter.details["expires_at"]) == UNTIL
    assert session.scalars(select(Offer.expires_at)).all() == [UNTIL]


def test_outsider_in_that_very_second_goes_on_the_list(session):
    cohort = offered(session, waiting=1)

    assert apply(session, cohort).state is State.WAITLISTED


@pytest.mark.parametrize("way", ["the applicant", "staff", "back to the list", "more seats"])
def test_seat_is_offered_on_by_whatever_way_it_was_freed(session, way):
    cohort, by = full_cohort(session, waiting=2), make_account(session)
    given = {"by": by, "at": MONDAY}

    match way:
        case "the applicant":
            free(session, cohort)
        case "staff":
            moves.cancel(session, nth(session, cohort, 0), reason="ill", **given)
        case "back to the list":
            moves.waitlist(session, nth(session, cohort, 0), reason="by mistake", **given)
        case "more seats":
            moves.change_capacity(session, loaded(session, cohort), capacity=2, **given)

    assert states(session, cohort)[1:] == ["offered", "waitlisted"]


def test_as_many_are_offered_as_seats_are_free(session):
    cohort = full_cohort(session, waiting=3)

    moves.change_capacity(session, loaded(session, cohort), capacity=3, by=make_account(session), at=MONDAY)

    assert states(session, cohort) == ["confirmed", "offered", "offered", "waitlisted"]


def test_accepted_seat_is_theirs(session):
    cohort = offered(session)

    accept(session, nth(session, cohort, 1), by=None, at=UNTIL - timedelta(seconds=1))

    assert states(session, cohort) == ["cancelled", "confirmed", "waitlisted"]
    assert session.scalars(select(Offer.outcome)).all() == [Outcome.ACCEPTED]
    assert len(letters(session, "enrolment_confirmed")) == 2


def test_accepting_in_two_tabs_takes_one_seat_and_sends_one_letter(session):
    cohort = offered(session)
    accept(session, nth(session, cohort, 1), by=None, at=MONDAY)

    accept(session, nth(session, cohort, 1), by=None, at=MONDAY)

    assert len(letters(session, "enrolment_confirmed")) == 2
    assert seats.seats_of(session, cohort.id).taken == 1


def test_minor_who_accepts_has_the_seat_held_for_the_guardian(session):
    cohort = full_cohort(session)
    apply(session, cohort, replace(CHEN, birth_date=MINOR))
    free(session, cohort)

    accept(session, nth(session, cohort, 1), by=None, at=MONDAY)

    assert states(session, cohort) == ["cancelled", "waiting_for_guardian"]


def test_declined_seat_goes_to_the_next(session):
    cohort = offered(session)

    decline(session, nth(session, cohort, 1), by=None, at=MONDAY)
    decline(session, nth(session, cohort, 1), by=None, at=MONDAY)

    assert states(session, cohort) == ["cancelled", "cancelled", "offered"]
    assert [letter.address for letter in letters(session, "offer_declined")] == ["somebody1001@example.jp"]


def test_offer_ends_by_itself_at_its_hour_and_goes_to_the_next(session):
    cohort = offered(session)
    assert queries.unsettled(session, at=UNTIL - timedelta(seconds=1)) == []
    assert queries.unsettled(session, at=UNTIL) == [cohort.id]

    offers.settle_cohort(session, cohort.id, at=UNTIL)

    assert states(session, cohort) == ["cancelled", "cancelled", "offered"]
    assert [letter.address for letter in letters(session, "offer_expired")] == ["somebody1001@example.jp"]
    assert queries.unsettled(session, at=UNTIL) == []


def test_nobody_takes_an_offer_that_is_over_even_if_no_worker_noticed(session):
    cohort = offered(session)

    for answer in (accept, decline):
        with pytest.raises(OfferOver):
            answer(session, nth(session, cohort, 1), by=None, at=UNTIL)


def test_newcomer_ends_the_offers_that_are_over_and_stands_behind_those_who_wait(session):
    cohort = offered(session, opens_at=MONDAY - timedelta(days=1))

    assert apply(session, cohort, at=UNTIL).state is State.WAITLISTED

    assert states(session, cohort) == ["cancelled", "cancelled", "offered", "waitlisted"]


def test_newcomer_gets_the_seat_if_the_last_who_waited_did_not_answer(session):
    cohort = offered(session, waiting=1)

    assert apply(session, cohort, at=UNTIL).state is State.CONFIRMED


def test_accepted_and_cancelled_again_the_seat_goes_on_and_the_entry_does_not_return(session):
    """pretix#1163: an accepted entry that is cancelled must neither hold the seat nor wait again."""
    cohort = offered(session)
    accept(session, nth(session, cohort, 1), by=None, at=MONDAY)

    free(session, cohort, 1)
    decline(session, nth(session, cohort, 2), by=None, at=MONDAY)

    assert states(session, cohort) == ["cancelled", "cancelled", "cancelled"]
    assert seats.seats_of(session, cohort.id).free == 1
    assert offers.settle_cohort(session, cohort.id, at=UNTIL) == 0


def test_nothing_is_offered_after_the_last_sensible_moment(session):
    cohort = offered(session, **BY_TELEPHONE)

    assert states(session, cohort) == ["cancelled", "waitlisted", "waitlisted"]
    moves.confirm(session, nth(session, cohort, 1), by=make_account(session), at=MONDAY)
    assert states(session, cohort) == ["cancelled", "confirmed", "waitlisted"]


def test_nothing_is_offered_once_it_has_begun(session):
    cohort = full_cohort(session, waiting=1)

    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=LATER)

    assert states(session, cohort) == ["cancelled", "waitlisted"]
    assert queries.unsettled(session, at=LATER) == []


def test_nothing_is_offered_once_it_has_begun_even_if_letters_were_allowed_for_longer(session):
    cohort = full_cohort(session, waiting=1, offers_until=LATER + timedelta(days=3))

    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=LATER)

    assert states(session, cohort) == ["cancelled", "waitlisted"]
    assert queries.unsettled(session, at=LATER) == []


def test_capacity_does_not_fall_below_what_is_offered(session):
    cohort = full_cohort(session, capacity=2, waiting=1)
    free(session, cohort)

    with pytest.raises(moves.CapacityBelowTaken):
        moves.change_capacity(session, loaded(session, cohort), capacity=1, by=None, at=MONDAY)


def test_offer_ends_with_the_cohort(session):
    cohort = offered(session)

    moves.cancel_cohort(session, loaded(session, cohort), reason="typhoon", by=make_account(session), at=MONDAY)

    assert states(session, cohort) == ["cancelled"] * 3
    assert session.scalars(select(Offer.outcome)).all() == [Outcome.WITHDRAWN]
    assert len(letters(session, "offer")) == 1


def test_who_was_offered_a_seat_and_is_put_back_waits_behind_everybody(session):
    cohort = offered(session)

    moves.waitlist(session, nth(session, cohort, 1), reason="asked us for more time", by=None, at=MONDAY)

    assert states(session, cohort) == ["cancelled", "waitlisted", "offered"]


def test_letter_and_call_that_wait_while_the_offer_ends_are_stopped(session):
    cohort = full_cohort(session)
    apply(session, cohort)
    apply(session, cohort, somebody(8, mail=None, phone="+819000000008"))
    free(session, cohort)
    decline(session, nth(session, cohort, 1), by=make_account(session), at=MONDAY)
    accept(session, nth(session, cohort, 2), by=make_account(session), at=MONDAY)

    mail, call = letters(session, "offer")
    assert (mail.channel, mail.state) == (Channel.MAIL, Sending.CANCELLED)
    assert (call.channel, call.state) == (Channel.CALL, Sending.CANCELLED)


def test_letter_that_has_left_stays_as_it_is(session):
    cohort = offered(session)
    [mail] = letters(session, "offer")
    mail.state, mail.sent_at = Sending.SENT, MONDAY

    decline(session, nth(session, cohort, 1), by=None, at=MONDAY)

    sent, waiting = letters(session, "offer")
    assert (sent.state, waiting.state) == (Sending.SENT, Sending.QUEUED)


# --- another place on the list ----------------------------------------------------------------------------------------


def places(session, cohort):
    everybody = [one.id for one in all_in(session, cohort)]
    return [everybody.index(id) for id in seats.queue_of(session, cohort.id)]


def test_staff_put_somebody_at_another_place_and_everybody_else_keeps_their_order(session):
    cohort = full_cohort(session, waiting=4)
    amina = make_account(session)

    reorder(session, nth(session, cohort, 3), place=1, reason="starts work on Monday", by=amina, at=MONDAY)
    assert places(session, cohort) == [3, 1, 2, 4]
    reorder(session, nth(session, cohort, 3), place=4, reason="a mistake", by=amina, at=MONDAY)
    assert places(session, cohort) == [1, 2, 4, 3]

    told = history.of(session, "enrolment", [nth(session, cohort, 3).id])
    assert [(entry.what, entry.reason) for entry in told[:2]] == [
        ("reordered", "a mistake"),
        ("reordered", "starts work on Monday"),
    ]
    [change] = history.values_of(session, [told[0].id])[told[0].id]
    assert (change.field, change.old, change.new) == ("place", "1", "4")


def test_newcomer_stands_behind_those_who_were_put_elsewhere(session):
    cohort = full_cohort(session, waiting=3)
    reorder(session, nth(session, cohort, 1), place=3, reason="asked for it", by=None, at=MONDAY)

    apply(session, cohort, somebody(7), at=MONDAY - timedelta(minutes=1))

    assert places(session, cohort) == [2, 3, 1, 4]


def test_another_place_needs_a_reason_a_place_and_somebody_who_waits(session):
    cohort = full_cohort(session, waiting=2)

    with pytest.raises(ReasonMissing):
        reorder(session, nth(session, cohort, 2), place=1, reason="", by=None, at=MONDAY)
    for place in (0, 3):
        with pytest.raises(NoSuchPlace) as refused:
            reorder(session, nth(session, cohort, 2), place=place, reason="why not", by=None, at=MONDAY)
        assert refused.value.values == {"last": 2}
    with pytest.raises(MoveNotPossible):
        reorder(session, nth(session, cohort, 0), place=1, reason="why not", by=None, at=MONDAY)
    assert places(session, cohort) == [1, 2]


def test_same_place_is_no_history(session):
    cohort = full_cohort(session, waiting=2)

    reorder(session, nth(session, cohort, 2), place=2, reason="why not", by=None, at=MONDAY)

    assert len(history.of(session, "enrolment", [nth(session, cohort, 2).id])) == 1
