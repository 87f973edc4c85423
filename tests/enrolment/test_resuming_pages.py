"""Going on later, on this device or another."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from tests.enrolment.visitor import BIRTH, CONTACT, NAME, fill_in, send
from tests.make import make_open_cohort
from workforce import links
from workforce.enrolment.models import Draft, Enrolment
from workforce.links import Purpose
from workforce.outbox import Message


def begin(visitor, cohort):
    """The name is written, the date of birth half, and it is time to leave: the page that shows the code."""
    page = send(visitor, visitor.get(f"/cohorts/{cohort.code}/enrol"), **NAME)
    return send(visitor, page, birth_year="1990", later="yes")


def code_on(page):
    return page.select_one(".receipt b").get_text()


def count(session, model):
    return session.scalar(select(func.count(model.id)))


def test_code_opens_the_form_on_another_device_where_it_was_left(browser, session):
    cohort = make_open_cohort(session)
    code = code_on(begin(browser(language="en"), cohort))
    phone = browser(language="vi")

    page = send(phone, phone.get("/resume"), code=code.lower().replace("-", " "))

    assert page.form("#enrol-form")[0] == f"/vi/cohorts/{cohort.code}/enrol/birth"
    assert page.form("#enrol-form")[1]["birth_year"] == "1990"
    for values in (BIRTH, CONTACT, {}, {}):
        page = send(phone, page, **values)
    assert page.select_one(".receipt")
    assert count(session, Enrolment) == 1


def test_address_with_the_code_only_fills_it_in(browser, session):
    code = code_on(begin(browser(language="en"), make_open_cohort(session)))
    phone = browser(language="en")

    page = phone.get(f"/resume/{code}")
    assert page.form("#resume-form")[1]["code"] == code

    assert send(phone, page).select_one("#birth_year")


def test_code_itself_is_nowhere_in_the_database(browser, session):
    code = code_on(begin(browser(language="en"), make_open_cohort(session))).replace("-", "")

    draft = session.scalars(select(Draft)).one()

    assert code not in f"{draft.code_hash}{draft.answers}"


def test_form_can_be_left_before_anything_is_written(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")

    page = send(visitor, visitor.get(f"/cohorts/{cohort.code}/enrol"), later="yes")

    assert page.h1.get_text() == "Your answers are saved"
    assert visitor.follow(visitor.get(page.select_one("main a.button--primary")["href"])).select_one("#family_name")


def test_wrong_code_is_explained_and_guesses_are_stopped(browser, session):
    guesser = browser(language="en")
    page = guesser.get("/resume")

    answers = [guesser.submit(page, code=f"0000-00{n:02}") for n in range(11)]

    assert {answer.status for answer in answers} == {422}
    assert "No application waits under this code" in answers[0].error("code")
    assert "too many tries" in answers[10].select_one(".summary").get_text()


def test_right_code_does_not_help_who_has_guessed_too_often(browser, session):
    code = code_on(begin(browser(language="en"), make_open_cohort(session)))
    guesser = browser(language="en")
    page = guesser.get("/resume")
    for n in range(10):
        guesser.submit(page, code=f"0000-000{n}")

    assert guesser.submit(page, code=code).status == 422


def test_code_is_eight_signs(browser, session):
    visitor = browser(language="en")

    page = visitor.submit(visitor.get("/resume"), code="123")

    assert page.status == 422
    assert "eight letters and digits" in page.error("code")


def test_after_fourteen_days_the_form_is_gone(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    code = code_on(begin(visitor, cohort))
    session.execute(update(Draft).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    session.commit()

    assert visitor.submit(visitor.get("/resume"), code=code).status == 422
    assert visitor.get(f"/cohorts/{cohort.code}/enrol").form("#enrol-form")[1]["family_name"] == ""


def test_expired_form_that_is_still_open_begins_anew_with_what_the_page_held(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = send(visitor, visitor.get(f"/cohorts/{cohort.code}/enrol"), **NAME)
    session.execute(update(Draft).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    session.commit()

    page = send(visitor, page, **BIRTH)

    assert page.select_one("#family_name"), "the page that is missing now"


def test_link_by_mail_shows_first_and_takes_the_form_with_a_button(app, browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = send(visitor, begin(visitor, cohort), mail="Hanako@Example.jp")
    assert "hanako@example.jp" in page.flash
    letter = session.scalars(select(Message)).one()
    assert (letter.template, letter.address, letter.person_id) == ("draft_resume", "hanako@example.jp", None)
    with app.test_request_context():
        address = links.address(Purpose.DRAFT, the_key(session), language="vi", at=datetime.now(UTC))
    phone = browser(language="en")

    page = phone.get(address.partition("127.0.0.1:8000")[2])
    assert phone.get(f"/cohorts/{cohort.code}/enrol").form("#enrol-form")[1]["family_name"] == ""

    page = send(phone, page)
    assert page.form("#enrol-form")[1]["birth_year"] == "1990"
    assert "with the code or the link that you have already" in phone.get(f"/en/cohorts/{cohort.code}/later").words


def the_key(session):
    return session.scalars(select(Draft)).one().code_hash


def test_link_that_is_not_ours_opens_nothing(browser, session):
    page = browser(language="en").get("/resume/link/nonsense")

    assert page.status == 404
    assert page.select_one("#code")


def test_letters_with_the_link_are_three_at_most(browser, session):
    visitor = browser(language="en")
    page = begin(visitor, make_open_cohort(session))

    answers = [visitor.submit(page, mail="hanako@example.jp") for _ in range(4)]

    assert [answer.status for answer in answers] == [303, 303, 303, 422]
    assert count(session, Message) == 3


def ask_for_the_link(browser, cohort, *, mail, address):
    """A visitor at `address` begins a form and lets its link be sent; the answer."""
    visitor = browser(language="en")
    action, fields = begin(visitor, cohort).form()
    return visitor.client.post(
        action, data=fields | {"mail": mail}, environ_overrides={"REMOTE_ADDR": address}
    ).status_code


def test_many_forms_cannot_fill_one_letter_box(browser, session):
    cohort = make_open_cohort(session)

    answers = [ask_for_the_link(browser, cohort, mail="hanako@example.jp", address=f"192.0.2.{n}") for n in range(4)]

    assert answers == [303, 303, 303, 422]
    assert count(session, Message) == 3


def test_one_household_cannot_fill_many_letter_boxes(browser, session):
    cohort = make_open_cohort(session)

    answers = [ask_for_the_link(browser, cohort, mail=f"{n}@example.jp", address=f"2001:db8::{n:x}") for n in range(11)]

    assert answers == [303] * 10 + [422]
    assert count(session, Message) == 10


def test_mail_address_for_the_link_is_checked(browser, session):
    visitor = browser(language="en")

    page = visitor.submit(begin(visitor, make_open_cohort(session)), mail="nobody")

    assert page.status == 422
    assert page.error("mail")


def test_page_for_later_without_a_form_leads_to_the_form(browser, session):
    cohort = make_open_cohort(session)

    assert browser().get(f"/cohorts/{cohort.code}/later").location == f"/ja/cohorts/{cohort.code}/enrol"


def test_code_of_a_form_that_was_sent_is_gone(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    page = begin(visitor, cohort)
    code = code_on(page)
    page = visitor.follow(visitor.get(page.select_one("main a.button--primary")["href"]))
    for values in (BIRTH, CONTACT, {}, {}):
        page = send(visitor, page, **values)

    assert browser(language="en").submit(visitor.get("/resume"), code=code).status == 422


# --- the device where it was begun, perhaps in a library --------------------------------------------------------------


def finish(visitor, page):
    for values in (BIRTH, CONTACT, {}, {}):
        page = send(visitor, page, **values)
    return page


def test_form_that_went_on_elsewhere_is_gone_from_the_device_where_it_was_begun(browser, session):
    cohort = make_open_cohort(session)
    library, home = browser(language="en"), browser(language="en")
    later = begin(library, cohort)
    old_page = library.get(f"/cohorts/{cohort.code}/enrol/birth")

    page = send(home, home.get("/resume"), code=code_on(later))

    assert library.get(f"/cohorts/{cohort.code}/enrol").form("#enrol-form")[1]["family_name"] == ""
    assert "山田" not in send(library, old_page, **BIRTH).get_text()
    finish(home, page)
    assert session.scalars(select(Enrolment)).one()


def test_next_visitor_sees_nothing_of_a_form_that_was_sent_from_home(browser, session):
    cohort = make_open_cohort(session)
    library, home = browser(language="en"), browser(language="en")
    later = begin(library, cohort)
    old_page = library.get(f"/cohorts/{cohort.code}/enrol/birth")
    assert finish(home, send(home, home.get("/resume"), code=code_on(later))).select_one(".receipt")

    for page in (library.get(f"/cohorts/{cohort.code}/enrol"), library.submit(old_page, **BIRTH)):
        page = library.follow(page)
        assert not page.select_one(".receipt")
        assert page.select_one("#enrol-form")
    assert library.get(f"/enrolments/{session.scalars(select(Enrolment.receipt)).one()}").status == 404


def test_code_still_leads_on_from_the_next_device(browser, session):
    cohort = make_open_cohort(session)
    code = code_on(begin(browser(language="en"), cohort))

    for device in (browser(language="en"), browser(language="en")):
        assert send(device, device.get("/resume"), code=code).select_one("#birth_year")


def test_code_typed_where_the_form_is_open_leaves_its_other_windows_alone(browser, session):
    cohort = make_open_cohort(session)
    visitor = browser(language="en")
    later = begin(visitor, cohort)
    window = visitor.get(f"/cohorts/{cohort.code}/enrol/birth")

    send(visitor, visitor.get("/resume"), code=code_on(later))

    assert send(visitor, window, **BIRTH).select_one("#mail")
    assert count(session, Draft) == 1


def test_form_that_was_sent_shows_nothing_to_another_browser_that_has_its_key(browser, session):
    cohort = make_open_cohort(session)
    visitor, other = browser(language="en"), browser(language="en")
    later = begin(visitor, cohort)
    old_page = visitor.get(f"/cohorts/{cohort.code}/enrol/birth")
    finish(visitor, visitor.follow(visitor.get(later.select_one("main a.button--primary")["href"])))
    action, fields = old_page.form("#enrol-form")
    del fields["csrf_token"]

    page = other.post(action, fields | BIRTH)

    assert page.status == 409
    assert page.h1.get_text() == "This application was sent already"
    assert page.select_one("main a.button--primary")["href"] == "/en/enrolments/find"
    receipt = session.scalars(select(Enrolment.receipt)).one()
    assert receipt not in str(page)
    assert other.get(f"/enrolments/{receipt}").status == 404


def test_device_that_was_left_opens_the_application_no_more(browser, session):
    visitor = browser(language="en")
    review = fill_in(visitor, make_open_cohort(session))
    receipt = send(visitor, review)

    page = visitor.follow(visitor.submit(receipt, "main form[action$=leaving]"))

    assert "use the link in our letter" in page.flash
    assert visitor.get(receipt.url).status == 404
    assert visitor.submit(review).status == 409, "and a page that is still open does not lead back in"
