"""Guests: somebody of another date comes to one session, under the same lock and the same capacity as everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import apply, somebody
from tests.enrolment.test_calendar import read
from tests.make import LATER, MONDAY, make_cohort, make_course, saved
from workforce.access import Role
from workforce.catalogue.actions import sessions as timetable
from workforce.catalogue.models import Place, Session, SessionPart, SubjectItem
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.enrolment.actions import guests, moves
from workforce.enrolment.actions.guest_refusals import (
    GivenBackAlready,
    NoGuestSeat,
    NoSeatOfTheirOwn,
    OtherCourseThere,
    OthersWaitThere,
    OwnSession,
    SessionBegun,
)
from workforce.enrolment.actions.refusals import CapacityBelowTaken, CohortCancelled
from workforce.enrolment.models import Enrolment, Guest, State
from workforce.enrolment.queries import records, seats
from workforce.i18n.wording import localized_text
from workforce.outbox import Message

AFTER = LATER + timedelta(days=40)
DAY = timedelta(days=1)
OWN = "First steps in care"


@pytest.fixture
def course(session):
    return make_course(session)


@pytest.fixture
def item(session, course):
    return session.scalars(select(SubjectItem)).one()


@pytest.fixture
def host(session, course, item):
    """Another date of the course, with two sessions that teach its only item, and two seats."""
    place = saved(session, Place(name=localized_text("市民会館"), address="見本市", access={}))
    two = [(item, 60), (item, 60)]
    return make_cohort(session, course=course, taught=two, capacity=2, place_id=place.id)


@pytest.fixture
def trainee(session, course, item):
    """Somebody with a seat in a date of their own."""
    home = make_cohort(session, course=course, taught=[(item, 60)], starts_at=AFTER, ends_at=AFTER)
    return enrolled(session, home, 1)


def enrolled(session, cohort, n):
    return records.record(session, apply(session, cohort, somebody(n)).receipt)


def sittings(session, cohort):
    return list(session.scalars(select(Session).where(Session.cohort_id == cohort.id).order_by(Session.starts_at)))


def parts(session, sitting):
    return list(session.scalars(select(SessionPart.id).where(SessionPart.session_id == sitting.id)))


def book(session, trainee, sitting, *, at=MONDAY, chosen=None):
    chosen = parts(session, sitting) if chosen is None else chosen
    return guests.claim_guest_seat(session, trainee, sitting, chosen, by=None, at=at)


def test_a_guest_takes_a_seat_in_the_session_and_so_one_of_the_cohort(session, trainee, host):
    first, second = sittings(session, host)
    book(session, trainee, first)
    book(session, trainee, second)

    counted = seats.seats_of(session, host.id)
    assert (counted.guests, counted.taken, counted.free) == (1, 1, 1)
    apply(session, host, somebody(2))
    assert apply(session, host, somebody(3)).state is State.WAITLISTED


def test_the_same_again_is_nothing_new(session, trainee, host):
    first = sittings(session, host)[0]
    assert book(session, trainee, first).id == book(session, trainee, first).id
    assert session.scalar(select(func.count()).select_from(Guest)) == 1


def test_the_last_guest_seat_goes_to_one(session, trainee, host, course):
    apply(session, host, somebody(2))
    first, second = sittings(session, host)
    rival = enrolled(session, make_cohort(session, course=course), 5)
    book(session, rival, first)
    with pytest.raises(NoGuestSeat):
        book(session, trainee, first)
    book(session, trainee, second)


def test_who_waits_comes_first_until_the_course_begins(session, trainee, host):
    for n in (2, 3, 4):
        apply(session, host, somebody(n))
    first, second = sittings(session, host)
    gone = session.scalars(select(Enrolment).where(Enrolment.cohort_id == host.id).order_by(Enrolment.id)).first()
    with pytest.raises(OthersWaitThere):
        book(session, trainee, first)
    during = first.ends_at
    moves.cancel(session, records.record(session, gone.receipt), reason="x", by=None, at=during)
    book(session, trainee, second, at=during)


def test_refused_where_there_is_nothing_to_come_to(session, trainee, host, course, item):
    first = sittings(session, host)[0]
    with pytest.raises(SessionBegun):
        book(session, trainee, first, at=first.starts_at)
    with pytest.raises(OtherCourseThere):
        book(session, trainee, first, chosen=[])
    with pytest.raises(OwnSession):
        book(session, trainee, sittings(session, trainee.cohort)[0])
    other = make_course(session)
    stranger = make_cohort(
        session,
        course=other,
        taught=[(session.scalars(select(SubjectItem).order_by(SubjectItem.id.desc())).first(), 60)],
    )
    with pytest.raises(OtherCourseThere):
        book(session, trainee, sittings(session, stranger)[0])
    trainee.state = State.WAITLISTED
    session.flush()
    with pytest.raises(NoSeatOfTheirOwn):
        book(session, trainee, first)


def test_given_back_the_seat_goes_to_who_waits(session, trainee, host):
    host.changes_until = host.offers_until = None
    guest = book(session, trainee, sittings(session, host)[0])
    apply(session, host, somebody(2))
    waiting = apply(session, host, somebody(3))
    assert waiting.state is State.WAITLISTED
    guests.give_back(session, guest, trainee, by=None, at=MONDAY)
    session.refresh(waiting)
    assert waiting.state is State.OFFERED
    with pytest.raises(GivenBackAlready):
        guests.give_back(session, guest, trainee, by=None, at=MONDAY)


def test_capacity_cannot_sink_below_the_guests(session, trainee, host):
    apply(session, host, somebody(2))
    book(session, trainee, sittings(session, host)[0])
    with pytest.raises(CapacityBelowTaken):
        moves.change_capacity(session, host, capacity=1, by=None, at=MONDAY)


def test_guests_of_a_session_that_is_over_take_no_seat(session, trainee, host):
    first = sittings(session, host)[0]
    book(session, trainee, first)
    assert seats.seats_of(session, host.id, at=first.ends_at).guests == 0
    assert seats.seats_of(session, host.id).guests == 1


def told(session):
    return list(session.scalars(select(Message.template).where(Message.template == "make_up_over")))


def page(session, cohort):
    return cohort_page(session, cohort.code, again=True)


def edit(session, host, sitting, **given):
    times = {"starts_at": sitting.starts_at, "ends_at": sitting.ends_at, "online": False, "room": ""}
    cohort = page(session, host)
    found = next(one for one in cohort.sessions if one.id == sitting.id)
    timetable.edit_session(session, cohort, found, by=None, at=MONDAY, **times | given)


def test_a_session_that_moves_gives_its_guests_back_and_tells_them(session, trainee, host):
    first = sittings(session, host)[0]
    guest = book(session, trainee, first)
    edit(session, host, first, room="201")
    assert guest.ended_at is None
    edit(session, host, first, starts_at=first.starts_at - timedelta(hours=2), ends_at=first.ends_at)
    session.refresh(guest)
    assert guest.ended_at == MONDAY
    assert told(session) == ["make_up_over"]


def test_a_session_that_is_taken_out_takes_its_guests_along(session, trainee, host):
    first = sittings(session, host)[0]
    book(session, trainee, first)
    cohort = page(session, host)
    timetable.remove_session(session, cohort, cohort.sessions[0], by=None, at=MONDAY)
    assert session.scalar(select(func.count()).select_from(Guest)) == 0
    assert told(session) == ["make_up_over"]
    assert seats.seats_of(session, host.id).guests == 0


def test_a_cancelled_cohort_has_no_guests(session, trainee, host):
    first = sittings(session, host)[0]
    guest = book(session, trainee, first)
    moves.cancel_cohort(session, page(session, host), reason="台風", by=None, at=MONDAY)
    assert guest.ended_at == MONDAY
    assert told(session) == ["make_up_over"]
    with pytest.raises(CohortCancelled):
        book(session, trainee, first)


def test_who_gives_up_their_own_seat_gives_up_the_guest_seat(session, app, trainee, host):
    guest = book(session, trainee, sittings(session, host)[0])
    moves.cancel(session, trainee, reason="x", by=None, at=MONDAY)
    session.commit()
    with app.app_context():
        guests.settle_all(lambda: MONDAY + DAY)
    session.refresh(guest)
    assert guest.ended_at == MONDAY + DAY


def test_the_calendar_has_what_is_made_up(session, trainee, host, speaking):
    guest = book(session, trainee, sittings(session, host)[1])
    with speaking("en"):
        assert [one.summary for one in read(session, trainee)] == [OWN, f"To make up: {OWN}"]
        guests.give_back(session, guest, trainee, by=None, at=MONDAY)
        assert read(session, trainee)[1].summary == f"Cancelled: To make up: {OWN}"


def test_the_page_of_seats_explains_guests(session, browser, trainee, host):
    first = sittings(session, host)[0]
    first.starts_at, first.ends_at = (moment + timedelta(days=365 * 50) for moment in (first.starts_at, first.ends_at))
    book(session, trainee, first)
    session.commit()
    shown = browser(Role.CLERK, "en").get(f"/staff/cohorts/{host.code}/seats")
    assert "1 guest at most in one session + 1 free" in shown.words
    assert "Guests in single sessions" in shown.words
