"""ENR-9: an operator enrols several people, all of them or none, by the rules of everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import CHEN, MINOR, all_in, apply, full_cohort, loaded, record, somebody
from tests.make import MONDAY, make_account, make_cohort, make_course, make_operator
from workforce import outbox
from workforce.access import Role
from workforce.audit import running
from workforce.audit.registry import CHECKS
from workforce.catalogue.rules.eligibility import UnderAge
from workforce.enrolment.actions import groups as actions
from workforce.enrolment.actions import moves, own_parts
from workforce.enrolment.actions.refusals import EnrolmentClosed, MoveNotPossible
from workforce.enrolment.models import Enrolment, Group, Origin, OwnPart, State
from workforce.enrolment.queries import groups as queries
from workforce.enrolment.queries import own_parts as parts
from workforce.enrolment.rules.groups import Fate, Named, outlooks
from workforce.enrolment.rules.states import Seats

A_DAY = timedelta(days=1)


def named(n, **given):
    one = somebody(n)
    values = {"name": one.name, "birth_date": one.birth_date, "mail": one.mail, "phone": None, "language": "vi"}
    return Named(**values | given)


def send(session, cohort, people, *, operator=None, key="k", seats=0, by=None, is_staff=False, at=MONDAY):
    return actions.enrol_group(
        session,
        operator=operator or make_operator(session),
        cohort=loaded(session, cohort),
        people=people,
        key=key,
        seats=seats,
        by=by or make_account(session, Role.OPERATOR),
        is_staff=is_staff,
        at=at,
    )


def states(session, cohort):
    return [one.state for one in all_in(session, cohort)]


def letters(session):
    query = select(outbox.Message.template, outbox.Message.address).order_by(outbox.Message.id)
    return [tuple(row) for row in session.execute(query)]


def test_people_get_seats_in_the_order_of_the_list_and_then_the_waiting_list(session):
    cohort = make_cohort(session, capacity=2)
    group = send(session, cohort, [named(n) for n in (1, 2, 3)], seats=2)

    assert states(session, cohort) == [State.CONFIRMED, State.CONFIRMED, State.WAITLISTED]
    assert {one.origin for one in all_in(session, cohort)} == {Origin.OPERATOR}
    assert session.scalar(select(func.count()).where(OwnPart.group_id == group.id)) == 3
    assert letters(session) == [("own_part", f"somebody{n}@example.jp") for n in (1, 2, 3)]


def test_same_key_again_is_the_same_group(session):
    cohort = make_cohort(session)
    first = send(session, cohort, [named(1)])
    assert send(session, cohort, [named(1)], operator=make_operator(session)).id == first.id
    assert len(all_in(session, cohort)) == 1


def test_with_fewer_seats_than_were_promised_nobody_is_enrolled(session):
    cohort = make_cohort(session, capacity=2)
    apply(session, cohort, somebody(9))
    session.commit()
    with pytest.raises(actions.FewerSeats):
        send(session, cohort, [named(1), named(2)], seats=2)
    session.rollback()

    assert len(all_in(session, cohort)) == 1
    assert session.scalar(select(func.count()).select_from(Group)) == 0


def test_one_who_is_too_young_stops_the_whole_list(session):
    cohort = make_cohort(session, course=make_course(session, minimum_age=30))
    with pytest.raises(UnderAge):
        send(session, cohort, [named(1), named(2, birth_date=MINOR)])
    session.rollback()


def test_operators_keep_to_the_window_and_staff_need_not(session):
    cohort = make_cohort(session, closes_at=MONDAY - A_DAY)
    with pytest.raises(EnrolmentClosed):
        send(session, cohort, [named(1)])
    assert send(session, cohort, [named(1)], by=make_account(session), is_staff=True)


def test_minor_has_a_seat_held_for_the_guardian(session, app):
    cohort = make_cohort(session)
    send(session, cohort, [named(1, birth_date=MINOR), named(2)], seats=2)
    assert states(session, cohort) == [State.WAITING_FOR_GUARDIAN, State.CONFIRMED]
    checks = {name for name in CHECKS if "guardian" in name or "seat" in name or "minor" in name}
    with app.app_context():
        assert running.found(session, at=MONDAY, names=checks) == {}


def test_who_waits_before_is_not_passed(session):
    cohort = full_cohort(session, capacity=1, waiting=1)
    send(session, cohort, [named(1)])
    assert states(session, cohort)[-1] is State.WAITLISTED


def test_same_operator_naming_somebody_again_adds_nobody(session):
    cohort, operator = make_cohort(session), make_operator(session)
    send(session, cohort, [named(1)], operator=operator)
    send(session, cohort, [named(1), named(2)], operator=operator, key="again")

    assert len(all_in(session, cohort)) == 2
    with pytest.raises(actions.NobodyNew):
        send(session, cohort, [named(1)], operator=operator, key="third")


def test_operator_does_not_learn_that_somebody_had_applied_alone(session):
    cohort, operator = make_cohort(session), make_operator(session)
    own = apply(session, cohort, CHEN)
    one = Named(CHEN.name, CHEN.birth_date, "boss@example.jp", CHEN.phone, "ja")
    group = send(session, cohort, [one, named(2)], operator=operator, seats=2)

    assert len(all_in(session, cohort)) == 2
    seen = queries.members(session, operator.id, at=MONDAY, group_id=group.id)
    assert [(one.state, one.is_done) for one in seen] == [(State.CONFIRMED, False)] * 2
    asked = [row for row in letters(session) if row[0].startswith("own_part")]
    assert asked[0] == ("own_part_linked", "hanako@example.jp"), "never to what the operator typed"

    moves.cancel_own(session, record(session, own), at=MONDAY)
    assert queries.members(session, operator.id, at=MONDAY)[0].state is State.CONFIRMED


@pytest.mark.parametrize(("shares", "state"), [(True, State.CONFIRMED), (False, None)])
def test_who_had_applied_alone_decides_whether_the_operator_sees_it(session, shares, state):
    cohort, operator = make_cohort(session), make_operator(session)
    own = apply(session, cohort, CHEN)
    send(session, cohort, [Named(CHEN.name, CHEN.birth_date, CHEN.mail, None, "ja")], operator=operator)
    done(session, own, shares=shares)

    [member] = queries.members(session, operator.id, at=MONDAY)
    assert (member.state, member.is_done) == (state, True)


def done(session, enrolment, *, shares=False, at=MONDAY):
    own_parts.complete(
        session,
        record(session, enrolment),
        given={},
        keys=(),
        consent={"consent": {"value": "yes", "asked": "…"}},
        shares=shares,
        by=None,
        at=at,
    )


def test_own_part_is_missing_until_the_person_completes_it(session):
    cohort, operator = make_cohort(session), make_operator(session)
    send(session, cohort, [named(1)], operator=operator)
    [enrolment] = all_in(session, cohort)
    assert parts.missing_of(session, [enrolment.id]) == {enrolment.id}

    done(session, enrolment)
    done(session, enrolment)  # a second click
    assert parts.missing_of(session, [enrolment.id]) == set()
    assert session.get_one(Enrolment, enrolment.id).answers["consent"]["value"] == "yes"


def test_own_part_of_a_cancelled_enrolment_cannot_be_completed(session):
    cohort = make_cohort(session)
    send(session, cohort, [named(1)])
    [enrolment] = all_in(session, cohort)
    moves.cancel_own(session, record(session, enrolment), at=MONDAY)
    with pytest.raises(MoveNotPossible):
        done(session, enrolment)


def test_one_reminder_comes_before_the_time_is_over(session):
    cohort = make_cohort(session)
    send(session, cohort, [named(1), named(2)])
    first, _second = all_in(session, cohort)
    done(session, first)
    part = session.scalars(select(OwnPart).where(OwnPart.done_at.is_(None))).one()
    soon = part.until - A_DAY
    assert parts.to_remind(session, at=MONDAY) == []
    assert parts.to_remind(session, at=soon) == [part.id]

    own_parts.remind(session, part.id, at=soon)
    own_parts.remind(session, part.id, at=soon)
    assert [row for row in letters(session) if row[0] == "own_part_reminder"] == [
        ("own_part_reminder", "somebody2@example.jp")
    ]
    assert parts.to_remind(session, at=soon) == []


def test_known_person_is_recognised_and_what_the_operator_typed_changes_nothing(session):
    other = make_cohort(session)
    apply(session, other)
    cohort = make_cohort(session)
    name = replace(CHEN.name, family="山田山")
    send(session, cohort, [Named(name, CHEN.birth_date, CHEN.mail, None, "vi")])

    [before], [enrolment] = all_in(session, other), all_in(session, cohort)
    assert enrolment.person_id == before.person_id
    assert record(session, enrolment).person.family_name == "山田"


def test_outlook_says_what_would_happen_without_writing():
    seats = Seats("published", 3, 1, 0, 0)
    people = [named(1), named(2, birth_date=MINOR), named(3), named(4)]
    found = outlooks(people, seats, {people[0].identity}, free=2, today=MONDAY.date())
    assert [one.fate for one in found] == [Fate.ENROLLED, Fate.HELD, Fate.SEAT, Fate.WAITING]
    assert found[-1].place == 1
