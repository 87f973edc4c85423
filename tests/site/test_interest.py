"""Nothing fits: leaving a mail address."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import MONDAY, make_account, make_course
from workforce import history
from workforce.access import Role
from workforce.catalogue.actions.interest import answer_interest, note_interest
from workforce.catalogue.models import CourseState, Interest
from workforce.operations import retention
from workforce.settings import Keeping


def noted(session):
    return list(session.scalars(select(Interest).order_by(Interest.id)))


def test_mail_language_and_wishes_are_noted(browser, session):
    visitor = browser(language="vi")

    page = visitor.submit(visitor.get("/interest?day=5&fee=0"), mail="Hoa@Example.jp ")

    [interest] = noted(session)
    assert (interest.mail, interest.language) == ("hoa@example.jp", "vi")
    assert interest.wishes == {"day": [5], "fee": 0}
    assert "hoa@example.jp" in visitor.follow(page).flash


def test_course_asked_for_is_named_and_noted(browser, session):
    course = make_course(session)
    visitor = browser(language="en")
    page = visitor.get(f"/interest?course={course.slug}")

    visitor.submit(page, mail="hoa@example.jp")

    assert "First steps in care" in page.words
    assert noted(session)[0].course_id == course.id


def test_course_that_is_not_offered_is_not_found(browser, session):
    course = make_course(session, state=CourseState.DRAFT)

    assert browser().get(f"/interest?course={course.slug}").status == 404
    assert browser().get("/interest?course=nothing").status == 404


@pytest.mark.parametrize("mail", ["", "hanako", "hanako@", "あ@example.jp"])
def test_address_that_cannot_be_one_is_explained_beside_the_field(browser, session, mail):
    visitor = browser(language="en")

    page = visitor.submit(visitor.get("/interest?day=5"), mail=mail)

    assert page.status == 422
    assert page.error("mail")
    assert page.select_one("#mail")["value"] == mail
    assert page.form()[0] == "/en/interest?day=5"
    assert noted(session) == []


def test_language_changes_without_losing_what_was_typed_or_wished(browser):
    visitor = browser(language="en")
    action, fields = visitor.get("/interest?day=5").form()

    answer = visitor.post(action, fields | {"mail": "hoa@exa", "switch_language": "vi"})

    assert (answer.status, answer.location) == (307, "/vi/interest?day=5")
    assert "language=vi" in answer.headers["Set-Cookie"]
    page = visitor.post(answer.location, fields | {"mail": "hoa@exa", "switch_language": "vi"})
    assert page.html["lang"] == "vi"
    assert page.select_one("#mail")["value"] == "hoa@exa"


def test_asking_twice_for_the_same_renews_the_first(session):
    note_interest(session, mail="hoa@example.jp", language="ja", wishes={"day": [5]}, at=MONDAY)
    later = MONDAY + timedelta(days=1)

    note_interest(session, mail="hoa@example.jp", language="vi", wishes={"day": [5]}, at=later)
    note_interest(session, mail="hoa@example.jp", language="vi", wishes={"fee": 0}, at=later)

    assert [(one.language, one.wishes) for one in noted(session)] == [("vi", {"day": [5]}), ("vi", {"fee": 0})]


def test_staff_see_who_waits_for_what_and_take_them_off_the_list(browser, session):
    course = make_course(session)
    note_interest(session, mail="hoa@example.jp", language="vi", course=course, wishes={}, at=MONDAY)
    note_interest(session, mail="ken@example.jp", language="ja", wishes={"day": [5], "fee": 0}, at=MONDAY)
    clerk = browser(Role.CLERK, language="en")

    page = clerk.get("/staff/interests")
    after = clerk.follow(clerk.submit(page))

    assert "First steps in care Tiếng Việt hoa@example.jp" in page.words
    assert "Saturday, Free of charge 日本語 ken@example.jp" in page.words
    assert "hoa@example.jp" in after.flash
    assert "hoa@example.jp" not in after.table.get_text()
    assert "Nobody waits for dates." in clerk.follow(clerk.submit(after)).words


def test_answering_twice_is_told_once(session):
    clerk = make_account(session)
    interest = note_interest(session, mail="hoa@example.jp", language="vi", wishes={}, at=MONDAY)

    for _ in range(2):
        answer_interest(session, interest, by=clerk, at=MONDAY + timedelta(days=1))

    assert [entry.what for entry in history.of(session, "interest", [interest.id])] == ["answered", "noted"]


def test_address_is_deleted_after_a_year(app, session):
    note_interest(session, mail="old@example.jp", language="ja", wishes={}, at=MONDAY - timedelta(days=365))
    note_interest(session, mail="new@example.jp", language="ja", wishes={}, at=MONDAY)

    session.commit()
    with app.app_context():
        assert retention.run(lambda: MONDAY, Keeping()) == {"wishes": 1}

    assert [one.mail for one in noted(session)] == ["new@example.jp"]
