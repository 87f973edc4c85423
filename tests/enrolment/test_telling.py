"""COM-3: a changed session asks whom to tell, shows the difference, and nobody gets more than one letter an hour."""

from datetime import time, timedelta

import pytest

from tests.catalogue.planned import FIRST_DAY, published
from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY
from workforce import clock, history
from workforce.access import Role
from workforce.catalogue import actions as catalogue
from workforce.catalogue.models import SessionChange
from workforce.catalogue.queries import changes
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.enrolment.actions import telling
from workforce.enrolment.actions.refusals import ReasonMissing
from workforce.i18n.wording import localized_text
from workforce.outbox import Channel, Message, Sending, letters

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = MONDAY + HOUR


@pytest.fixture
def cohort(session, app):
    with app.app_context():
        yield published(session)


@pytest.fixture
def enrolment(session, cohort):
    return enrolled(session, cohort, at=MONDAY)


def loaded(session, cohort):
    return cohort_page(session, cohort.code, again=True)


def edit(session, cohort, hour, *, room="", at=LATER):
    cohort = loaded(session, cohort)
    starts = clock.instant(FIRST_DAY, time(hour))
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}
    catalogue.sessions.edit_session(
        session, cohort, cohort.sessions[0], **times, online=False, room=room, by=None, at=at
    )


def decide(session, cohort, whom="seats", *, reason="", at=LATER):
    asked = changes.undecided(session, cohort.id)
    seen = asked[-1].id if asked else 0
    return telling.decide(session, loaded(session, cohort), whom=whom, seen=seen, reason=reason, by=None, at=at)


def told(session, enrolment):
    query = session.query(Message).filter_by(template="session_changed", person_id=enrolment.person_id)
    return query.order_by(Message.id).all()


def test_changed_session_waits_for_a_decision_and_tells_nobody_by_itself(session, cohort, enrolment):
    edit(session, cohort, 13)

    (one,) = changes.merged(changes.undecided(session, cohort.id))
    assert (one.old["starts_at"][:16], one.new["starts_at"][:16]) == ("2026-04-01T00:30", "2026-04-01T04:00")
    assert told(session, enrolment) == []


def test_cohort_in_which_nobody_is_asks_nothing(session, cohort):
    edit(session, cohort, 13)

    assert changes.undecided(session, cohort.id) == []


def test_letter_shows_what_was_and_what_is(session, cohort, enrolment):
    edit(session, cohort, 13, room="302")

    assert decide(session, cohort) == 1
    body = letters.written(told(session, enrolment)[0]).body
    assert "9:30〜12:30" in body
    assert "13:00〜16:00" in body
    assert body.index("9:30") < body.index("13:00")
    assert "302" in body


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_letter_is_in_the_language_of_the_reader(session, cohort, language):
    enrolment = enrolled(session, cohort, at=MONDAY, language=language)
    edit(session, cohort, 13)
    decide(session, cohort)

    letter = letters.written(told(session, enrolment)[0])
    assert "%(" not in letter.body
    assert ("A lesson has changed" in letter.subject) == (language == "en")


def test_who_waits_is_told_only_if_staff_choose_everybody(session, app):
    with app.app_context():
        cohort = published(session, capacity=1)
        seated = enrolled(session, cohort, at=MONDAY)
        waiting = enrolled(session, cohort, at=MONDAY)
        edit(session, cohort, 13)
        assert decide(session, cohort) == 1
        edit(session, cohort, 14)
        assert decide(session, cohort, "everybody") == 2

        assert len(told(session, seated)) == len(told(session, waiting)) == 1


def test_nobody_is_told_only_with_a_reason(session, cohort, enrolment):
    edit(session, cohort, 9)

    with pytest.raises(ReasonMissing):
        decide(session, cohort, "nobody")
    assert decide(session, cohort, "nobody", reason="打ち間違い") == 0

    assert told(session, enrolment) == []
    assert history.of(session, "cohort", [cohort.id])[0].reason == "打ち間違い"
    with pytest.raises(telling.NothingToTell):
        decide(session, cohort)


def test_change_within_the_hour_goes_into_the_letter_that_waits(session, cohort, enrolment):
    edit(session, cohort, 13)
    decide(session, cohort)
    edit(session, cohort, 14, room="302", at=LATER + MINUTE)
    decide(session, cohort, at=LATER + MINUTE)

    (letter,) = told(session, enrolment)
    body = letters.written(letter).body
    assert "9:30〜12:30" in body
    assert "14:00〜17:00" in body
    assert "13:00" not in body


def test_change_that_is_taken_back_before_the_letter_left_stops_it(session, cohort, enrolment):
    before = loaded(session, cohort).sessions[0]
    starts, ends = before.starts_at, before.ends_at
    edit(session, cohort, 13)
    decide(session, cohort)
    again = loaded(session, cohort)
    values = {"starts_at": starts, "ends_at": ends, "online": False, "room": ""}
    catalogue.sessions.edit_session(session, again, again.sessions[0], **values, by=None, at=LATER + MINUTE)
    decide(session, cohort, at=LATER + MINUTE)

    assert [one.state for one in told(session, enrolment)] == [Sending.CANCELLED]


def test_after_a_letter_has_left_the_next_one_waits_for_its_hour(session, cohort, enrolment):
    edit(session, cohort, 13)
    decide(session, cohort)
    first = told(session, enrolment)[0]
    first.state, first.sent_at = Sending.SENT, LATER + MINUTE
    edit(session, cohort, 14, at=LATER + 2 * MINUTE)
    decide(session, cohort, at=LATER + 2 * MINUTE)

    second = told(session, enrolment)[1]
    assert second.send_after == first.sent_at + HOUR
    assert "13:00" in letters.written(second).body, "the letter that left said so"

    edit(session, cohort, 15, at=LATER + 3 * HOUR)
    second.state, second.sent_at = Sending.SENT, LATER + HOUR
    decide(session, cohort, at=LATER + 3 * HOUR)
    assert told(session, enrolment)[2].send_after == LATER + 3 * HOUR


def test_letters_about_two_courses_keep_their_distance(session, cohort, enrolment):
    other = published(session)
    second = enrolled(session, other, at=MONDAY)
    second_person = second.person_id
    session.query(type(second)).filter_by(id=second.id).update({"person_id": enrolment.person_id})
    session.expire_all()
    for each in (cohort, other):
        edit(session, each, 13)
        decide(session, each)

    first, later = told(session, enrolment)
    assert second_person != enrolment.person_id
    assert later.send_after - first.send_after == HOUR


def test_words_that_staff_edited_are_left_alone(session, cohort, enrolment):
    edit(session, cohort, 13)
    decide(session, cohort)
    told(session, enrolment)[0].subject, told(session, enrolment)[0].body = "件名", "本文"
    session.flush()
    edit(session, cohort, 14, at=LATER + MINUTE)
    decide(session, cohort, at=LATER + MINUTE)

    first, second = told(session, enrolment)
    assert first.body == "本文"
    assert second.send_after == first.send_after + HOUR


def test_who_has_no_mail_is_called(session, cohort):
    enrolment = enrolled(session, cohort, at=MONDAY, mail=None)
    edit(session, cohort, 13)
    decide(session, cohort)

    assert told(session, enrolment)[0].channel is Channel.CALL


def test_page_that_shows_an_older_difference_decides_nothing(session, cohort, enrolment):
    edit(session, cohort, 13)
    seen = changes.undecided(session, cohort.id)[-1].id
    edit(session, cohort, 14, at=LATER + MINUTE)

    with pytest.raises(telling.ChangedAgain):
        telling.decide(session, loaded(session, cohort), whom="seats", seen=seen, by=None, at=LATER + MINUTE)


def test_added_and_removed_sessions_are_told_too(session, app):
    with app.app_context():
        cohort = published(session, days=2)
        enrolment = enrolled(session, cohort, at=MONDAY)
        starts = clock.instant(FIRST_DAY + timedelta(days=5), time(10))
        times = {"starts_at": starts, "ends_at": starts + HOUR}
        again = loaded(session, cohort)
        catalogue.sessions.remove_session(session, again, again.sessions[1], by=None, at=LATER)
        catalogue.sessions.add_session(session, loaded(session, cohort), **times, by=None, at=LATER)
        decide(session, cohort)

        changed = told(session, enrolment)[0].details["changes"]
    assert [(one["old"] is None, one["new"] is None) for one in changed] == [(False, True), (True, False)]


# --- the whole cohort -------------------------------------------------------------------------------------------------


def new_place(session, name="北市民館", address="北町1-2-3"):
    return catalogue.places.create_place(
        session, name=localized_text(name, en="North Hall"), address=address, by=None, at=MONDAY
    )


def change(session, cohort, *, at=LATER, **values):
    catalogue.cohorts.edit_cohort(session, loaded(session, cohort), by=None, at=at, **values)


def asked(session, cohort):
    return changes.merged(changes.undecided(session, cohort.id))


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_place_of_the_whole_cohort_is_told_like_a_lesson(session, cohort, language):
    enrolment = enrolled(session, cohort, at=MONDAY, language=language)
    change(session, cohort, place_id=new_place(session).id)

    assert decide(session, cohort) == 1
    body = letters.written(told(session, enrolment)[0]).body
    assert ("North Hall" if language == "en" else "北市民館") in body
    assert body.index("市民会館") < body.index("北町1-2-3")
    assert "%(" not in body


def test_place_that_was_changed_back_is_no_difference(session, cohort, enrolment):
    before = loaded(session, cohort).place_id
    change(session, cohort, place_id=new_place(session).id)
    change(session, cohort, place_id=before)

    assert asked(session, cohort) == []
    assert changes.undecided(session, cohort.id), "staff still close the question"


def test_place_and_hours_are_one_question_and_one_letter(session, app):
    with app.app_context():
        cohort = published(session, days=3)
        enrolment = enrolled(session, cohort, at=MONDAY)
        change(session, cohort, place_id=new_place(session).id)
        for number in range(3):
            again = loaded(session, cohort)
            sitting = again.sessions[number]
            times = {"starts_at": sitting.starts_at + HOUR, "ends_at": sitting.ends_at + HOUR}
            catalogue.sessions.edit_session(session, again, sitting, **times, online=False, room="", by=None, at=LATER)

        assert len(asked(session, cohort)) == 4
        assert decide(session, cohort) == 1
        (letter,) = told(session, enrolment)
        assert letter.details["changes"][0]["uid"] == "place"


def test_what_nobody_need_be_told_asks_nothing(session, cohort, enrolment):
    change(session, cohort, childcare=True)
    catalogue.places.edit_place(session, loaded(session, cohort).place, name=localized_text("会館"), by=None, at=LATER)

    assert asked(session, cohort) == []


def test_place_that_moves_asks_in_each_of_its_coming_cohorts(session, cohort, enrolment):
    place = loaded(session, cohort).place
    other = published(session, place_id=place.id, course=loaded(session, cohort).course)
    after = loaded(session, cohort).ends_at + HOUR

    assert catalogue.places.edit_place(session, place, address="南町9", by=None, at=LATER) == 1
    assert catalogue.places.edit_place(session, place, address="東町9", by=None, at=after) == 0
    (one,) = asked(session, cohort)
    assert (one.old["address"], one.new["address"]) == ("", "南町9")
    assert asked(session, other) == [], "nobody enrolled there"


# --- the page ---------------------------------------------------------------------------------------------------------


def cohort_of_today(session, app):
    """Published, its first day in a month, with somebody in it."""
    with app.app_context():
        now = clock.now()
        dates = {"first": clock.today(now + timedelta(30)), "opens_at": now - HOUR, "closes_at": now + timedelta(7)}
        cohort = published(session, at=now - timedelta(days=1), **dates)
        enrolled(session, cohort)
    session.commit()
    return cohort


def test_manager_is_asked_after_moving_the_whole_cohort(session, browser, app):
    cohort, place = cohort_of_today(session, app), new_place(session)
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/cohorts/{cohort.code}/edit")

    question = manager.submit(page, place_id=str(place.id))

    assert question.location == f"/en/staff/cohorts/{cohort.code}/changes"
    words = manager.follow(question).words
    assert "Place until now: 市民会館" in words
    assert "Place from now on: North Hall, 北町1-2-3" in words


def test_manager_who_moves_a_place_reads_that_people_may_have_to_be_told(session, browser, app):
    place_id = cohort_of_today(session, app).place_id
    manager = browser(Role.COHORT_MANAGER, "en")

    done = manager.follow(manager.submit(manager.get(f"/staff/places/{place_id}"), address="南町9"))

    assert "The people of 1 cohort may have to be told" in done.flash


def test_manager_is_asked_after_moving_a_session(session, browser, app):
    with app.app_context():
        cohort = published(
            session,
            at=clock.now() - timedelta(days=1),
            first=clock.today(clock.now() + timedelta(30)),
            opens_at=clock.now() - HOUR,
            closes_at=clock.now() + timedelta(days=7),
        )
        enrolled(session, cohort, language="vi")
        enrolled(session, cohort, mail=None)
    session.commit()
    manager = browser(Role.COHORT_MANAGER, "en")
    sitting = loaded(session, cohort).sessions[0]
    session.rollback()
    form = manager.get(f"/staff/cohorts/{cohort.code}/sessions/{sitting.id}")

    asked = manager.submit(form, room="302")
    assert asked.location == f"/en/staff/cohorts/{cohort.code}/changes"
    page = manager.follow(asked)
    assert "Until now:" in page.words
    assert "Everybody who has a seat 2 1 1 0 Tiếng Việt 1" in page.words

    assert "Choose whom you tell." in manager.submit(page).error("whom")
    assert manager.submit(page, whom="nobody").status == 422
    done = manager.follow(manager.submit(page, whom="seats"))
    assert "2 people are told." in done.flash
    assert session.query(Message).filter_by(template="session_changed").count() == 2
    assert session.query(SessionChange).filter_by(decided_at=None).count() == 0
    assert "Nothing has changed" in manager.get(f"/staff/cohorts/{cohort.code}/changes").words


def test_undecided_changes_stand_on_the_list_of_things_to_do(session, browser, cohort, enrolment):
    edit(session, cohort, 13)
    session.commit()

    page = browser(Role.COHORT_MANAGER, "en").get("/staff/")

    assert "Changed sessions that nobody was told of" in page.words
