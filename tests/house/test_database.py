"""What the database refuses, and that reading never writes."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import configure_mappers

from tests.certificates.completed import on_paper
from tests.databases import KIND
from tests.enrolment.enrolled import enrolled, young
from tests.make import MONDAY, make_account, make_course, make_open_cohort, make_person, saved
from tests.scheduling.planned import make_plan
from workforce import links
from workforce.access import Role
from workforce.attendance.models import CompletionOverride
from workforce.catalogue.actions import materials
from workforce.catalogue.models import (
    FeeKind,
    FeeLine,
    FileKind,
    MaterialKind,
    MaterialVersion,
    Place,
    Session,
    SessionPart,
    SubjectItem,
)
from workforce.catalogue.rules.files import File
from workforce.certificates.models import Certificate
from workforce.database import db, engine_options, is_busy, transaction, writing
from workforce.enrolment.models import Draft, GuardianRequest, Guest, WaitingGroup
from workforce.enrolment.queries.records import record
from workforce.i18n.wording import localized_text
from workforce.money.actions import bank, documents
from workforce.money.models import Asking, BankRow, Case, Ground, LedgerLine, ReductionRequest, RefundCase, RowState
from workforce.operators.models import Operator
from workforce.outbox import Message
from workforce.people.models import (
    ContactKind,
    ContactPoint,
    Document,
    DuplicateCandidate,
    IdentityCheck,
    Invitation,
    Person,
)
from workforce.scheduling.models import Closure, Duty, Licence, PlanPin, Practice, Request, Room, RoomBooking, Search
from workforce.scheduling.rules.licences import Field, LicenceKind
from workforce.scheduling.rules.requests import Standing


def test_naive_instant_is_refused(session):
    with pytest.raises(StatementError, match="naive datetime"):
        make_person(session, created_at=datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point


def test_instants_come_back_aware_in_utc(session):
    person = make_person(session)
    session.commit()

    assert person.created_at == MONDAY
    assert person.created_at.tzinfo is UTC


def test_no_relationship_loads_itself(app):
    configure_mappers()
    lazy = [
        f"{mapper.class_.__name__}.{name}: {relation.lazy}"
        for mapper in db.Model.registry.mappers
        for name, relation in mapper.relationships.items()
        if relation.lazy != "raise_on_sql"
    ]
    assert lazy == []


def test_every_foreign_key_that_lists_follow_has_an_index(app):
    """Deleting or joining by a reference without an index reads the whole table."""
    small = {"role_grant.granted_by_id"}
    bare = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys and not is_indexed(table, column) and not column.name.endswith("by_id")
    }
    assert bare - small == set()


def is_indexed(table, column):
    unique = (one for one in table.constraints if isinstance(one, sa.UniqueConstraint))
    return any(next(iter(one.columns)) is column for one in [*table.indexes, *unique])


def test_get_that_would_write_is_stopped(session):
    writing.set(False)
    session.add(Person(given_name="フェイ", created_at=MONDAY))
    with pytest.raises(RuntimeError, match="a GET never writes"):
        session.flush()


def test_transaction_that_fails_leaves_nothing(app, session):
    def fail():
        with transaction() as own:
            make_person(own)
            raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fail()

    assert session.scalar(sa.select(sa.func.count(Person.id))) == 0


# --- GET never writes (COM-6) -----------------------------------------------------------------------------------------

SEEN = {"sign_in": {"seen_at"}}
"""When somebody was last here is noted, in a transaction of its own."""

LOOKED = {"history"}
"""A look at somebody's needs is history too."""


@pytest.fixture
def world(session):
    """One of everything an address or a link can name: {name in the address: value}."""
    course = make_course(session)
    item = session.scalars(sa.select(SubjectItem)).one()
    cohort = make_open_cohort(session, course=course, capacity=1)
    saved(session, FeeLine(cohort_id=cohort.id, kind=FeeKind.TUITION, yen=5000))
    sitting = saved(session, Session(cohort_id=cohort.id, starts_at=cohort.starts_at, ends_at=cohort.ends_at))
    taught = saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=60))
    enrolment = enrolled(session, cohort, needs={"needs": {"value": ["food"], "asked": "Which help do you need?"}})
    waiting = enrolled(session, cohort, birth_date=young())
    first, second = sorted([enrolment.person_id, waiting.person_id])
    asked = {"guardian_name": "山田 一郎", "relation": "父", "language": "vi", "made_at": MONDAY}
    guardian = saved(session, GuardianRequest(enrolment_id=waiting.id, mail="father@example.jp", **asked))
    group = saved(session, WaitingGroup(cohort_id=cohort.id, made_at=MONDAY))
    waiting.waiting_group_id, waiting.own_queued_at = group.id, waiting.queued_at
    pair = saved(session, DuplicateCandidate(first_id=first, second_id=second, agree_in=["kana"], found_at=MONDAY))
    day = {"checked_on": MONDAY.date(), "recorded_at": MONDAY, "checked_by_id": make_account(session).id}
    seen = saved(session, IdentityCheck(person_id=second, document=Document.PASSPORT, **day))
    place = saved(session, Place(name=localized_text("市民会館"), address="見本市", access={}))
    contact = ContactPoint(person_id=first, kind=ContactKind.MAIL, value="new@example.jp")
    now = datetime.now(UTC)
    days = {"invited_at": now, "expires_at": now + timedelta(days=7)}
    invitation = saved(session, Invitation(email="bo@example.jp", role=Role.CLERK, language="en", **days))
    draft = {"answers": {}, "language": "ja", "created_at": now, "expires_at": now + timedelta(days=14)}
    saved(session, Draft(code_hash="key", cohort_id=cohort.id, **draft))
    body = f"日付,入金額,摘要\n2026/3/1,5000,{enrolment.receipt}".encode()
    bank_file = bank.take_in(session, name="a.csv", body=body, by=None, at=now)
    row = {
        "number": 1,
        "day": MONDAY.date(),
        "yen": 1,
        "kana": "ア",
        "words": "",
        "fingerprint": "a",
        "changed_at": now,
    }
    bank_row = saved(session, BankRow(file_id=bank_file.id, state=RowState.UNCLEAR, **row))
    wish = documents.Wish("山田 花子")
    paper = documents.issue_invoice(session, record(session, enrolment.receipt), wish, key="k", by=None, at=now)
    asking = {"ground": Ground.STUDENT, "words": "", "state": Asking.ASKED, "asked_at": now}
    asked = saved(session, ReductionRequest(enrolment_id=enrolment.id, **asking))
    case = {"state": Case.ASKED, "completed_on": MONDAY.date(), "proof": "", "changed_at": now}
    visit = {"session_id": sitting.id, "cohort_id": cohort.id, "enrolment_id": enrolment.id, "at": now}
    visitor = saved(session, Guest(**visit))
    case = saved(session, RefundCase(enrolment_id=enrolment.id, **case))
    form = File("申込書.pdf", FileKind.PDF, b"%PDF-1.7")
    kind = {"kind": MaterialKind.BLANK_FORM, "is_public": True}
    given = {"key": "k", "languages": ["ja"], "title": localized_text("申込書"), "by": None, "at": now}
    material = materials.put(session, course, file=form, **given, **kind)
    room = {"way": {}, "access": [], "fixtures": [], "changed_at": now}
    room_id = saved(session, Room(place_id=place.id, name="研修室A", **room)).id
    hour = {"begins_at": now, "ends_at": now + timedelta(hours=1), "at": now}
    shut = {"first_day": MONDAY.date(), "last_day": MONDAY.date(), "reason": "点検", "at": now}
    booking = saved(session, RoomBooking(room_id=room_id, purpose="会議", **hour))
    issued = {
        "register": "SN-2026",
        "number": 1,
        "code": "4F7K9XM3",
        "enrolment_id": enrolment.id,
        "key": "k",
        "at": now,
    }
    issued |= {"completed_on": MONDAY.date(), "issued_on": MONDAY.date(), "content": on_paper("SN-2026-00001")}
    override = {"waived": {"gaps": []}, "reason": "台風", "asked_by_id": make_account(session).id, "asked_at": now}
    shown = {"person_id": first, "seen_on": MONDAY.date(), "seen_by_id": make_account(session).id, "at": MONDAY}
    search = saved(session, Search(cohort_id=cohort.id, duty=Duty.LEAD, at=now))
    waits = {"until": now + timedelta(days=3), "remind_at": now + timedelta(days=2), "asked_at": now}
    place_on_list = {"search_id": search.id, "person_id": second, "position": 1, "standing": Standing.ASKED}
    teaching = saved(session, Request(**place_on_list, **waits))
    named = {
        "language": "ja",
        "code": cohort.code,
        "slug": course.slug,
        "receipt": enrolment.receipt,
        "person_id": first,
        "other_id": second,
        "pair_id": pair.id,
        "place_id": place.id,
        "room_id": room_id,
        "run_id": make_plan(session, cohort).id,
        "part_id": taught.id,
        "pin_id": saved(session, PlanPin(part_id=taught.id, person_id=first, duty="lead", at=now)).id,
        "booking_id": booking.id,
        "closure_id": saved(session, Closure(place_id=place.id, **shut)).id,
        "session_id": sitting.id,
        "subject_id": item.subject_id,
        "message_id": session.scalar(sa.select(sa.func.min(Message.id))),
        "account_id": make_account(session, Role.PERSON).id,
        "contact_id": saved(session, contact).id,
        "invitation_id": invitation.id,
        "check_id": seen.id,
        "number": 1,
        "need": "food",
        "register": "invoice",
        "encoding": "cp932",
        "case_id": case.id,
        "request_id": asked.id,
        "document_id": paper.id,
        "file_id": bank_file.id,
        "row_id": bank_row.id,
        "material_id": material.id,
        "version_id": session.scalar(sa.select(MaterialVersion.id)),
        "line_id": session.scalar(sa.select(LedgerLine.id)),
        "certificate_id": saved(session, Certificate(**issued)).id,
        "ending": "pdf",
        "operator_id": saved(session, Operator(name="見本介護サービス", created_at=now, changed_at=now)).id,
        "guardian_id": guardian.id,
        "guest_id": visitor.id,
        "waiting_group_id": group.id,
        "step": "name",
        "audience": "young_people",
        "name": "none",
        "letter": "offer",
        "run": 1,
        "spoken": "vi",
        "kind": "written",
        "licence_id": saved(session, Licence(kind=LicenceKind.NURSE, since=MONDAY.date(), **shown)).id,
        "practice_id": saved(session, Practice(field=Field.CARE, from_on=MONDAY.date(), **shown)).id,
        "pattern_id": 1,
        "days_id": 1,
        "rather_id": 1,
        "item_number": 1,
        "month": "2026-03",
        "search_id": teaching.search_id,
        "asked_id": teaching.id,
        "override_id": saved(session, CompletionOverride(enrolment_id=enrolment.id, **override)).id,
    }
    session.commit()
    return named


def readable(app, values):
    """(endpoint, address) of every route that answers GET."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and "token" not in rule.arguments:
            named = {name: values[name] for name in rule.arguments}
            yield rule.endpoint, adapter.build(rule.endpoint, named, method="GET")


def contents(session):
    """{table: fingerprint of all its rows}."""
    session.rollback()
    found = {}
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in SEEN.get(table.name, ())]
        rows = session.execute(sa.select(*columns).order_by(table.c.id)).all()
        found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    session.rollback()
    return found


@pytest.mark.parametrize("role", [None, Role.ADMIN])
def test_no_address_writes_when_it_is_read(app, browser, session, world, role):
    visitor = browser(role)
    session.commit()
    before = contents(session)
    statuses = {}
    for endpoint, address in readable(app, world):
        statuses[endpoint] = visitor.client.get(address).status_code
        writing.set(True)

    after = contents(session)
    assert {name for name in before if before[name] != after[name]} - (LOOKED if role else set()) == set()
    assert {name: code for name, code in statuses.items() if code >= 500 and name != "operations.health"} == {}
    assert role is None or not ALWAYS_THERE & {name for name, code in statuses.items() if code != 200}


ALWAYS_THERE = {
    *("desk.home", "desk.person", "desk.message", "desk.duplicate", "desk.audit", "desk.search"),
    *("enrolment.cohort_board", "enrolment.staff_enrolment", "catalogue.staff_course", "catalogue.edit_session"),
    *("people.account", "site.course", "site.cohort", "site.home"),
}
"""What an administrator must have seen, or the walk proved nothing."""


def subjects(world):
    """What a link of each purpose is about."""
    return {
        links.Purpose.ENROLMENT: world["receipt"],
        links.Purpose.SIGN_IN: world["account_id"],
        links.Purpose.INVITATION: world["invitation_id"],
        links.Purpose.CONTACT: world["contact_id"],
        links.Purpose.DRAFT: "key",
        links.Purpose.GUARDIAN: world["guardian_id"],
        links.Purpose.TOGETHER: world["waiting_group_id"],
        links.Purpose.TEACHING: world["asked_id"],
        links.Purpose.EMPLOYER: f"{world['case_id']}.0",
    }


@pytest.mark.parametrize("purpose", list(links.Purpose))
def test_no_link_acts_when_it_is_opened(app, browser, session, world, purpose):
    subject = subjects(world)[purpose]
    with app.app_context():
        address = links.address(purpose, subject, language="vi", at=datetime.now(UTC))
    visitor = browser()
    before = contents(session)

    answer = visitor.client.get(address, follow_redirects=True)

    writing.set(True)
    assert answer.status_code < 500
    assert contents(session) == before


only_postgresql = pytest.mark.skipif(KIND != "postgresql", reason="SQLite has no server")


@only_postgresql
def test_page_answers_after_the_server_dropped_every_connection(browser, engine):
    visitor = browser()
    assert visitor.get("/courses").status == 200
    with psycopg.connect(dsn(engine), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert visitor.get("/courses?q=x").status == 200


def dsn(engine):
    return engine.url.render_as_string(hide_password=False).replace("+psycopg", "")


@only_postgresql
def test_nothing_waits_for_ever(engine):
    with engine.connect() as connection:
        said = {
            name: connection.execute(sa.text(f"SHOW {name}")).scalar() for name in ("lock_timeout", "statement_timeout")
        }

    assert said == {"lock_timeout": "30s", "statement_timeout": "1min"}


@only_postgresql
def test_who_waited_too_long_for_a_lock_is_told_to_try_again(app, engine):
    with engine.connect() as holder, engine.connect() as waiter:
        holder.execute(sa.text("SELECT pg_advisory_xact_lock(1)"))
        waiter.execute(sa.text("SET LOCAL lock_timeout = '10ms'"))
        with pytest.raises(OperationalError) as refused:
            waiter.execute(sa.text("SELECT pg_advisory_xact_lock(1)"))
        waiter.rollback()
        waiter.execute(sa.text("SET LOCAL statement_timeout = '10ms'"))
        with pytest.raises(OperationalError) as cancelled:
            waiter.execute(sa.text("SELECT pg_sleep(1)"))

    assert is_busy(refused.value)
    assert is_busy(cancelled.value)


@only_postgresql
def test_one_of_two_who_wait_for_each_other_is_told_to_try_again(app, engine):
    """Everybody holds rows in one order; should two ever not, it is no fault of the reader's."""
    take = "SELECT pg_advisory_xact_lock({})"
    with engine.connect() as one, engine.connect() as other, ThreadPoolExecutor(1) as pool:
        one.execute(sa.text(take.format(1)))
        other.execute(sa.text(take.format(2)))
        waiting = pool.submit(one.execute, sa.text(take.format(2)))
        refused = []
        try:
            other.execute(sa.text(take.format(1)))
        except OperationalError as error:
            refused.append(error)
        other.rollback()
        if error := waiting.exception():
            refused.append(error)

    assert [is_busy(error) for error in refused] == [True]


def test_an_address_with_options_of_its_own_keeps_them():
    assert "options" in engine_options("postgresql+psycopg://db")["connect_args"]
    assert "options" not in engine_options("postgresql+psycopg://db/?options=-c%20x=1")["connect_args"]
