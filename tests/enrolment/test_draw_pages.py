"""What everybody and what staff see of a draw: before, after, and never the secret too early (LOT-2 to LOT-7)."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from tests.enrolment.applying import all_in, apply, somebody
from tests.enrolment.drawn import band
from tests.make import make_account, make_cohort, make_open_cohort
from workforce.access import Role
from workforce.catalogue.models import Selection
from workforce.enrolment.actions import draw_again, draws
from workforce.enrolment.forms import draw_checking
from workforce.enrolment.models import State
from workforce.enrolment.queries import draws as queries
from workforce.people.rules.receipts import shown
from workforce.settings import ROOT

DAY = timedelta(days=1)


def now():
    return datetime.now(UTC).replace(microsecond=0)


def open_lottery(session, *, people=5, capacity=2, **given):
    cohort = make_open_cohort(session, capacity=capacity, selection=Selection.LOTTERY, **given)
    draws.promise(session, cohort.id, at=now() - DAY)
    for n in range(people):
        apply(session, cohort, somebody(n), at=now() - DAY)
    return cohort


def closed_lottery(session, *, frozen=True, **given):
    cohort = open_lottery(session, **given)
    cohort.closes_at = now() - timedelta(hours=1)
    session.flush()
    if frozen:
        draws.freeze(session, cohort.id, by=None, at=now())
    return cohort


def drawn_lottery(session, **given):
    cohort = closed_lottery(session, **given)
    draws.draw_now(session, cohort.id, by=make_account(session), at=now())
    return cohort


def row(session, cohort):
    return queries.of_cohort(session, cohort.id)[-1]


def url(cohort):
    return f"/cohorts/{cohort.code}/draw"


def raw(visitor, address):
    """The answer as bytes."""
    visitor.session.commit()
    return visitor.client.get(f"/{visitor.language}{address}")


def staff_url(cohort):
    return f"/staff/cohorts/{cohort.code}/draw"


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_page_shows_the_promise_and_the_rules_before_closing_and_no_secret(browser, session):
    cohort = open_lottery(session)
    secret = queries.secret_of(session, row(session, cohort).id)
    commitment = row(session, cohort).commitment

    page = browser(language="en").get(url(cohort))

    assert page.status == 200
    assert commitment in page.words
    assert secret not in str(page)
    assert "2 seats are drawn." in page.words
    assert "Everybody has one ticket in the draw." in page.words
    assert "about 4 in 10" in page.words


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_page_speaks_every_language_at_every_step(browser, session, language):
    for cohort in (open_lottery(session), closed_lottery(session, people=0), drawn_lottery(session, people=0)):
        assert browser(language=language).get(url(cohort)).status == 200


def test_list_is_found_by_receipt_number_and_downloaded_before_the_draw(browser, session):
    cohort = closed_lottery(session)
    one = all_in(session, cohort)[0]
    draw = row(session, cohort)
    begins, list_hash, secret = draw.begins, draw.list_hash, queries.secret_of(session, draw.id)
    visitor = browser(language="en")

    page = visitor.get(f"{url(cohort)}?receipt={shown(one.receipt)}")
    file = raw(visitor, f"{url(cohort)}/1.txt")

    assert f"{shown(one.receipt)} is in the list: Everybody, 1 ticket." in page.words
    assert list_hash in page.words
    assert file.get_data(as_text=True) == begins
    assert secret not in str(page) + file.get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("123", "Type the ten digits"),
        ("1234567894", "is not in the list"),
        ("1234567890", "There is no receipt number"),
    ],
)
def test_number_that_is_not_in_the_list_is_told_in_words(browser, session, typed, said):
    cohort = closed_lottery(session)

    assert said in browser(language="en").get(f"{url(cohort)}?receipt={typed}").words


def test_result_is_shown_by_receipt_number_and_never_by_name(browser, session):
    cohort = drawn_lottery(session)
    visitor = browser(language="en")
    winner = next(one for one in all_in(session, cohort) if one.state is State.CONFIRMED)
    receipts = [shown(one.receipt) for one in all_in(session, cohort)]

    page = visitor.get(f"{url(cohort)}?receipt={winner.receipt}")

    assert all(receipt in page.words for receipt in receipts)
    assert "and a seat." in page.words
    assert "山田" not in str(page)
    assert row(session, cohort).file_hash in page.words


def test_file_downloads_byte_for_byte_with_a_name_of_its_own(browser, session):
    cohort = drawn_lottery(session)
    published = row(session, cohort).published

    file = raw(browser(), f"{url(cohort)}/1.txt")

    assert file.get_data(as_text=True) == published
    assert f'filename="draw-{cohort.code}-1.txt"' in file.headers["Content-Disposition"]


def test_list_before_the_draw_is_not_called_untrue(browser, session):
    published = row(session, drawn_lottery(session)).published
    visitor = browser(language="en")

    page = visitor.submit(visitor.get("/draws/check"), pasted=published[: published.index("list-hash")])

    assert "This is the list before the draw" in page.words
    assert "not true" not in page.words


def test_program_is_downloaded_under_its_own_name_as_it_is(browser):
    program = browser().client.get("/static/recompute_draw.py")

    assert program.status_code == 200
    assert program.get_data() == (ROOT / "static" / "recompute_draw.py").read_bytes()
    assert "immutable" not in program.headers["Cache-Control"]


def test_repeated_draw_shows_both_results_and_the_reason(browser, session):
    cohort = drawn_lottery(session)
    draw_again.ask_again(session, cohort.id, reason="名簿の誤り", by=make_account(session), at=now())
    draw_again.draw_again(session, cohort.id, by=make_account(session), at=now())
    first, second = queries.of_cohort(session, cohort.id)

    page = browser(language="en").get(url(cohort))

    assert first.file_hash in page.words
    assert second.file_hash in page.words
    assert "名簿の誤り" in page.words
    assert "This result no longer counts" in page.words


def test_cohort_that_does_not_draw_has_no_such_page(browser, session):
    cohort = make_open_cohort(session)

    assert browser().get(url(cohort)).status == 404
    assert browser(Role.CLERK).get(staff_url(cohort)).status == 404


def test_page_costs_few_statements_whatever_the_number_of_people(browser, session, count_statements):
    for cohort in (open_lottery(session, people=12), drawn_lottery(session, people=0)):
        visitor = browser()
        visitor.get(url(cohort))
        with count_statements() as seen:
            visitor.get(url(cohort))
        assert len(seen) <= 8


def test_cohort_page_says_that_the_seats_are_drawn_and_what_is_promised(browser, session):
    cohort = open_lottery(session)
    commitment = row(session, cohort).commitment

    page = browser(language="en").get(f"/cohorts/{cohort.code}")

    assert commitment in page.words
    assert page.select_one(f'a[href$="{url(cohort)}"]')


# --- checking ---------------------------------------------------------------------------------------------------------


def test_published_file_is_found_true_and_ours(browser, session):
    cohort = drawn_lottery(session)
    published = row(session, cohort).published
    visitor = browser(language="en")

    answer = visitor.submit(visitor.get("/draws/check"), pasted=published.replace("\n", "\r\n"))

    assert answer.status == 200
    assert "Yes: everything in this file is true" in answer.words
    assert "byte for byte" in answer.words


def test_file_that_is_sent_is_read_as_it_is(browser, session):
    cohort = drawn_lottery(session)
    published = row(session, cohort).published
    visitor = browser(language="en")

    answer = visitor.submit(visitor.get("/draws/check"), file=(io.BytesIO(published.encode()), "draw.txt"))

    assert "Yes: everything in this file is true" in answer.words


def test_changed_file_is_found_untrue_with_the_place(browser, session):
    cohort = drawn_lottery(session)
    published = row(session, cohort).published.replace("seats 2", "seats 3")
    visitor = browser(language="en")

    answer = visitor.submit(visitor.get("/draws/check"), pasted=published)

    assert "No: something in this file is not true" in answer.words
    assert "We have not published this file." in answer.words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pasted": ""}, "Choose the file of a draw, or put its text into the field."),
        ({"pasted": "hello"}, "No: something in this file is not true"),
        ({"file": (b"\xff\xfe\x00", "x.bin")}, "That is not a text file."),
        ({"file": (b"x" * 460_000, "x.txt")}, "That is larger than the file of any draw."),
        ({"pasted": "x" * 460_000}, "Choose the file itself"),
    ],
)
def test_what_is_no_draw_is_told_in_plain_words(browser, monkeypatch, given, said):
    monkeypatch.setattr(draw_checking, "LARGEST", 450_000)
    visitor = browser(language="en")
    if "file" in given:
        given = {"file": (io.BytesIO(given["file"][0]), given["file"][1])}

    answer = visitor.submit(visitor.get("/draws/check"), **given)

    assert answer.status in (200, 422)
    assert said in answer.words


# --- for staff --------------------------------------------------------------------------------------------------------


def test_staff_name_a_value_close_the_list_confirm_by_two_and_draw(browser, session):
    cohort = open_lottery(session)
    clerk, other = browser(Role.CLERK, "en"), browser(Role.COHORT_MANAGER, "en")
    clerk.post(f"{staff_url(cohort)}/value-name", {"name": "Nikkei 225, 10 December"})
    session.expire_all()
    assert row(session, cohort).value_name == "Nikkei 225, 10 December"
    cohort.closes_at = now() - timedelta(minutes=5)
    session.commit()

    clerk.post(f"{staff_url(cohort)}/closing", {})
    assert "Public value" in clerk.get(staff_url(cohort)).words
    refused = clerk.post(staff_url(cohort), {})
    assert refused.status == 422
    clerk.post(f"{staff_url(cohort)}/value", {"value": "38,915.87"})
    assert "You typed it." in clerk.get(staff_url(cohort)).words
    assert clerk.post(f"{staff_url(cohort)}/value-confirmation", {"seen": "38,915.87"}).status == 422
    assert other.post(f"{staff_url(cohort)}/value-confirmation", {"seen": "38,915.87"}).status == 303
    assert clerk.post(staff_url(cohort), {}).status == 303
    session.expire_all()

    assert row(session, cohort).drawn_at
    assert [one.state for one in all_in(session, cohort)].count(State.CONFIRMED) == 2
    assert clerk.post(staff_url(cohort), {}).status == 422


def test_manager_asks_for_a_repetition_and_another_agrees(browser, session):
    cohort = drawn_lottery(session)
    manager, clerk = browser(Role.COHORT_MANAGER, "en"), browser(Role.CLERK, "en")

    assert manager.post(f"{staff_url(cohort)}/repetition", {"reason": ""}).status == 422
    assert manager.post(f"{staff_url(cohort)}/repetition", {"reason": "A name was missing."}).status == 303
    assert "A second person has to agree" in manager.get(staff_url(cohort)).words
    assert manager.post(f"{staff_url(cohort)}/repetition/agreement", {}).status == 422
    assert clerk.post(f"{staff_url(cohort)}/repetition/agreement", {}).status == 303
    session.expire_all()

    assert [bool(one.drawn_at) for one in queries.of_cohort(session, cohort.id)] == [True, True]


def test_repetition_can_be_decided_against(browser, session):
    cohort = drawn_lottery(session)
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.post(f"{staff_url(cohort)}/repetition", {"reason": "A name was missing."})

    assert browser(Role.CLERK).post(f"{staff_url(cohort)}/repetition/end", {}).status == 303
    assert "A second person decided against it" in browser(language="en").get(url(cohort)).words


def test_dry_run_says_what_to_expect_of_people_who_have_not_applied_yet(browser, session):
    cohort = make_cohort(
        session,
        capacity=10,
        selection=Selection.LOTTERY,
        opens_at=now() + DAY,
        closes_at=now() + 2 * DAY,
        starts_at=now() + 9 * DAY,
        ends_at=now() + 9 * DAY,
    )
    band(session, cohort, 5)

    page = browser(Role.CLERK, "en").get(f"{staff_url(cohort)}?try=y&n1-1=5&n0-1=20&n0-2=x")

    assert "People who live in the city" in page.words
    assert "everybody" in page.words
    assert "about 2 in 10" in page.words or "about 3 in 10" in page.words


def test_dry_run_is_the_same_each_time(browser, session):
    cohort = open_lottery(session)
    clerk = browser(Role.CLERK, "en")

    one, other = (clerk.get(f"{staff_url(cohort)}?try=y&n0-1=30&n0-2=3") for _ in range(2))

    assert one.words == other.words


def test_people_of_the_staff_without_the_right_look_and_cannot_press(browser, session):
    cohort = closed_lottery(session)
    page = browser(Role.PLACEMENT_OFFICER, "en").get(staff_url(cohort))

    assert page.status == 200
    assert "Draw now and tell everybody" not in page.words


# --- the applicant's own page -----------------------------------------------------------------------------------------


def own_page(browser, session, enrolment, language="en"):
    """The private page, as the link of a letter opens it."""
    visitor = browser(language=language)
    session.commit()
    receipt = enrolment.receipt
    with visitor.client.session_transaction() as cookie:
        cookie["granted:enrolment"] = [receipt]
    return visitor, f"/enrolments/{receipt}"


def test_applicant_reads_the_chance_before_the_draw_and_the_rank_after_it(browser, session):
    cohort = open_lottery(session)
    visitor, address = own_page(browser, session, all_in(session, cohort)[0])
    assert "so many would get a seat: about 4 in 10." in visitor.get(address).words

    cohort.closes_at = now() - timedelta(hours=1)
    session.flush()
    draws.freeze(session, cohort.id, by=None, at=now())
    page = visitor.get(address)
    assert "You are in the list for the draw." in page.words
    assert "so many get a seat: about 4 in 10." in page.words

    draws.draw_now(session, cohort.id, by=make_account(session), at=now())
    assert "of 5." in visitor.get(address).words


def test_private_page_costs_at_most_eight_statements_while_the_draw_is_to_come(browser, session, count_statements):
    cohort = open_lottery(session)
    band(session, cohort, 1)
    visitor, address = own_page(browser, session, all_in(session, cohort)[0])
    visitor.get(address)

    with count_statements() as seen:
        visitor.get(address)

    assert len(seen) <= 8


def test_draw_that_waits_stands_on_the_first_page_of_the_day(browser, session):
    cohort = closed_lottery(session)

    page = browser(Role.CLERK, "en").get("/staff/")

    assert "Draws that wait for you" in page.words
    assert page.select_one(f'a[href$="{staff_url(cohort)}"]')
