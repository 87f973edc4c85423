"""The staff's pages about cohorts, their sessions and places."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.catalogue.planned import TWO_ITEMS, draft, items_of, planned, published
from tests.make import make_account, make_cohort, make_course
from workforce import clock
from workforce.access import Role
from workforce.catalogue import actions
from workforce.catalogue.models import (
    Cohort,
    CohortState,
    FeeKind,
    Place,
    Session,
    SessionPart,
)
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.catalogue.rules.patterns import shut
from workforce.i18n.wording import localized_text

# Pages read the real clock: what is planned here lies ahead of it.
NOW = datetime.now(UTC).replace(second=0, microsecond=0)
WINDOW = {"opens_at": NOW + timedelta(days=1), "closes_at": NOW + timedelta(days=20)}
SOON = [clock.today(NOW) + timedelta(days=n) for n in range(40, 80)]
FIRST = next(day for day in SOON if not any(shut(day + timedelta(weeks=n)) for n in range(6)))


@pytest.fixture
def amina(browser):
    return browser(Role.COHORT_MANAGER, "en")


def only(session, kind):
    session.expire_all()
    return session.scalars(select(kind)).one()


def typed_window():
    return {name: f"{clock.local(value):%Y-%m-%dT%H:%M}" for name, value in WINDOW.items()}


def test_cohort_is_planned_filled_and_published_in_the_browser(amina, session):
    course = make_course(session, items=TWO_ITEMS)
    place = actions.places.create_place(session, name=localized_text("市民会館"), by=None, at=NOW)
    lead = make_account(session)

    page = amina.get(f"/staff/cohorts/new?course={course.slug}")
    assert page.form()[1]["course"] == course.slug
    values = typed_window() | {"capacity": "１０名", "place_id": str(place.id), "lead_id": str(lead.person_id)}
    sessions = amina.follow(amina.submit(page, tuition="12,000円", languages="vi", **values))
    cohort = only(session, Cohort)
    assert (cohort.capacity, cohort.languages, cohort.lead_id) == (10, ["vi"], lead.person_id)
    assert cohort.opens_at == WINDOW["opens_at"]
    assert "Now add its sessions" in sessions.flash

    adding = "form[action$='/sessions']"
    sessions = amina.follow(amina.submit(sessions, adding, day=str(FIRST), starts="9:30", ends="11:30"))
    refused = amina.submit(amina.get(f"/staff/cohorts/{cohort.code}/publication"))
    assert refused.status == 422
    assert "項目1" in refused.words
    assert "1 h 30 min" in refused.words

    sessions = amina.follow(
        amina.submit(sessions, adding, day=str(FIRST + timedelta(days=1)), starts="9:30", ends="11:30")
    )
    filled = amina.follow(amina.submit(sessions, "form[action$='/filling']"))
    assert "Every required minute is taught" in filled.words

    done = amina.submit(amina.get(f"/staff/cohorts/{cohort.code}/publication"))
    assert done.status == 303
    assert only(session, Cohort).state is CohortState.PUBLISHED


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("opens_at", "someday", "Type the date and the time"),
        ("closes_at", "", "Fill this in"),
        ("closes_at", "2020-01-01T00:00", "must end after it begins"),
        ("capacity", "many", "Type a whole number"),
        ("capacity", "0", "at least 1"),
        ("minimum", "11", "must not be more than the seats"),
        ("tuition", "-5", "Type a whole number"),
        ("course", "nowhere", "Choose from the list"),
        ("place_id", "999", "Choose from the list"),
    ],
)
def test_mistakes_are_explained_beside_the_field_and_nothing_typed_is_lost(amina, session, name, text, words):
    course = make_course(session)
    right = typed_window() | {"course": course.slug, "capacity": "10", "note-ja": "持ち物", "textbook": "700"}

    page = amina.submit(amina.get("/staff/cohorts/new"), **right | {name: text})

    assert page.status == 422
    assert words in page.error(name)
    shown = page.form()[1]
    assert (shown["note-ja"], shown["textbook"]) == ("持ち物", "700")
    if name not in {"course", "place_id"}:
        assert shown[name] == text
    assert session.scalars(select(Cohort)).all() == []


def test_cohort_is_edited_and_the_second_editor_is_told(amina, browser, session):
    cohort = planned(session, at=NOW, first=FIRST, **WINDOW)
    bo = browser(Role.ADMIN, "en")
    address = f"/staff/cohorts/{cohort.code}/edit"
    page = amina.get(address)

    assert bo.submit(bo.get(address), childcare="y", tuition="500").status == 303
    refused = amina.submit(page, minimum="3", **{"note-ja": "上ばき"})

    assert refused.status == 422
    assert "changed this on" in refused.words
    assert refused.form()[1]["note-ja"] == "上ばき"
    after = cohort_page(session, cohort.code, again=True)
    assert (after.childcare, after.minimum, [line.yen for line in after.fees]) == (True, 0, [500])
    assert amina.submit(refused).status == 303


def test_seats_of_a_published_cohort_are_changed_elsewhere(amina, session):
    cohort = published(session, at=NOW, first=FIRST, **WINDOW)

    page = amina.get(f"/staff/cohorts/{cohort.code}/edit")

    assert not page.select("[name=capacity]")
    assert page.select(f"a[href$='/cohorts/{cohort.code}/capacity']")
    assert amina.submit(page, childcare="y").status == 303
    assert only(session, Cohort).capacity == 10


def test_published_cohort_keeps_a_place_and_a_window_before_its_first_session(amina, session):
    cohort = published(session, at=NOW, first=FIRST, **WINDOW)
    page = amina.get(f"/staff/cohorts/{cohort.code}/edit")

    late = f"{FIRST + timedelta(days=1)}T09:00"
    assert "before the first session" in amina.submit(page, closes_at=late).error("closes_at")
    assert amina.submit(page, place_id="").status == 422
    assert only(session, Cohort).place_id == cohort.place_id


def test_cohort_says_until_when_free_seats_are_offered_by_letter(amina, session):
    cohort = published(session, at=NOW, first=FIRST, **WINDOW)
    begins = clock.local(cohort.starts_at)
    address = f"/staff/cohorts/{cohort.code}/edit"
    day_before, day_after = (f"{begins + timedelta(days=n):%Y-%m-%dT%H:%M}" for n in (-1, 1))

    late = amina.submit(amina.get(address), offers_until=day_after)
    assert late.status == 422
    assert "cannot be offered after the first session begins" in late.error("offers_until")
    assert late.form()[1]["offers_until"] == day_after
    saved = amina.follow(amina.submit(late, offers_until=day_before))

    assert "Free seats are offered by letter until" in saved.words
    assert only(session, Cohort).offers_until == cohort.starts_at - timedelta(days=1)
    amina.submit(amina.get(address), offers_until="")
    assert only(session, Cohort).offers_until is None


def test_cohort_is_copied_to_another_day(amina, session):
    cohort = published(session, at=NOW, first=FIRST, fees={FeeKind.TUITION: 500}, **WINDOW)
    page = amina.get(f"/staff/cohorts/{cohort.code}/copy")

    assert "This day is not possible" in amina.submit(page, first_day="2026-02-30").error("first_day")
    copied = amina.follow(amina.submit(page, first_day=str(FIRST + timedelta(days=70))))

    assert "Copied as a draft" in copied.flash
    copy = session.scalars(select(Cohort).where(Cohort.state == CohortState.DRAFT)).one()
    assert copy.starts_at - cohort.starts_at == timedelta(days=70)


# --- sessions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"day": "2026-02-30"}, "day", "This day is not possible"),
        ({"starts": "late"}, "starts", "Type the time"),
        ({"ends": "9:00"}, "ends", "must end after it begins"),
        ({"starts": "10:00", "ends": "11:00"}, "starts", "already has a session"),
    ],
)
def test_wrong_session_is_explained_and_nothing_is_added(amina, session, values, name, words):
    cohort = planned(session, at=NOW, first=FIRST, **WINDOW)
    right = {"day": str(FIRST), "starts": "14:00", "ends": "16:00", "room": "201"}
    before = cohort.sessions[0].id

    page = amina.submit(
        amina.get(f"/staff/cohorts/{cohort.code}/sessions"), "form[action$='/sessions']", **right | values
    )

    assert page.status == 422
    assert words in page.error(name)
    assert page.form("form[action$='/sessions']")[1]["room"] == "201"
    assert only(session, Session).id == before


def test_session_is_changed_and_removed(amina, session):
    cohort = planned(session, at=NOW, first=FIRST, days=2, **WINDOW)
    sitting = cohort.sessions[0]
    address = f"/staff/cohorts/{cohort.code}/sessions/{sitting.id}"

    saved = amina.submit(amina.get(address), starts="10:00", ends="13:30", room="201")
    assert saved.status == 303
    session.expire_all()
    assert (clock.local(sitting.starts_at).time(), sitting.room) == (time(10), "201")

    amina.submit(amina.get(address), f"form[action$='/sessions/{sitting.id}/removal']")
    assert len(session.scalars(select(Session)).all()) == 1
    assert amina.get(address).status == 404


def test_parts_are_added_changed_and_removed(amina, session):
    course = make_course(session, items=TWO_ITEMS)
    cohort = planned(session, at=NOW, first=FIRST, course=course, **WINDOW)
    first, _second = items_of(session, course)
    sitting = cohort.sessions[0]
    part = sitting.parts[0]
    address = f"/staff/cohorts/{cohort.code}/sessions/{sitting.id}"

    editing = f"form[action$='/parts/{part.id}']"
    wrong = amina.submit(amina.get(address), editing, **{f"part{part.id}-minutes": "x"})
    assert wrong.status == 422
    assert "whole number" in wrong.error(f"part{part.id}-minutes")
    amina.submit(wrong, editing, **{f"part{part.id}-minutes": "45"})
    session.expire_all()
    assert part.minutes == 45

    page = amina.get(address)
    assert "15 minutes missing" in page.words
    amina.submit(page, "form[action$='/parts']", **{"new-item": str(first.id), "new-minutes": "15"})
    assert [row.minutes for row in session.scalars(select(SessionPart).order_by(SessionPart.position))] == [45, 90, 15]

    amina.submit(amina.get(address), f"form[action$='/parts/{part.id}/removal']")
    assert len(session.scalars(select(SessionPart)).all()) == 2


def test_what_a_published_cohort_would_lack_is_named_and_kept(amina, session):
    cohort = published(session, at=NOW, first=FIRST, days=2, ends=time(11, 30), **WINDOW)
    sitting = cohort.sessions[0]
    address = f"/staff/cohorts/{cohort.code}/sessions/{sitting.id}"

    for selector in (
        f"form[action$='/sessions/{sitting.id}/removal']",
        f"form[action$='/parts/{sitting.parts[0].id}/removal']",
    ):
        page = amina.submit(amina.get(address), selector)
        assert page.status == 422
        assert "項目1" in page.words
    assert amina.submit(amina.get(address), starts="9:30", ends="10:00").status == 422
    assert len(cohort_page(session, cohort.code, again=True).sessions) == 2


def test_pattern_shows_its_days_before_saving_and_adds_them(amina, session):
    place = actions.places.create_place(session, name=localized_text("市民会館"), by=None, at=NOW)
    cohort = draft(session, at=NOW, place_id=place.id, **WINDOW)
    other = planned(session, at=NOW, place_id=place.id, first=FIRST, starts=time(18), ends=time(21), **WINDOW)
    weekday = FIRST.weekday()
    asked = f"first={FIRST}&weekday={weekday}&times=3&starts=18:30&ends=20:30&left_out={FIRST + timedelta(days=7)}"

    page = amina.get(f"/staff/cohorts/{cohort.code}/sessions/pattern?{asked}")

    assert other.code in page.words
    assert "Left out" in page.words
    ticked = [box["value"] for box in page.select("input[name=use][checked]")]
    done = amina.submit(page, use=ticked)
    assert done.status == 303
    added = cohort_page(session, cohort.code, again=True).sessions
    assert [clock.today(one.starts_at).weekday() for one in added] == [weekday] * 3
    assert FIRST + timedelta(days=7) not in {clock.today(one.starts_at) for one in added}

    again = amina.get(f"/staff/cohorts/{cohort.code}/sessions/pattern?{asked}")
    assert "already has a session then" in again.words


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("first=x&weekday=1&times=3&starts=9:00&ends=10:00", "first"),
        ("first=2027-01-05&weekday=1&times=900&starts=9:00&ends=10:00", "times"),
        ("first=2027-01-05&weekday=1&times=3&starts=9:00&ends=9:00", "ends"),
        ("first=2027-01-05&weekday=1&times=3&starts=9:00&ends=10:00&left_out=tomorrow", "left_out"),
        ("first=2027-01-05&times=3&starts=9:00&ends=10:00", "weekday"),
    ],
)
def test_wrong_pattern_is_explained(amina, session, asked, name):
    cohort = draft(session, at=NOW, **WINDOW)

    page = amina.get(f"/staff/cohorts/{cohort.code}/sessions/pattern?{asked}")

    assert page.status == 422
    assert page.error(name)
    assert not page.select("form[method=post] button.button--primary")


def test_readers_see_the_timetable_without_forms(browser, session):
    cohort = planned(session, at=NOW, first=FIRST, **WINDOW)
    clerk = browser(Role.CLERK, "en")

    for tail in ("about", "sessions"):
        page = clerk.get(f"/staff/cohorts/{cohort.code}/{tail}")
        assert page.status == 200
        assert not page.select("main form[method=post]")
    for tail in ("edit", "publication", "copy", "sessions/pattern"):
        assert clerk.get(f"/staff/cohorts/{cohort.code}/{tail}").status == 403
    assert clerk.post(f"/staff/cohorts/{cohort.code}/sessions/filling").status == 403


def test_stranger_and_trainee_do_not_get_in(browser, session):
    cohort = draft(session, at=NOW, **WINDOW)

    assert "sign-in" in browser(language="en").get(f"/staff/cohorts/{cohort.code}/about").location
    assert browser(Role.PERSON, "en").get(f"/staff/cohorts/{cohort.code}/about").status == 403


@pytest.mark.parametrize("tail", ["about", "edit", "sessions", "sessions/99", "publication", "copy"])
def test_cohort_that_does_not_exist_is_not_found(amina, tail):
    for code in ("z99-99", "%00", "%E4%BB%8B"):
        assert amina.get(f"/staff/cohorts/{code}/{tail}").status == 404


def test_list_of_cohorts_is_narrowed_sorted_and_paged_by_its_address(amina, session):
    course = make_course(session, slug="night")
    for n in range(3):
        make_cohort(session, course=course, code=f"x{n}", starts_at=NOW + timedelta(days=n))
    make_cohort(session, code="gone", state=CohortState.CANCELLED)

    def listed(query):
        return [cell.get_text() for cell in amina.get(f"/staff/cohorts?{query}").select("tbody th")]

    assert listed("course=night&sort=code") == ["x0", "x1", "x2"]
    assert listed("stage=cancelled") == ["gone"]
    assert listed("q=X1") == ["x1"]
    assert "No cohort fits" in amina.get("/staff/cohorts?q=nothing").words
    assert amina.get("/staff/cohorts?stage=x&month=yesterday&sort=z&after=q&course=%00&q=%00").status == 200
    for month in ("0001-01", "9999-12", "2026-13"):
        assert amina.get(f"/staff/cohorts?month={month}").status == 200


def test_next_page_keeps_the_filter(amina, session):
    course = make_course(session, slug="night")
    for n in range(52):
        make_cohort(session, course=course, code=f"x{n:02}")
    make_cohort(session, code="another")

    first = amina.get("/staff/cohorts?course=night&sort=code")
    following = amina.get(first.select_one("a[rel=next]")["href"])
    back = amina.get(following.select_one("a[rel=prev]")["href"])

    assert [len(page.select("tbody tr")) for page in (first, following, back)] == [50, 2, 50]
    assert "another" not in following.words


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_every_page_about_a_cohort_opens_in_every_language(browser, session, language):
    cohort = planned(session, at=NOW, first=FIRST, languages=["vi", "en"], fees={FeeKind.TUITION: 500}, **WINDOW)
    reader = browser(Role.COHORT_MANAGER, language)

    for tail in (
        "about",
        "edit",
        "sessions",
        f"sessions/{cohort.sessions[0].id}",
        "sessions/pattern",
        "copy",
        "publication",
    ):
        assert reader.get(f"/staff/cohorts/{cohort.code}/{tail}").status == 200
    assert reader.get("/staff/cohorts").status == 200


def test_list_of_cohorts_costs_the_same_for_five_as_for_twelve(browser, session, count_statements):
    costs = []
    for count in (5, 7):
        for _ in range(count):
            make_cohort(session)
        amina = browser(Role.COHORT_MANAGER, "en")
        with count_statements() as seen:
            assert amina.get("/staff/cohorts").status == 200
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 8


def test_page_of_sessions_costs_the_same_for_five_as_for_twelve(browser, session, count_statements):
    costs = []
    for days in (5, 12):
        code = planned(session, at=NOW, first=FIRST, days=days, **WINDOW).code
        session.commit()
        session.expunge_all()
        amina = browser(Role.COHORT_MANAGER, "en")
        with count_statements() as seen:
            assert amina.get(f"/staff/cohorts/{code}/sessions").status == 200
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 8


# --- places and texts -------------------------------------------------------------------------------------------------


def test_place_is_written_and_edited(amina, session):
    page = amina.get("/staff/places/new")
    assert amina.submit(page, **{"name-en": "Hall"}).status == 422

    amina.submit(page, **{"name-ja": "市民会館", "name-en": "Hall", "address": "1-2-3", "step_free": "y"})
    place = only(session, Place)
    assert (place.name["ja"], place.step_free) == ("市民会館", True)

    amina.submit(amina.get(f"/staff/places/{place.id}"), without=["step_free"], **{"name-ja": "文化会館"})
    session.expire_all()
    assert (place.name["ja"], place.step_free) == ("文化会館", False)
    assert "文化会館" in amina.get("/staff/places").words


def test_texts_with_gaps_lead_to_where_they_are_written(amina, session):
    make_course(session, slug="night", title=localized_text("夜の講座", en="Night"))
    make_cohort(session, code="k1", ends_at=None, note=localized_text("持ち物"))

    page = amina.get("/staff/texts?language_code=vi")

    assert page.select_one("a[href$='/staff/courses/night/edit']")
    assert page.select_one("a[href$='/staff/cohorts/k1/edit']")
    assert "Tiếng Việt: not written yet" in page.words
    assert "English" not in page.select_one("tbody").get_text()
    for link in page.select("tbody a"):
        assert amina.get(link["href"]).status == 200
