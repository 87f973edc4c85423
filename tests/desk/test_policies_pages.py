"""Rules that differ by place: staff read them, administrators set them from a day on."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.make import MONDAY, make_account
from workforce import clock, policies
from workforce.access import Role
from workforce.enrolment.rules.draw_weights import DRAW_WEIGHTS
from workforce.enrolment.rules.holds import GUARDIAN_HOLD, Step
from workforce.enrolment.rules.offers import OFFER_HOURS
from workforce.enrolment.rules.waiting_ends import WAITING_ENDS
from workforce.history import Entry
from workforce.policies import Policy

RULES, SETTING = "/staff/policies", "/staff/policies/offer-hours"
SOURCE = "2026年11月20日 運営会議"
VALUES = {"opens": "09:00", "closes": "18:00", "steps": [[7, 20], [0, 3]], "at_least_minutes": 60}
TODAY = clock.today(datetime.now(UTC))


@pytest.fixture
def admin(browser):
    return browser(Role.ADMIN, "en")


def step(number, days, hours):
    return {f"steps-{number}-days": days, f"steps-{number}-hours": hours}


def typed():
    """Two steps only; the others are emptied."""
    steps = [("7", "20"), ("0", "3"), *[("", "")] * 5]
    rows = {name: value for n, pair in enumerate(steps) for name, value in step(n, *pair).items()}
    return {"opens": "9:00", "closes": "18:00", "source": SOURCE} | rows


def test_the_rule_that_counts_is_told_in_words(browser):
    page = browser(Role.VOLUNTEER_OFFICER, "en").get(RULES)

    assert "The beginning Counts now" in page.words
    assert "Only the hours from 8:00 to 20:00 count" in page.words
    assert "14 days or more before the start: 36 hours to answer" in page.words
    assert not page.select(f"a[href$='{SETTING}']"), "only administrators set it"


def test_every_rule_is_named_above_and_led_to(browser):
    page = browser(Role.VOLUNTEER_OFFICER, "en").get(RULES)

    led = {link["href"]: link.get_text() for link in page.soup.select("nav[aria-label='Rules of this centre'] a")}
    for name, kind in policies.KINDS.items():
        assert page.soup.select_one(f"section#{name} h2").get_text() == led[f"#{name}"] == str(kind.title)


def test_a_rule_is_explained_before_it_is_set(admin, session):
    page = admin.get(SETTING)
    assert page.form()[1]["from_day"] == str(TODAY)
    assert page.form()[1]["steps-0-hours"] == "36"

    shown = admin.submit(page, **typed())

    assert shown.status == 200
    assert "Only the hours from 9:00 to 18:00 count" in shown.words
    assert shown.words.count("A seat that becomes free on") == 2
    assert "20 days later: answer until" in shown.words
    assert "2 days later: answer until" in shown.words
    assert session.query(Policy).count() == 0
    done = admin.follow(admin.submit(shown, save="yes"))

    assert "The rule counts from" in done.flash
    assert "No longer counts" in done.words
    assert "アミナ" in done.words
    row = session.query(Policy).one()
    assert (row.from_day, row.number, row.values, row.source) == (TODAY, 1, VALUES, SOURCE)
    entry = session.query(Entry).filter_by(what="rule_set").one()
    assert (entry.subject, entry.subject_id, entry.by_id) == ("policy", row.id, admin.account.id)
    assert "Rule set" in admin.get("/staff/history").words


def test_nothing_is_set_that_was_changed_after_it_was_explained(admin, session):
    shown = admin.submit(admin.get(SETTING), **typed())

    again = admin.submit(shown, save="yes", closes="17:00")

    assert again.status == 200
    assert "Only the hours from 9:00 to 17:00 count" in again.words
    assert session.query(Policy).count() == 0
    assert admin.submit(again, save="yes").status == 303


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"closes": "08:00"}, "closes", "at least one hour after the first"),
        ({"opens": "late"}, "opens", "Type the time"),
        ({"source": ""}, "source", "Write where the rule comes from"),
        ({"from_day": str(TODAY - timedelta(days=1))}, "from_day", "cannot begin in the past"),
        ({"from_day": "2026-02-30"}, "from_day", "This day is not possible"),
        (step(0, "7", ""), "steps-0-hours", "Fill this in."),
        (step(0, "many", "3"), "steps-0-days", "Type a whole number"),
        ({"at_least_minutes": "0"}, "at_least_minutes", "at least 1"),
        (step(1, "1", "3"), None, "One step must begin at 0 days"),
        (step(0, "0", "3"), None, "Two steps begin at 0 days"),
        (step(0, "7", "0"), None, "Give at least 1 hour"),
        (step(0, "7", "337"), None, "at most 336"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_and_nothing_typed_is_lost(admin, session, wrong, field, words):
    page = admin.submit(admin.get(SETTING), **typed() | wrong)

    assert page.status == 422
    assert words in (page.error(field) if field else page.words)
    shown = page.form()[1]
    sent = typed() | wrong
    assert {name: shown[name] for name in wrong} == wrong
    assert shown["source"] == sent["source"]
    assert "What this means" not in page.words
    assert session.query(Policy).count() == 0


def set_from(session, day, *, opens="09:00", by=None, at=MONDAY):
    values = VALUES | {"opens": opens}
    by = by or make_account(session, Role.ADMIN)
    return policies.set_rule(session, OFFER_HOURS, from_day=day, values=values, source=SOURCE, by=by, at=at)


def test_a_second_rule_of_the_same_day_counts_and_the_first_stays(session):
    day = clock.today(MONDAY)
    set_from(session, day)
    set_from(session, day, opens="10:00")

    assert [(row.number, row.values["opens"]) for row in policies.rows(session)] == [(2, "10:00"), (1, "09:00")]
    assert policies.current(session, OFFER_HOURS, at=MONDAY).opens.hour == 10


def test_a_rule_of_a_day_to_come_does_not_count_yet(session):
    set_from(session, clock.today(MONDAY) + timedelta(days=1))

    assert policies.current(session, OFFER_HOURS, at=MONDAY).opens.hour == 8
    assert policies.current(session, OFFER_HOURS, at=MONDAY + timedelta(days=1)).opens.hour == 9


def test_the_list_says_what_is_still_to_come(admin, session):
    at = datetime.now(UTC)
    set_from(session, TODAY + timedelta(days=30), at=at)

    page = admin.get(RULES)

    assert "Still to come" in page.words
    assert "The beginning Counts now" in page.words


def test_the_past_is_not_rewritten(session):
    with pytest.raises(policies.DayOver):
        set_from(session, clock.today(MONDAY) - timedelta(days=1))
    with pytest.raises(policies.SourceMissing):
        policies.set_rule(
            session, OFFER_HOURS, from_day=TODAY, values=VALUES, source="", by=make_account(session), at=MONDAY
        )


@pytest.mark.parametrize("role", [Role.COHORT_MANAGER, Role.CLERK, Role.AUDITOR])
def test_only_administrators_set_rules(browser, role):
    who = browser(role)

    assert who.get(RULES).status == 200
    assert who.get(SETTING).status == 403
    assert who.post(SETTING, typed()).status == 403


def test_the_list_costs_the_same_for_one_rule_and_for_many(admin, session, count_statements):
    admin.get(RULES)
    set_from(session, TODAY, at=datetime.now(UTC))
    with count_statements() as few:
        admin.get(RULES)
    for _ in range(4):
        set_from(session, TODAY, at=datetime.now(UTC))

    with count_statements() as many:
        admin.get(RULES)

    assert len(few) == len(many) <= 5, many


# --- tickets in a draw ------------------------------------------------------------------------------------------------

WEIGHTS = "/staff/policies/draw-weights"


def test_tickets_in_a_draw_are_explained_and_then_set(admin, session):
    page = admin.get(WEIGHTS)
    assert page.form()[1]["lost"] == "1"

    shown = admin.submit(page, lost="2", newcomer="1", most="5", source=SOURCE)
    assert "2 tickets more for each earlier draw" in shown.words
    assert session.query(Policy).count() == 0
    done = admin.follow(admin.submit(shown, save="yes"))

    assert "Nobody has more than 5 tickets." in done.words
    assert policies.current(session, DRAW_WEIGHTS, at=datetime.now(UTC)).most == 5


@pytest.mark.parametrize("wrong", [{"most": "0"}, {"most": "21"}, {"lost": "99"}])
def test_tickets_out_of_range_are_refused(admin, session, wrong):
    answer = admin.submit(admin.get(WEIGHTS), **{"source": SOURCE} | wrong)

    assert answer.status == 422
    assert session.query(Policy).count() == 0


def test_everybody_has_one_ticket_where_the_rule_says_so(admin):
    shown = admin.submit(admin.get(WEIGHTS), lost="0", newcomer="0", most="1", source=SOURCE)

    assert "Everybody has one ticket in the draw." in shown.words
    assert "Of several tickets" not in shown.words


def test_days_of_a_hold_for_a_guardian_are_set_the_same_way(admin, session):
    page = admin.get("/staff/policies/guardian-hold")
    rows = {"steps-0-before": "0", "steps-0-days": "5"}
    rows |= {f"steps-{n}-{half}": "" for n in range(1, 6) for half in ("before", "days")}

    shown = admin.submit(page, source=SOURCE, **rows)
    assert "Closer to the start: held for 5 days" in shown.words
    assert shown.words.count("the seat is held until") == 2
    done = admin.follow(admin.submit(shown, save="yes"))

    assert "The rule counts from" in done.flash
    assert policies.current(session, GUARDIAN_HOLD, at=datetime.now(UTC)).steps == (Step(0, 5),)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"steps-3-before": "2"}, "One step must begin at 0 days"),
        ({"steps-3-days": "90"}, "at most 60"),
        ({"remind_percent": "95"}, "Ask once more after 10 to 90 percent"),
        ({"steps-1-before": "7"}, "7 days before the start"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(admin, values, sentence):
    page = admin.submit(admin.get("/staff/policies/guardian-hold"), source=SOURCE, **values)

    assert page.status == 422
    assert sentence in page.words


def test_end_of_waiting_is_set_from_a_day_on(browser, session):
    admin = browser(Role.ADMIN, "en")
    page = admin.get("/staff/policies/waiting-ends")

    assert "between 0 and 60 days" in admin.submit(page, days="61", source="Meeting").error("days")
    shown = admin.submit(page, days="0", source="Meeting")
    assert "If no seat has become free when the course begins" in shown.words
    admin.submit(shown, save="yes")

    assert policies.current(session, WAITING_ENDS, at=datetime.now(UTC)).days == 0
