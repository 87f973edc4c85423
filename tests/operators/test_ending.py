"""Our work with an operator ends at once for everybody who speaks for it, and is taken up again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import apply, record, somebody
from tests.enrolment.test_groups import named, send
from tests.enrolment.test_reservations import counted, hold
from tests.make import MONDAY, make_account, make_cohort, make_contact, make_open_cohort, make_operator
from workforce import outbox
from workforce.access import Role
from workforce.enrolment.models import Enrolment, Reservation, State
from workforce.history import Entry
from workforce.operators.actions import contacts, ending, operators
from workforce.operators.models import ContactRole, Operator, OperatorContact
from workforce.operators.queries import contacts as queries
from workforce.people.models import Invitation
from workforce.people.queries import accounts

DAY = timedelta(days=1)
ENDED = MONDAY + DAY
WHY = "法人の合併"


@pytest.fixture
def operator(session):
    """With a manager, a member, and somebody who was invited and has not answered."""
    made = make_operator(session)
    for role in ContactRole:
        make_contact(session, made, make_account(session, Role.OPERATOR), role=role)
    contacts.invite(session, made, email="new@example.jp", role=ContactRole.MEMBER, by=make_account(session), at=MONDAY)
    return made


def end(session, operator, reason=WHY, at=ENDED):
    ending.end(session, operator, reason=reason, by=make_account(session), at=at)


def take_up(session, operator, reason="誤り", at=ENDED + DAY):
    ending.take_up(session, operator, reason=reason, by=make_account(session), at=at)


def told(session, operator):
    found = session.scalars(
        select(Entry).where(Entry.subject == "operator", Entry.subject_id == operator.id).order_by(Entry.id)
    )
    return [(entry.what, entry.reason) for entry in found.all()]


def speaking(session, operator):
    session.expire_all()
    return [one.email for one in queries.of_operator(session, operator.id)]


def test_all_its_contacts_lose_their_access_at_once(session, operator):
    people = [one.person_id for one in queries.of_operator(session, operator.id) if one.person_id]
    end(session, operator)

    assert speaking(session, operator) == []
    assert [queries.current_of(session, one) for one in people] == [[], []]
    assert session.scalars(select(Invitation.cancelled_at)).all() == [ENDED]
    assert told(session, operator) == [("ended", WHY)]


def test_contact_of_two_operators_still_speaks_for_the_other(session, operator):
    account = make_account(session, Role.OPERATOR)
    other = make_operator(session, "別の法人")
    make_contact(session, operator, account)
    make_contact(session, other, account)
    end(session, operator)

    assert [one.operator_id for one in queries.current_of(session, account.person_id)] == [other.id]
    (kept,) = accounts.open_of(session, account.person_id)
    assert Role.OPERATOR in kept.roles


def test_seats_without_names_go_back_and_on_to_those_who_wait(session, operator):
    first, second = make_cohort(session, capacity=2), make_cohort(session, capacity=3)
    for number, cohort in enumerate((first, second)):
        hold(session, cohort, 2, operator=operator, key=f"r{number}", until=ENDED + DAY)
    waits = apply(session, first, somebody(1))
    assert waits.state is State.WAITLISTED
    end(session, operator)

    assert [counted(session, cohort).reserved for cohort in (first, second)] == [0, 0]
    assert record(session, waits).state is State.OFFERED
    assert session.scalars(select(Reservation.ended_at)).all() == [ENDED, ENDED]
    letters = session.scalars(select(outbox.Message.template)).all()
    assert "reservation_over" not in letters, "nobody speaks for it any more"


def test_its_people_keep_their_enrolments(session, operator):
    cohort = make_cohort(session)
    send(session, cohort, [named(1), named(2)], operator=operator)
    before = session.scalars(select(Enrolment.state)).all()
    end(session, operator)

    assert session.scalars(select(Enrolment.state)).all() == before == [State.CONFIRMED] * 2


def test_nothing_new_is_done_for_it_until_it_is_taken_up_again(session, operator):
    cohort = make_cohort(session)
    end(session, operator)
    for act in (
        lambda: hold(session, cohort, operator=operator),
        lambda: send(session, cohort, [named(1)], operator=operator),
        lambda: contacts.invite(session, operator, email="x@example.jp", role=ContactRole.MEMBER, by=None, at=ENDED),
    ):
        with pytest.raises(operators.OperatorEnded):
            act()
    take_up(session, operator)

    assert send(session, cohort, [named(1)], operator=operator)


def test_who_spoke_for_it_speaks_for_it_again(session, operator):
    kept = [one for one in queries.of_operator(session, operator.id) if one.person_id]
    left_before = make_contact(session, operator, make_account(session, Role.OPERATOR))
    contacts.end(session, left_before, by=None, at=MONDAY)
    end(session, operator)
    take_up(session, operator)

    assert speaking(session, operator) == [one.email for one in kept], "not who had left before, nor open invitations"
    assert [len(queries.current_of(session, one.person_id)) for one in kept] == [1, 1]
    assert told(session, operator) == [("ended", WHY), ("taken_up", "誤り")]


def test_twice_and_without_a_reason_is_refused(session, operator):
    with pytest.raises(ending.ReasonMissing):
        end(session, operator, reason="")
    with pytest.raises(ending.NotEnded):
        take_up(session, operator)
    end(session, operator)
    with pytest.raises(ending.EndedAlready):
        end(session, operator)


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def real(session, operator):
    """Holds two seats in a cohort of today."""
    cohort = make_open_cohort(session, capacity=4)
    now = datetime.now(UTC)
    hold(session, cohort, 2, operator=operator, until=now + DAY, is_staff=True, at=now)
    session.commit()
    return cohort


def test_staff_read_what_follows_end_it_and_take_it_up(browser, session, operator, real):
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/operators/{operator.id}")
    asking = clerk.get(page.select_one("a[href$=ending]")["href"])
    assert "3 contacts lose their access:" in asking.words
    assert f"2 seats without names in {real.code} go back" in asking.words
    assert "Write the reason" in clerk.submit(asking).error("reason")

    done = clerk.follow(clerk.submit(asking, reason=WHY))
    assert "Nobody speaks for it any more." in done.flash
    assert WHY in done.words
    assert not done.select("a[href$='contacts/new'], a[href$='offices/new']")
    assert operator.name not in clerk.get("/staff/operators").words
    assert operator.name in clerk.get("/staff/operators?ended=y").words

    asking = clerk.get(done.select_one("a[href$=taking-up]")["href"])
    assert "2 contacts get their access back:" in asking.words
    done = clerk.follow(clerk.submit(asking, reason="誤り"))
    assert "goes on" in done.flash
    assert session.get(Operator, operator.id).ended_at is None


def test_contact_is_out_from_that_moment_on(browser, session):
    contact = browser(Role.OPERATOR, "en")
    operator = make_operator(session)
    make_contact(session, operator, contact.account)
    assert contact.get(f"/operator/{operator.id}").status == 200
    end(session, operator, at=datetime.now(UTC))

    assert contact.get(f"/operator/{operator.id}").status in (302, 303, 403, 404)


def test_pressed_twice_tells_what_happened(browser, session, operator):
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/operators/{operator.id}/ending")
    clerk.submit(page, reason=WHY)

    assert "in the meantime" in clerk.submit(page, reason=WHY).words
    assert session.scalars(select(OperatorContact.until_at)).all().count(None) == 0
