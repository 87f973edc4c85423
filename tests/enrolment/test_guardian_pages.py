"""What a guardian reads and presses, by the link in the letter or by the code on the paper."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.enrolment.enrolled import enrolled, young
from tests.enrolment.visitor import BIRTH, CONTACT, GUARDIAN, enrol, fill_in, send
from tests.make import make_course, make_open_cohort, saved
from workforce import links
from workforce.access import Role
from workforce.catalogue.models import FeeKind, FeeLine
from workforce.enrolment.models import Consent, Enrolment, GuardianRequest, State
from workforce.enrolment.models.consents import Channel, Purpose
from workforce.enrolment.rules.guardians import NamedGuardian, code_of
from workforce.money.models import LedgerLine
from workforce.outbox import Message
from workforce.people.models import Person

NOW = datetime.now(UTC)
FATHER = NamedGuardian("山田 一郎", "父", "en", "chichi@example.jp")
MINOR = BIRTH | {"birth_year": str(NOW.year - 16)}
YES = {"taking_part": "yes", "photographs": "no", "guardian_name": "山田 一郎", "relation": "父"}


@pytest.fixture
def cohort(session):
    return make_open_cohort(session, course=make_course(session, questions=["photo_consent"]))


@pytest.fixture
def girl(session, cohort):
    return enrolled(session, cohort, birth_date=young(), guardian=FATHER, family="田中", given="美咲")


def request_of(session, enrolment):
    return session.scalars(
        select(GuardianRequest).where(GuardianRequest.enrolment_id == enrolment.id, GuardianRequest.ended_at.is_(None))
    ).one()


def link(app, session, enrolment, *, at=NOW, **claims):
    with app.app_context():
        return links.mint(
            links.Purpose.GUARDIAN, request_of(session, enrolment).id, at=at, lasts=timedelta(days=30), **claims
        )


@pytest.fixture
def father(app, browser, session, girl):
    """At the page that his link opens, in the language in which he was asked."""
    return browser(language="en").get(f"/l/guardian/{link(app, session, girl)}")


def test_link_leads_on_to_the_page_in_the_guardians_language(father):
    assert re.match(r".*/en/guardian/", father.location)


def test_guardian_reads_who_asks_for_what_and_until_when(browser, father):
    page = browser(language="en").get(father.location)

    assert page.status == 200
    for words in ("田中 美咲 would like to join", "Please answer by", "First steps in care", "What it costs Nothing"):
        assert words in page.words
    assert page.select_one("[name=photographs]")
    assert not page.select_one("[name=news]"), "this course does not ask for it"


def test_guardian_says_yes_and_sees_what_was_agreed(browser, session, girl, father):
    visitor = browser(language="en")

    page = visitor.follow(visitor.submit(visitor.get(father.location), **YES))

    assert page.h1.get_text() == "What you agreed to"
    assert session.get(Enrolment, girl.id).state is State.CONFIRMED
    assert {word.purpose: word.given for word in session.scalars(select(Consent))} == {
        Purpose.TAKING_PART: True,
        Purpose.PHOTOGRAPHS: False,
    }
    assert "We tell" not in page.words


def test_missing_answers_are_named_and_what_was_typed_stays(browser, father):
    visitor = browser(language="en")

    page = visitor.submit(visitor.get(father.location), guardian_name="山田 一郎")

    assert page.status == 422
    assert "Choose yes or no" in page.error("taking_part")
    assert page.select_one("[name=guardian_name]")["value"] == "山田 一郎"


def test_language_switch_keeps_what_was_typed(browser, father):
    visitor = browser(language="en")

    page = visitor.submit(visitor.get(father.location), **YES, switch_language="vi")
    assert page.status == 307
    page = visitor.post(page.location, YES | {"switch_language": "vi"})

    assert page.select_one("[name=guardian_name]")["value"] == "山田 一郎"
    assert page.html["lang"] == "vi"


def test_no_asks_once_more_and_then_ends_the_application(browser, session, girl, father):
    visitor = browser(language="en")
    sure = visitor.submit(visitor.get(father.location), **YES | {"taking_part": "no"})
    assert "Do you really not agree?" in sure.words
    assert session.get(Enrolment, girl.id).state is State.WAITING_FOR_GUARDIAN

    page = visitor.follow(visitor.submit(sure))

    assert session.get(Enrolment, girl.id).state is State.CANCELLED
    assert "Your no is noted" in page.flash
    assert "has ended" in page.words


def test_guardian_takes_photographs_back_and_gives_them_again(browser, session, girl, father):
    visitor = browser(language="en")
    page = visitor.follow(visitor.submit(visitor.get(father.location), **YES | {"photographs": "yes"}))

    page = visitor.follow(visitor.submit(page, "main form[action*=consents]"))
    assert "Not allowed" in page.words
    page = visitor.follow(visitor.submit(page, "main form[action*=consents]"))
    assert "Not allowed" not in page.words


def test_guardian_takes_everything_back_after_reading_what_follows(browser, session, girl, father):
    visitor = browser(language="en")
    page = visitor.follow(visitor.submit(visitor.get(father.location), **YES))

    asking = visitor.get(page.select_one("main a[href*=revocation]")["href"])
    assert "the seat goes to somebody else" in asking.words
    visitor.submit(asking)

    assert session.get(Enrolment, girl.id).state is State.CANCELLED


def test_guardian_reads_what_taking_it_back_costs(browser, session, cohort, girl, father):
    saved(session, FeeLine(cohort_id=cohort.id, kind=FeeKind.TUITION, yen=5000))
    visitor = browser(language="en")
    page = visitor.follow(visitor.submit(visitor.get(father.location), **YES))

    asking = visitor.get(page.select_one("main a[href*=revocation]")["href"])
    assert "Nothing has been paid yet of the fee of ¥5,000." in asking.words
    assert "By our table, cancelling today costs" in asking.words
    stays = re.search(r"¥([\d,]+) is still to be paid|nothing is to be paid", asking.words)
    visitor.submit(asking)

    owed = sum(session.scalars(select(LedgerLine.yen).where(LedgerLine.enrolment_id == girl.id)))
    assert owed == int((stays[1] or "0").replace(",", "")), "what was shown is what is booked"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.WAITLISTED, "loses the place on the waiting list"),
        (State.APPLIED, "does not take part when the seats are given"),
    ],
)
def test_guardian_of_somebody_without_a_seat_loses_no_seat(browser, session, girl, father, state, words):
    visitor = browser(language="en")
    page = visitor.follow(visitor.submit(visitor.get(father.location), **YES))
    session.execute(update(Enrolment).values(state=state))

    assert words in visitor.get(page.select_one("main a[href*=revocation]")["href"]).words


def test_second_tab_shows_what_was_agreed_and_says_so(browser, session, girl, father):
    visitor, mother = browser(language="en"), browser(language="en")
    open_tab = mother.get(father.location)
    visitor.submit(visitor.get(father.location), **YES)

    page = mother.submit(open_tab, **YES | {"taking_part": "no"})

    assert "Somebody has answered already" in page.words
    assert session.get(Enrolment, girl.id).state is State.CONFIRMED


def test_forged_expired_and_foreign_links_open_nothing(app, browser, session, girl):
    visitor = browser(language="en")
    with app.app_context():
        foreign = links.mint(links.Purpose.ENROLMENT, girl.receipt, at=NOW, lasts=timedelta(days=1))
    old = link(app, session, girl, at=NOW - timedelta(days=40))

    for token in ("x", link(app, session, girl)[:-2] + "xx", foreign, old):
        page = visitor.get(f"/guardian/{token}")
        assert page.status == 410
        assert "opens nothing any more" in page.words
        assert visitor.post(f"/guardian/{token}", YES).status == 410


def test_of_somebody_of_age_the_link_shows_nothing_more(browser, session, girl, father):
    session.execute(update(Person).values(birth_date=NOW.date().replace(year=NOW.year - 19)))

    page = browser(language="en").get(father.location)

    assert page.status == 410
    assert "of age now" in page.words
    assert "美咲" not in str(page.main)


def test_after_the_hold_the_page_says_until_when_it_was(browser, session, girl, father):
    session.execute(update(Enrolment).values(held_until=NOW - timedelta(hours=1)))

    page = browser(language="en").get(father.location)

    assert page.status == 410
    assert "The time to answer is over" in page.words


def test_after_another_guardian_was_named_the_first_link_says_so(browser, session, girl, father):
    request = request_of(session, girl)
    request.ended_at = NOW
    session.commit()

    page = browser(language="en").get(father.location)

    assert "names somebody else" in page.words
    assert "美咲" not in str(page.main)


# --- the paper --------------------------------------------------------------------------------------------------------


def test_code_on_the_paper_opens_the_same_page_and_the_answer_says_so(app, browser, session, girl):
    visitor, request = browser(language="en"), request_of(session, girl)
    code = code_of(request.id, request.made_at, app.secret_key)

    page = visitor.follow(visitor.submit(visitor.get("/guardian"), receipt=girl.receipt, code=code.lower()))
    visitor.submit(page, **YES)

    assert session.get(Enrolment, girl.id).state is State.CONFIRMED
    assert set(session.scalars(select(Consent.channel))) == {Channel.PAPER_LINK}


def test_ten_wrong_codes_are_enough_for_a_day(app, browser, session, girl):
    visitor, request = browser(language="en"), request_of(session, girl)
    for _ in range(10):
        page = visitor.submit(visitor.get("/guardian"), receipt=girl.receipt, code="0000-0000")
    assert "do not belong together" in page.error("code")
    code = code_of(request.id, request.made_at, app.secret_key)

    page = visitor.submit(visitor.get("/guardian"), receipt=girl.receipt, code=code)

    assert "too many tries" in page.words


def test_paper_is_a_page_of_pdf_for_the_applicant_and_for_staff(app, browser, session, girl):
    clerk = browser(Role.CLERK)
    answer = clerk.client.get(f"/ja/staff/enrolments/{girl.receipt}/guardian/paper.pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert b"/Count 1" in answer.data or answer.data.count(b"/Type /Page\n") <= 1


# --- the form and the private page ------------------------------------------------------------------------------------


def test_minor_names_a_guardian_in_the_form_and_an_adult_is_never_asked(browser, session, cohort):
    visitor = browser(language="en")

    receipt = enrol(visitor, cohort, birth=MINOR, questions={"photo_consent": "yes"})

    assert receipt.h1.get_text() == "A seat is held for you"
    assert "We wrote to 山田 一郎" in receipt.words
    assert session.scalars(select(Message.template).where(Message.person_id.is_(None))).all() == ["guardian_request"]
    adult = browser(language="en")
    enrol(adult, cohort, contact={"mail": "z@example.jp"}, questions={"photo_consent": "yes"})
    assert session.query(GuardianRequest).count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (GUARDIAN | {"mail": CONTACT["mail"]}, "mail", "applicant's own mail address"),
        (GUARDIAN | {"mail": ""}, "mail", "or choose the paper"),
        (GUARDIAN | {"mail": "chichi"}, "mail", "@"),
        (GUARDIAN | {"guardian_name": ""}, "guardian_name", "Write the name"),
    ],
)
def test_guardian_that_cannot_be_asked_is_refused_in_plain_words(browser, cohort, typed, field, sentence):
    visitor = browser(language="en")
    page = fill_in(visitor, cohort, birth=MINOR, guardian={})
    while not page.select_one("[name=guardian_name]"):
        page = send(visitor, page)

    page = visitor.submit(page, **typed)

    assert page.status == 422
    assert sentence in page.error(field)


def test_applicant_names_another_guardian_and_sends_the_letter_again(browser, session, cohort):
    visitor = browser(language="en")
    receipt = enrol(visitor, cohort, birth=MINOR, questions={"photo_consent": "yes"})

    receipt = visitor.follow(visitor.submit(receipt, "main form[action*=letter]"))
    assert "once more" in receipt.flash
    naming = visitor.get(receipt.select_one("main a[href$='/guardian']")["href"])
    assert naming.select_one("[name=guardian_name]")["value"] == "山田 一郎"
    page = visitor.follow(
        visitor.submit(naming, **GUARDIAN | {"guardian_name": "山田 京子", "mail": "haha@example.jp"})
    )

    assert "We wrote to 山田 京子" in page.words
    assert session.query(GuardianRequest).filter(GuardianRequest.ended_at.is_(None)).count() == 1


def test_whoever_came_of_age_takes_the_seat_with_a_button(browser, session, cohort):
    visitor = browser(language="en")
    receipt = enrol(visitor, cohort, birth=MINOR, questions={"photo_consent": "yes"})
    session.execute(update(Person).values(birth_date=NOW.date().replace(year=NOW.year - 19)))

    page = visitor.get(receipt.url)
    page = visitor.follow(visitor.submit(page, "main form[action*=of-age]"))

    assert page.h1.get_text() == "You have a seat"


# --- consents ---------------------------------------------------------------------------------------------------------


def test_person_takes_photographs_back_at_once_and_the_board_shows_it(browser, session, cohort):
    visitor = browser(language="en")
    receipt = enrol(visitor, cohort, questions={"photo_consent": "yes"})
    clerk = browser(Role.CLERK, language="en")
    assert "No photographs" not in clerk.get(f"/staff/cohorts/{cohort.code}").words

    page = visitor.get(receipt.select_one("main a[href$=consents]")["href"])
    page = visitor.follow(visitor.submit(page))

    assert "Not allowed" in page.words
    assert "No photographs" in clerk.get(f"/staff/cohorts/{cohort.code}").words
    page = visitor.follow(visitor.submit(page))
    assert "Not allowed" not in page.words
    assert [word.given for word in session.scalars(select(Consent).order_by(Consent.id))] == [True, False, True]


def test_minor_can_say_no_alone_but_not_yes(browser, session, cohort):
    visitor = browser(language="en")
    receipt = enrol(visitor, cohort, birth=MINOR, questions={"photo_consent": "yes"})

    page = visitor.get(receipt.select_one("main a[href$=consents]")["href"])
    assert "counts when your guardian says yes as well" in page.words
    page = visitor.follow(visitor.submit(page))
    assert "only your guardian can allow this" in page.words
    page = visitor.post(page.url, {"purpose": "photographs", "given": "yes"})
    assert "Under 18 nobody says yes to this alone" in page.words


def test_staff_note_what_a_person_says_by_telephone(browser, session, cohort):
    enrol(browser(), cohort, questions={"photo_consent": "yes"})
    clerk = browser(Role.CLERK, language="en")
    [person_id] = session.scalars(select(Enrolment.person_id))

    page = clerk.get(f"/staff/people/{person_id}")
    assert "What this person allows" in page.words
    page = clerk.follow(clerk.submit(page, "main form[action*=consents]"))

    assert "No, the person, by telephone" in page.words
    assert session.scalars(select(Consent).order_by(Consent.id.desc())).first().recorded_by_id == clerk.account.id


def test_paper_is_recorded_with_what_it_allows(browser, session, girl):
    clerk = browser(Role.CLERK, language="en")
    page = clerk.get(f"/staff/enrolments/{girl.receipt}/consent")
    assert page.select_one("[name=guardian_name]")["value"] == "山田 一郎"

    clerk.submit(page, signed_on=str(NOW.date()), photographs="yes")

    words = {word.purpose: word for word in session.scalars(select(Consent))}
    assert words[Purpose.PHOTOGRAPHS].given
    assert {word.channel for word in words.values()} == {Channel.PAPER}
    assert words[Purpose.TAKING_PART].language == "en"


def test_staff_name_a_guardian_and_send_the_letter_again(browser, session, cohort):
    girl = enrolled(session, cohort, birth_date=young())
    clerk = browser(Role.CLERK, language="en")
    page = clerk.get(f"/staff/enrolments/{girl.receipt}")
    assert "Nobody named yet" in page.words

    page = clerk.follow(clerk.submit(clerk.get(f"/staff/enrolments/{girl.receipt}/guardian"), **GUARDIAN))
    page = clerk.follow(clerk.submit(page, "main form[action*=letter]"))

    assert "once more" in page.flash
    assert session.query(Message).filter(Message.person_id.is_(None)).count() == 2


def test_counter_takes_the_guardian_of_somebody_under_age(browser, session, cohort):
    clerk = browser(Role.CLERK, language="en")
    page = clerk.get(f"/staff/counter?cohort={cohort.code}")
    typed = {"family_kana": "タナカ", "given_kana": "ミサキ", "family_name": "田中", "given_name": "美咲"}
    typed |= {"birth_date": str(young()), "phone": "090-1111-2222", "guardian_name": "田中 京子"}

    page = clerk.submit(page, "#counter", **typed)
    assert "what they are to this person" in page.error("guardian_name")
    page = clerk.follow(clerk.submit(page, "#counter", **typed, relation="母", guardian_language="vi"))

    assert "Print the guardian's paper" in page.words
    assert session.scalars(select(GuardianRequest.language)).all() == ["vi"]
