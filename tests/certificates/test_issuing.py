"""CRT-1, CRT-2: issued for a cohort in one action, numbered without a gap, frozen, one for each person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tests.attendance.taught import make_taught, seated
from tests.certificates.completed import (
    NOW,
    PROVIDER,
    all_certificates,
    completed,
    issue,
    issued_one,
    loaded,
    over,
    ready_mark,
)
from tests.enrolment.applying import record, somebody
from tests.make import make_person
from workforce.catalogue.models import CourseKind
from workforce.certificates.actions import cohorts as actions
from workforce.certificates.actions import correcting, refusals
from workforce.certificates.actions.correcting import Work
from workforce.certificates.models import Certificate, CertificateNumbering
from workforce.certificates.queries import certificates as queries
from workforce.certificates.queries import readiness
from workforce.certificates.rules.worth import Worth
from workforce.enrolment.actions import moves
from workforce.enrolment.actions.merging import merge
from workforce.outbox import Message
from workforce.people.models import Document, Person

BY = {"by": None, "at": NOW}
TODAY = date(2026, 5, 1)
YEAR = timedelta(days=365)


def ready_letters(session):
    return list(session.scalars(select(Message).where(Message.template == "certificate_ready")))


def test_everybody_complete_gets_one_and_the_rest_gets_none(app, session):
    cohort = over(session)
    people = [completed(session, cohort, n) for n in (1, 2)]
    absent = seated(session, cohort, application=somebody(3))

    made = issue(session, cohort)

    assert [(one.register, one.number) for one in made] == [("NM-2026", 1), ("NM-2026", 2)]
    assert {one.enrolment_id for one in made} == {one.id for one in people}
    assert len({one.code for one in made}) == 2
    found = {one.enrolment.id: one for one in readiness.candidates(session, cohort.id, at=NOW)}
    assert not found[absent.id].is_ready
    assert sum(gap.minutes for gap in found[absent.id].standing.gaps) == 300
    assert len(ready_letters(session)) == 2


def test_second_press_issues_nothing_more(app, session):
    cohort = over(session)
    completed(session, cohort, 1)
    seen = ready_mark(session, cohort)
    issue(session, cohort)

    with pytest.raises(refusals.NobodyReady):
        actions.issue_all(session, loaded(session, cohort), seen=seen, **BY)
    assert len(all_certificates(session)) == 1


def test_list_that_has_changed_is_looked_at_again(app, session):
    cohort = over(session)
    completed(session, cohort, 1)
    seen = ready_mark(session, cohort)
    completed(session, cohort, 2)

    with pytest.raises(refusals.SeenBefore):
        actions.issue_all(session, loaded(session, cohort), seen=seen, **BY)
    assert all_certificates(session) == []


def test_content_is_what_stands_on_the_paper(app, session):
    enrolment, certificate = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)

    content = certificate.content
    assert (content["number"], content["name"]) == ("NH-2026-00001", enrolment.person.name)
    assert content["birth"] == "昭和26年2月2日"
    assert (content["completed"], content["issued"]) == ("令和8年4月2日", "令和8年5月1日")
    assert (content["expires"], certificate.expires_on) == ("令和11年5月1日", date(2029, 5, 1))
    assert (content["issuer"]["provider"], content["back"]) == (PROVIDER.provider, "en")


def test_new_name_changes_nothing_on_what_was_issued(app, session):
    enrolment, certificate = issued_one(session)
    before = certificate.content["name"]
    enrolment.person.family_name = "鈴木"
    session.flush()
    session.expire_all()

    assert all_certificates(session)[0].content["name"] == before


def test_neither_a_certificate_nor_its_number_is_changed_or_deleted(app, session):
    _enrolment, certificate = issued_one(session)
    session.commit()

    with pytest.raises(DBAPIError):
        session.execute(update(Certificate).values(code="x"))
    session.rollback()
    with pytest.raises(DBAPIError):
        session.execute(delete(Certificate).where(Certificate.id == certificate.id))
    session.rollback()


def test_without_issuer_or_register_nothing_is_issued(app, session):
    cohort = make_taught(session, kind=CourseKind.INTRODUCTORY_TRAINING)
    completed(session, cohort, 1)
    with pytest.raises(refusals.NoIssuer):
        issue(session, cohort)

    other = over(session, kind=CourseKind.EXPERIENCE)
    completed(session, other, 2)
    with pytest.raises(refusals.NoRegister):
        issue(session, other)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"birth_date": None}, refusals.BirthDateMissing),
        ({"given_name": "အောင်"}, refusals.NotPrintable),
        ({"forgotten_at": NOW}, refusals.Forgotten),
    ],
)
def test_who_cannot_be_named_rightly_gets_none(app, session, values, refusal):
    cohort = over(session)
    enrolment = completed(session, cohort, 1)
    session.execute(update(Person).where(Person.id == enrolment.person_id).values(values))
    enrolment = record(session, enrolment)

    assert not readiness.candidates(session, cohort.id, at=NOW)[0].is_ready
    with pytest.raises(refusal):
        actions.issue_one(session, enrolment, **BY)


def test_who_has_cancelled_gets_none_and_who_has_one_cannot_cancel(app, session):
    cohort = over(session)
    gone, stays = completed(session, cohort, 1), completed(session, cohort, 2)
    moves.cancel(session, gone, reason="x", **BY)
    with pytest.raises(refusals.NotOfCourse):
        actions.issue_one(session, gone, **BY)

    actions.issue_one(session, record(session, stays), **BY)
    with pytest.raises(refusals.HasCertificate):
        moves.cancel(session, record(session, stays), reason="x", **BY)
    session.rollback()


def test_merged_person_gets_one_under_the_kept_name(app, session):
    cohort = over(session)
    enrolment = completed(session, cohort, 1)
    keep = make_person(session, "高橋 咲", birth_date=date(1980, 1, 8))
    merge(session, keep, enrolment.person, reason="same", **BY)

    [certificate] = issue(session, cohort)

    assert (certificate.content["name"], certificate.content["birth"]) == ("高橋 咲", "昭和55年1月8日")


def test_replacement_has_a_new_number_the_same_end_and_the_new_name(app, session):
    enrolment, old = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)
    enrolment.person.family_name = "鈴木"
    later = {"by": None, "at": NOW + timedelta(days=100)}

    with pytest.raises(refusals.ReasonMissing):
        correcting.replace(session, enrolment, old, reason="", key="k", **later)
    new = correcting.replace(session, enrolment, old, reason="結婚", key="k", **later)
    again = correcting.replace(session, enrolment, old, reason="結婚", key="k", **later)

    assert again is new
    assert (new.number, new.expires_on, new.content["name"].split()[0]) == (2, old.expires_on, "鈴木")
    assert queries.by_id(session, old.id).worth(TODAY) is Worth.REPLACED
    with pytest.raises(refusals.ReplacedAlready):
        correcting.void(session, enrolment, old, reason="x", words="お名前がまちがっていました。", **later)


def test_void_certificate_keeps_its_number_and_another_may_follow(app, session):
    enrolment, old = issued_one(session)
    with pytest.raises(refusals.ReasonMissing):
        correcting.void(session, enrolment, old, reason="", words="お名前がまちがっていました。", **BY)
    correcting.void(session, enrolment, old, reason="別人に交付", words="お名前がまちがっていました。", **BY)
    with pytest.raises(refusals.VoidAlready):
        correcting.void(session, enrolment, old, reason="x", words="お名前がまちがっていました。", **BY)
    with pytest.raises(refusals.WordsMissing):
        correcting.void(session, enrolment, old, reason="x", words="", **BY)
    with pytest.raises(refusals.VoidAlready):
        correcting.replace(session, enrolment, old, reason="x", key="k", **BY)

    [new] = issue(session, loaded(session, enrolment.cohort))

    assert (new.number, new.replaces_id) == (2, None)
    assert queries.by_id(session, old.id).worth(TODAY) is Worth.VOID
    assert session.scalars(select(CertificateNumbering)).one().last == 2


def test_copy_is_for_the_person_who_showed_a_document_and_made_once(app, session):
    enrolment, certificate = issued_one(session)
    given = {"reason": "紛失", "seen": 0} | BY

    with pytest.raises(refusals.DocumentMissing):
        correcting.copy(session, enrolment, certificate, document="", **given)
    first = correcting.copy(session, enrolment, certificate, document=Document.PASSPORT.value, **given)
    assert correcting.copy(session, enrolment, certificate, document=Document.PASSPORT.value, **given) is first
    second = correcting.copy(
        session, enrolment, certificate, document=Document.PASSPORT.value, reason="紛失", seen=1, **BY
    )
    assert (first.number, second.number) == (1, 2)


def test_work_renews_what_ends(app, session):
    enrolment, old = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)
    later = {"by": None, "at": NOW + 2 * YEAR}
    work = Work("みほん会 中央ホーム", "在職証明書", date(2026, 9, 1), date(2027, 3, 1))
    short = Work("みほん会 中央ホーム", "在職証明書", date(2026, 9, 1), date(2027, 2, 28))

    with pytest.raises(refusals.WorkedTooLittle):
        correcting.renew(session, enrolment, old, short, key="k", **later)
    early = Work("x", "y", date(2026, 4, 1), date(2027, 3, 1))
    with pytest.raises(refusals.OutsideItsTime):
        correcting.renew(session, enrolment, old, early, key="k", **later)
    with pytest.raises(refusals.OfficeMissing):
        correcting.renew(session, enrolment, old, Work("", "y", work.since, work.until), key="k", **later)
    new = correcting.renew(session, enrolment, old, work, key="k", **later)

    assert (old.expires_on, new.expires_on) == (date(2029, 5, 1), date(2032, 5, 1))
    assert new.content["renewed"]["office"] == "みほん会 中央ホーム"
    assert queries.by_id(session, old.id).worth(TODAY) is Worth.REPLACED


def test_what_never_ends_is_not_renewed(app, session):
    enrolment, certificate = issued_one(session)
    work = Work("x", "y", date(2026, 9, 1), date(2027, 4, 1))
    with pytest.raises(refusals.NotRenewable):
        correcting.renew(session, enrolment, certificate, work, key="k", by=None, at=NOW + YEAR)
