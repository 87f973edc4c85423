"""CRT-1, CRT-3 to CRT-5 as people meet them: the list with its button, the paper, the own page, the public check."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from tests.certificates.completed import all_certificates, completed, issued_one, over
from workforce.access import Role
from workforce.catalogue.models import CourseKind
from workforce.certificates.actions import correcting
from workforce.certificates.actions.cohorts import issue_one
from workforce.certificates.models import Certificate
from workforce.enrolment.views import throttled
from workforce.history import retention
from workforce.people.rules.receipts import shown_code

NOW = datetime.now(UTC)


def read(body):
    return PdfReader(io.BytesIO(body))


def words_of(body):
    return "".join(page.extract_text() for page in read(body).pages)


def let_in(browser, enrolment):
    with browser.client.session_transaction() as cookie:
        cookie["granted:enrolment"] = [enrolment.receipt]
    return browser


@pytest.fixture
def helper(session):
    """(enrolment, certificate): one that ends."""
    found = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)
    session.commit()
    return found


def test_manager_issues_for_all_who_are_ready_and_sees_why_others_are_not(browser, session):
    cohort = over(session)
    ready, late = completed(session, cohort, 1), completed(session, cohort, 2)
    late.person.birth_date = None
    session.commit()
    manager = browser(Role.COHORT_MANAGER, "en")

    page = manager.get(f"/staff/cohorts/{cohort.code}/certificates")
    assert "The birth date is missing." in page.words
    done = manager.follow(manager.submit(page))

    assert done.flash == "1 certificate is issued."
    session.expire_all()
    [certificate] = all_certificates(session)
    assert certificate.enrolment_id == ready.id
    assert not done.select("main form[method=post]")
    assert manager.submit(page).status == 422


def test_clerk_sees_the_list_and_has_no_button(browser, session):
    cohort = over(session)
    completed(session, cohort, 1)
    session.commit()

    assert not browser(Role.CLERK).get(f"/staff/cohorts/{cohort.code}/certificates").select("main form[method=post]")


def test_paper_says_who_and_what_with_a_back_in_their_language(browser, session):
    cohort = over(session, kind=CourseKind.CERTIFIED_HELPER)
    completed(session, cohort, 1, language="vi")
    session.commit()
    manager = browser(Role.COHORT_MANAGER)
    manager.submit(manager.get(f"/staff/cohorts/{cohort.code}/certificates"))

    status, body, _headers = manager.download(f"/staff/cohorts/{cohort.code}/certificates.pdf?size=a4")
    said = words_of(body).replace(" ", "").replace("　", "")

    assert (status, len(read(body).pages)) == (200, 2)
    assert "山田アアアイ" in said
    assert "昭和26年2月2日生" in said
    assert "Nhậpmônchămsóc" in said
    fonts = {str(font["/BaseFont"]) for page in read(body).pages for font in page["/Resources"]["/Font"].values()}
    assert any("BIZUDPMincho" in font for font in fonts)
    assert read(body).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert manager.download(f"/staff/cohorts/{cohort.code}/certificates.pdf?size=card")[0] == 200


def test_owner_finds_it_on_their_page_and_a_stranger_does_not(browser, session, helper):
    enrolment, certificate = helper
    own = let_in(browser(language="en"), enrolment)

    page = own.get(f"/enrolments/{enrolment.receipt}")
    assert "Your certificate NH-2026-00001 is ready." in page.words
    shown = own.get(f"/enrolments/{enrolment.receipt}/certificate")
    assert shown_code(certificate.code) in shown.words
    status, body, headers = own.download(f"/enrolments/{enrolment.receipt}/certificate.pdf?size=a4")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    assert browser().get(f"/enrolments/{enrolment.receipt}/certificate").status == 404
    assert browser().download(f"/enrolments/{enrolment.receipt}/certificate.pdf")[0] == 404


def test_owner_of_a_void_one_reads_when_and_why(browser, session, helper):
    enrolment, certificate = helper
    correcting.void(
        session, enrolment, certificate, reason="For staff alone", words="お名前がまちがっていました。", by=None, at=NOW
    )
    session.commit()

    own = let_in(browser(language="en"), enrolment)

    page = own.get(f"/enrolments/{enrolment.receipt}")
    assert "we had to make your certificate NH-2026-00001 void. It does not count any more." in page.words
    shown = own.get(f"/enrolments/{enrolment.receipt}/certificate")
    for words in (page.words, shown.words):
        assert "お名前がまちがっていました。" in words
        assert "For staff alone" not in words
    assert "Void since" in shown.words


def test_owner_of_a_new_one_reads_of_that_alone(browser, session, helper):
    enrolment, certificate = helper
    correcting.void(session, enrolment, certificate, reason="x", words="y", by=None, at=NOW)
    issue_one(session, enrolment, by=None, at=NOW)
    session.commit()

    page = let_in(browser(language="en"), enrolment).get(f"/enrolments/{enrolment.receipt}")

    assert "Your certificate NH-2026-00002 is ready." in page.words
    assert "void" not in page.words


def check(browser, number, code, language="en"):
    return browser(language=language).get(f"/certificates/check?number={number}&code={code}")


def test_anybody_checks_it_and_reads_no_name(browser, session, helper):
    enrolment, certificate = helper

    page = check(browser, "nh 2026 1", certificate.code.lower())

    assert "This certificate is real and valid." in page.words
    assert "First steps in care" in page.words
    assert enrolment.person.given_name not in page.words
    assert [field.get("value") for field in page.select("main form input")] == ["", ""], "the next one is another"


def test_wrong_number_and_wrong_code_get_the_same_answer(browser, helper):
    _enrolment, certificate = helper

    said = [
        check(browser, "NH-2026-00001", "0000-0000"),
        check(browser, "NH-2026-00002", shown_code(certificate.code)),
        check(browser, "SN-00001", "0000-0000"),
    ]

    assert len({page.select_one("[role=alert], .errors").get_text() for page in said}) == 1
    assert {page.status for page in said} == {422}


def test_guessing_comes_to_an_end(browser, helper):
    _enrolment, certificate = helper
    for _try in range(throttled.GUESSES[0].tries):
        check(browser, "NH-2026-00001", "0000-0000")

    assert "There were too many tries." in check(browser, "NH-2026-00001", shown_code(certificate.code)).words


@pytest.mark.parametrize(
    ("become", "said"),
    [
        ("void", "This certificate does not count any more."),
        ("replaced", "Another certificate was issued in the place of this one."),
        ("expired", "This certificate is real, but its time was over on"),
    ],
)
def test_check_says_what_became_of_it(browser, session, helper, become, said):
    enrolment, certificate = helper
    if become == "void":
        correcting.void(
            session, enrolment, certificate, reason="x", words="お名前がまちがっていました。", by=None, at=NOW
        )
    elif become == "replaced":
        correcting.replace(session, enrolment, certificate, reason="x", key="k", by=None, at=NOW)
    else:
        with retention(session):
            session.execute(update(Certificate).values(expires_on=certificate.issued_on))
    session.commit()

    assert said in check(browser, "NH-2026-00001", shown_code(certificate.code)).words


def test_page_of_one_certificate_leads_through_its_life(browser, session, helper):
    _enrolment, certificate = helper
    manager = browser(Role.COHORT_MANAGER, "en")
    at = f"/staff/certificates/{certificate.id}"
    found = manager.get("/staff/certificates?number=NH-2026-1")
    assert found.location.endswith(at)

    copied = manager.follow(manager.submit(manager.get(f"{at}/copies"), document="passport", reason="紛失"))
    assert "Copy 1 is noted. Print it now." in copied.flash
    status, body, _headers = manager.download(f"{at}.pdf?size=a4&copy=1")
    assert (status, "再交付" in words_of(body)) == (200, True)
    assert manager.download(f"{at}.pdf?size=a4&copy=2")[0] == 404

    short = {"office": "x", "document": "y", "since": "2026-05-02", "until": "2026-06-01"}
    assert manager.submit(manager.get(f"{at}/renewal"), **short).status == 422
    new = manager.follow(manager.submit(manager.get(f"{at}/replacement"), reason="改姓"))
    assert "A new certificate is issued" in new.flash
    void = manager.follow(
        manager.submit(manager.get(f"/staff/certificates/{certificate.id + 1}/voiding"), reason="x", words="y")
    )
    assert "NH-2026-00002 is void." in void.flash


def test_what_happened_to_it_stands_on_the_page_of_the_person(browser, session, helper):
    enrolment, _certificate = helper
    page = browser(Role.CLERK, "en").get(f"/staff/people/{enrolment.person_id}")

    assert "Certificate issued" in page.words


def test_register_is_listed_in_the_layout_of_the_prefecture(browser, session, helper):
    enrolment, _certificate = helper
    clerk = browser(Role.CLERK)

    status, body, _headers = clerk.download("/staff/certificates/registers/NH-2026.pdf")
    said = words_of(body)

    assert status == 200
    assert "修了者名簿" in said
    assert "昭和26年2月2日" in said.replace(" ", "")
    assert clerk.download("/staff/certificates/registers/NH-2026.xlsx")[0] == 200
    assert clerk.download("/staff/certificates/registers/NH-2026.xlsx?year=2026")[0] == 200
    assert clerk.download("/staff/certificates/registers/NH-2026.xlsx?year=2025")[0] == 404
    assert clerk.download(f"/staff/cohorts/{enrolment.cohort.code}/completers.xlsx")[0] == 200
    assert clerk.download("/staff/certificates/registers/XX-2026.xlsx")[0] == 404


def test_rule_of_a_register_is_set_by_an_administrator(browser, session):
    admin = browser(Role.ADMIN, "en")
    address = "/staff/policies/certificates/certificate_initial_training"

    refused = admin.submit(admin.get(address), letters="初", source="x")
    assert refused.status == 422
    shown = admin.submit(admin.get(address), letters="SK", source="要綱")
    assert "Numbered SK, anew each fiscal year" in shown.words
