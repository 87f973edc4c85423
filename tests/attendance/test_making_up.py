"""What must be made up, where it can be, and the seats that are booked for it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.attendance.missing import (
    DAY,
    HOUR,
    NOW,
    items_of_course,
    make_home,
    make_host,
    make_place,
    sittings,
    trainee,
)
from tests.attendance.taught import OVER, mark, parts_of
from tests.enrolment.applying import apply, somebody
from tests.make import LATER, make_account, saved
from workforce import clock, policies
from workforce.attendance.actions import making_up, notices, outlooks
from workforce.attendance.models import Outlook, Prospect
from workforce.attendance.queries import making_up as queries
from workforce.attendance.queries import notices as said
from workforce.attendance.queries import outlooks as due
from workforce.attendance.rules import options
from workforce.attendance.rules.making_up import MAKING_UP, Limits
from workforce.attendance.rules.making_up_refusals import (
    AfterDeadline,
    AfterExtension,
    ClashesWithOwn,
    NoneChosen,
    NothingToMakeUp,
    NoticeTooLate,
    NotTheirSession,
    ReasonEmpty,
    TooManyParts,
)
from workforce.catalogue.models import CourseKind, SessionPart
from workforce.enrolment.actions.guest_refusals import NoGuestSeat, TooLateToGiveBack
from workforce.enrolment.models import State
from workforce.enrolment.queries import guests, records
from workforce.money.models import LedgerLine
from workforce.outbox import Message


@pytest.fixture
def home(session):
    return make_home(session, kind=CourseKind.CERTIFIED_HELPER)


@pytest.fixture
def one(session, home):
    """Who missed the first lesson, and came to the second; the third and fourth are to come."""
    return trainee(session, home)


@pytest.fixture
def host(session, home):
    return make_host(session, home)


def case(session, enrolment, **given):
    return queries.case(session, enrolment.id, at=given.pop("at", NOW), **given)


def found(session, enrolment):
    rule = policies.current(session, MAKING_UP, at=NOW)
    mine = case(session, enrolment)
    terms = options.terms(rule, options.bounds(rule, mine), clock.today(NOW))
    return options.options(mine, queries.seats_to_have(session, mine.course_id, at=NOW), terms)


def book(session, enrolment, sitting, **given):
    anew = records.record(session, enrolment.receipt)
    return making_up.book(session, anew, sitting.id, **{"by": None, "at": NOW} | given)


def test_only_what_no_lesson_of_their_own_will_give_is_missing(session, one, home):
    first = parts_of(session, home)[0]
    assert case(session, one).missing == {first.item_id: 60}


def test_each_choice_teaches_the_same_the_nearest_first_a_journey_saved_counts(session, home, one):
    there = make_place(session)
    home.place_id = there.id
    far = make_host(session, home, after=1.2, items=[0], place=make_place(session, "別館"))
    same_day = make_host(session, home, after=1.75 + 2 / 24, items=[0], place=there)
    make_host(session, home, after=2, items=[1, 2])
    session.flush()
    shown = found(session, one)
    assert [option.seat.cohort_id for option in shown] == [same_day.id, far.id]
    assert [(option.days, option.is_journey, option.cost) for option in shown] == [(2, False, 2), (1, True, 4)]


def test_a_session_that_clashes_with_an_own_one_is_no_choice(session, home, one):
    third = sittings(session, home)[2]
    after = (third.starts_at - NOW) / DAY
    clashing = make_host(session, home, after=after, items=[0])
    assert found(session, one) == []
    with pytest.raises(ClashesWithOwn):
        book(session, one, sittings(session, clashing)[0])


def test_booked_is_a_guest_seat_and_nothing_is_missing_any_more(session, one, host):
    guest = book(session, one, sittings(session, host)[0])
    assert len(guest.parts) == 1
    assert case(session, one).missing == {}
    assert case(session, one).lost != {}
    assert book(session, one, sittings(session, host)[0]).id == guest.id
    making_up.give_back(session, guest, one, by=None, at=NOW)
    assert case(session, one).missing != {}


def test_nothing_is_made_up_twice(session, one, host):
    first, second, *_rest = sittings(session, host)
    with pytest.raises(NothingToMakeUp):
        book(session, one, second)
    book(session, one, first)
    again = make_host(session, one.cohort, after=20, items=[0])
    with pytest.raises(NothingToMakeUp):
        book(session, one, sittings(session, again)[0])


def test_a_seat_for_one_part_of_a_session_serves_for_another_that_is_missed_later(session, one, home):
    """And costs nothing more, though nobody else could have it."""
    limited(session, fee=1500)
    host = make_host(session, home, items=[0], capacity=1)
    [sitting], third = sittings(session, host), sittings(session, home)[2]
    item = parts_of(session, home)[2].item_id
    saved(session, SessionPart(session_id=sitting.id, position=2, item_id=item, minutes=60))
    guest = book(session, one, sitting)
    notices.announce(session, one, [third.id], reason="通院", by=None, at=NOW)
    assert [option.minutes for option in found(session, one)] == [{item: 60}]
    assert book(session, one, sitting).id == guest.id
    assert case(session, one).missing == {}
    assert book(session, one, sitting).id == guest.id, "a second click books nothing"
    assert len(case(session, one).booked) == 1
    owed = select(func.coalesce(func.sum(LedgerLine.yen), 0)).where(LedgerLine.enrolment_id == one.id)
    assert session.scalar(owed) == 1500


def test_what_was_attended_as_a_guest_is_not_missing_afterwards(session, one, host):
    first = sittings(session, host)[0]
    book(session, one, first)
    mark(session, one, parts_of(session, host)[0], 60, at=OVER)
    mine = case(session, one, at=first.ends_at)
    assert (mine.lost, mine.missing) == ({}, {})
    assert len(mine.used) == 1


def test_the_last_guest_seat_goes_to_one(session, home, one):
    rival = trainee(session, home, 2)
    host = make_host(session, home, capacity=1)
    book(session, rival, sittings(session, host)[0])
    with pytest.raises(NoGuestSeat):
        book(session, one, sittings(session, host)[0])


def limited(session, **limits):
    values = MAKING_UP.shipped | {"fee": limits.pop("fee", 0), "of": {"certified_helper": vars(Limits()) | limits}}
    by = make_account(session)
    policies.set_rule(session, MAKING_UP, from_day=clock.today(NOW), values=values, source="x", by=by, at=NOW)
    return by


def test_more_parts_than_the_rule_allows_need_a_reason_of_staff(session, home):
    by = limited(session, most=1)
    both = trainee(session, home, 3, missed=(0, 1), came=())
    host = make_host(session, home)
    first, second, *_rest = sittings(session, host)
    book(session, both, first)
    with pytest.raises(TooManyParts):
        book(session, both, second)
    with pytest.raises(TooManyParts):
        book(session, both, second, by=by)
    with pytest.raises(TooManyParts):
        book(session, both, second, reason="not staff")
    guest = book(session, both, second, by=by, reason="入院していたため")
    assert guest.reason == "入院していたため"


def test_after_the_deadline_only_with_a_reason_and_never_after_the_extension(session, home, one):
    by = limited(session, months=1)
    late = make_host(session, home, after=60, items=[0])
    latest = make_host(session, home, after=560, items=[0])
    with pytest.raises(AfterDeadline):
        book(session, one, sittings(session, late)[0])
    with pytest.raises(AfterExtension):
        book(session, one, sittings(session, latest)[0], by=by, reason="病気")
    assert book(session, one, sittings(session, late)[0], by=by, reason="病気")


def test_a_fee_is_charged_with_the_seat_and_taken_back_with_it(session, one, host):
    limited(session, fee=1500)
    guest = book(session, one, sittings(session, host)[0])
    owed = select(func.coalesce(func.sum(LedgerLine.yen), 0)).where(LedgerLine.enrolment_id == one.id)
    assert session.scalar(owed) == 1500
    making_up.give_back(session, guest, records.record(session, one.receipt), by=None, at=NOW)
    assert session.scalar(owed) == 0


def test_shortly_before_a_session_only_staff_give_its_seat_back(session, one, host):
    first = sittings(session, host)[0]
    guest = book(session, one, first)
    late = first.starts_at - 23 * HOUR
    with pytest.raises(TooLateToGiveBack):
        making_up.give_back(session, guest, one, by=None, at=late)
    making_up.give_back(session, guest, one, by=make_account(session), at=late)


# --- absences said before ---------------------------------------------------------------------------------------------


def test_an_absence_said_before_is_missing_at_once_and_not_when_taken_back(session, one, home):
    third = sittings(session, home)[2]
    assert len(notices.announce(session, one, [third.id], reason="通院", by=None, at=NOW)) == 1
    item = parts_of(session, home)[2].item_id
    assert case(session, one).missing[item] == 60
    assert notices.announce(session, one, [third.id], reason="仕事", by=None, at=NOW) == [], "what was said stays"
    notices.withdraw(session, one, third.id, at=NOW)
    notices.withdraw(session, one, third.id, at=NOW)
    assert item not in case(session, one).missing
    assert [lesson.reason for lesson in said.lessons(session, one, at=NOW)] == [None, None]


def test_what_cannot_be_announced(session, one, home, host):
    first, _second, third, _fourth = sittings(session, home)
    with pytest.raises(NoticeTooLate):
        notices.announce(session, one, [third.id, first.id], reason="x", by=None, at=NOW)
    with pytest.raises(NotTheirSession):
        notices.announce(session, one, [third.id, sittings(session, host)[0].id], reason="x", by=None, at=NOW)
    with pytest.raises(NoneChosen):
        notices.announce(session, one, [], reason="x", by=None, at=NOW)
    with pytest.raises(ReasonEmpty):
        notices.announce(session, one, [third.id], reason="", by=None, at=NOW)
    assert not said.said(session, one.id), "all or none"
    notices.announce(session, one, [third.id], reason="x", by=None, at=NOW)
    with pytest.raises(NoticeTooLate):
        notices.withdraw(session, one, third.id, at=third.starts_at)


# --- every night ------------------------------------------------------------------------------------------------------


def prospects(session):
    session.expire_all()
    return {row.enrolment_id: row.prospect for row in session.scalars(select(Outlook))}


def letters(session):
    query = select(Message.template).where(Message.template.in_(["last_chance", "cannot_finish"]))
    return list(session.scalars(query.order_by(Message.id)))


def night(app, session, at):
    session.commit()
    with app.app_context():
        outlooks.settle_all(lambda: at)


def test_every_night_says_who_can_finish_and_tells_each_change_once(app, session, home):
    fine = trainee(session, home, 2, missed=(), came=(0, 1))
    one = trainee(session, home)
    lost = trainee(session, home, 3, missed=(0, 1), came=())
    make_host(session, home, after=20, items=[0])
    night(app, session, NOW)
    assert prospects(session) == {
        fine.id: Prospect.NOTHING_MISSING,
        one.id: Prospect.REPAIRABLE,
        lost.id: Prospect.IMPOSSIBLE,
    }
    assert letters(session) == ["cannot_finish"]

    soon = NOW + 14 * DAY
    night(app, session, soon)
    night(app, session, soon)
    night(app, session, soon + DAY)
    assert prospects(session)[one.id] is Prospect.LAST_CHANCE
    assert letters(session) == ["cannot_finish", "last_chance"]
    night(app, session, NOW + 21 * DAY)
    assert prospects(session)[one.id] is Prospect.IMPOSSIBLE
    assert letters(session) == ["cannot_finish", "last_chance", "cannot_finish"]


def test_the_last_chance_is_told_the_day_before_it_is_over_whatever_the_hour(app, session, home, one):
    """At whichever day the night comes: as long as a way is left it is a last chance before it is impossible."""
    make_host(session, home, after=20, items=[0])
    seen = []
    for day in range(22):
        night(app, session, NOW + day * DAY)
        seen.append(prospects(session)[one.id])
    turn = seen.index(Prospect.IMPOSSIBLE)
    assert set(seen[turn - 7 : turn]) == {Prospect.LAST_CHANCE}
    assert letters(session) == ["last_chance", "cannot_finish"]


def test_who_books_is_looked_at_anew_at_once(app, session, home, one):
    host = make_host(session, home, after=3, items=[0])
    night(app, session, NOW)
    assert prospects(session)[one.id] is Prospect.LAST_CHANCE
    book(session, one, sittings(session, host)[0])
    night(app, session, NOW + timedelta(minutes=1))
    assert prospects(session)[one.id] is Prospect.REPAIRABLE
    assert letters(session) == ["last_chance"]


def test_work_cut_short_is_done_once_by_whoever_comes_next(app, session, home):
    """Two workers found the same; and one that died before it wrote has told nobody."""
    trainee(session, home, missed=(0, 1), came=())
    session.commit()
    ids = due.stale_in(session, home.id, at=NOW)
    mine, other = (outlooks.compute(session, ids, at=NOW) for _worker in range(2))
    assert letters(session) == []
    outlooks.keep(session, home.id, mine, at=NOW)
    outlooks.keep(session, home.id, other, at=NOW + timedelta(seconds=1))
    assert letters(session) == ["cannot_finish"]


def test_who_cannot_finish_without_a_session_is_found_before_it_is_dropped(session, home, one):
    host = make_host(session, home, after=20)
    third = sittings(session, home)[2]
    without = outlooks.compute(session, [one.id], at=NOW, without=[third.id])
    assert [found.prospect for found in without] == [Prospect.REPAIRABLE]
    dropped = [sittings(session, host)[2].id, third.id]
    assert outlooks.compute(session, [one.id], at=NOW, without=dropped)[0].prospect is Prospect.IMPOSSIBLE


def test_lessons_before_somebody_joined_can_be_made_up(session, home):
    """ATT-8: nobody recorded them, and nobody will."""
    home.starts_at, home.ends_at, home.closes_at = LATER + 9 * DAY, OVER, LATER + 9 * DAY
    host = make_host(session, home)
    late = records.record(session, apply(session, home, somebody(7), at=LATER + 2 * HOUR).receipt)
    assert list(case(session, late).missing.values()) == [60]
    book(session, late, sittings(session, host)[0])
    assert case(session, late).missing == {}


def test_cases_cost_the_same_for_one_and_for_many(session, home, one, count_statements):
    for n in range(2, 6):
        trainee(session, home, n)
    make_host(session, home)
    own = one.id
    with count_statements() as single:
        queries.cases(session, [own], at=NOW)
    everybody = list(session.scalars(select(type(one).id).where(type(one).state == State.CONFIRMED)))
    with count_statements() as many:
        queries.cases(session, everybody, at=NOW)
    assert len(single) == len(many) <= 9


def test_a_seat_that_is_booked_is_also_for_what_was_missed_since(session, home, one):
    limited(session, fee=1500)
    [lesson] = sittings(session, make_host(session, home, items=[0], lasts=120))
    third = {"session_id": lesson.id, "item_id": items_of_course(session, home.course_id)[2].id}
    saved(session, SessionPart(position=2, minutes=60, **third))
    book(session, one, lesson)
    assert found(session, one) == []
    mark(session, one, parts_of(session, home)[2], 0, at=NOW)
    assert [option.seat.id for option in found(session, one)] == [lesson.id]
    book(session, one, lesson)

    session.expire_all()
    [seat] = guests.of_enrolment(session, one.id)
    assert len(seat.parts) == 2
    assert case(session, one).missing == {}
    assert session.scalar(select(func.sum(LedgerLine.yen)).where(LedgerLine.enrolment_id == one.id)) == 1500
