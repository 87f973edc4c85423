"""Whether somebody who enrols without an account is found again, and who resembles them."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.make import LATER, MONDAY
from workforce.people.actions import contacts, merging, persons
from workforce.people.models import ContactKind, ContactPoint, DuplicateCandidate, Person
from workforce.people.queries import contacts as contact_queries
from workforce.people.queries import duplicates
from workforce.people.queries import persons as queries
from workforce.people.rules.names import Name, name_of

BORN = date(1990, 5, 1)
CHEN = name_of(family="陳", given="偉", family_kana="チン", given_kana="イ")
MAIL, OTHER_MAIL = "chen@example.jp", "wei@example.jp"
PHONE, OTHER_PHONE = "+819012345678", "+819099999999"


def enrol(session, name: Name = CHEN, *, birth_date=BORN, mail=MAIL, phone=PHONE, at=MONDAY):
    return persons.find_or_create(
        session, name=name, birth_date=birth_date, mail=mail, phone=phone, language="en", at=at
    )


def candidates(session):
    return [(pair.first.id, pair.second.id, pair.agree_in) for pair in duplicates.open_pairs(session)]


def test_new_person_keeps_all_names_and_has_contacts_on_file(session):
    person, is_new = enrol(session)

    assert is_new
    assert (person.name, person.kana, person.birth_date, person.language) == ("陳 偉", "チン イ", BORN, "en")
    assert person.sort_kana == CHEN.sorted_by
    assert contact_queries.on_file(session, person.id) == (MAIL, PHONE)


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({}, id="everything"),
        pytest.param({"mail": None}, id="the telephone"),
        pytest.param({"phone": OTHER_PHONE}, id="the mail"),
        pytest.param({"name": replace(CHEN, family="Chen", given="Wei")}, id="the reading, written otherwise"),
        pytest.param({"name": replace(CHEN, family_kana="チン・", given_kana="イ")}, id="the reading, with a dot"),
    ],
)
def test_person_whose_reading_birth_date_and_contact_agree_is_found_again(session, again):
    first, _ = enrol(session)

    second, is_new = enrol(session, **again)

    assert second.id == first.id
    assert not is_new
    assert candidates(session) == []


def test_address_given_later_waits_and_does_not_replace_the_one_on_file(session):
    person, _ = enrol(session)

    enrol(session, phone=OTHER_PHONE)

    assert contact_queries.on_file(session, person.id) == (MAIL, PHONE)
    assert [one.value for one in contact_queries.of_person(session, person.id)] == [MAIL, PHONE, OTHER_PHONE]


def test_address_that_nobody_confirmed_does_not_make_the_same_person(session):
    person, _ = enrol(session)
    enrol(session, phone=OTHER_PHONE)

    other, is_new = enrol(session, mail=None, phone=OTHER_PHONE)

    assert is_new
    assert candidates(session) == [(person.id, other.id, ["kana", "birth_date", "phone"])]


def test_address_given_up_and_given_again_waits_once_more(session):
    person, _ = enrol(session)
    contacts.set_by_staff(session, person, kind=ContactKind.PHONE, value=OTHER_PHONE, by=None, at=LATER)

    enrol(session)

    assert contact_queries.on_file(session, person.id) == (MAIL, OTHER_PHONE)
    assert session.scalar(select(func.count()).select_from(ContactPoint)) == 3


@pytest.mark.parametrize(
    ("changes", "agree_in"),
    [
        pytest.param({"mail": None, "phone": None}, ["kana", "birth_date"], id="no contact"),
        pytest.param({"mail": OTHER_MAIL, "phone": OTHER_PHONE}, ["kana", "birth_date"], id="other contacts"),
        pytest.param({"birth_date": date(1990, 1, 5)}, ["kana", "mail", "phone"], id="another birth date"),
        pytest.param(
            {"name": replace(CHEN, family_kana="ワン"), "mail": None}, ["birth_date", "phone"], id="another family name"
        ),
        pytest.param(
            {"name": replace(CHEN, family_kana="イ", given_kana="チン"), "mail": None, "phone": None},
            ["kana", "birth_date"],
            id="names the other way round",
        ),
        pytest.param(
            {"name": replace(CHEN, family_kana="ヂン"), "mail": None, "phone": None},
            ["kana", "birth_date"],
            id="a voiced mark",
        ),
    ],
)
def test_person_who_resembles_another_is_new_and_shown_to_staff(session, changes, agree_in):
    first, _ = enrol(session)

    second, is_new = enrol(session, **changes)

    assert is_new
    assert candidates(session) == [(first.id, second.id, agree_in)]


def test_shared_telephone_alone_never_merges_and_troubles_nobody(session):
    enrol(session)

    _, is_new = enrol(session, replace(CHEN, given_kana="メイ"), birth_date=date(1994, 1, 1), mail=None)

    assert is_new
    assert candidates(session) == []


def test_twins_with_one_telephone_stay_two_once_staff_said_so(session):
    twins = [enrol(session, replace(CHEN, given_kana=kana), mail=None)[0] for kana in ("メイ", "レイ")]
    merging.not_the_same(session, *twins, by=None, at=MONDAY)

    again, is_new = enrol(session, replace(CHEN, given_kana="レイ"), mail=None)

    assert (again.id, is_new) == (twins[1].id, False)
    assert candidates(session) == []


def test_person_found_under_a_merged_record_is_the_kept_one(session):
    kept, _ = enrol(session)
    absorbed, _ = enrol(session, mail=OTHER_MAIL, phone=OTHER_PHONE)
    merging.merge(session, kept, absorbed, reason="counter", by=None, at=MONDAY)

    found, is_new = enrol(session, mail=OTHER_MAIL, phone=None)

    assert (found.id, is_new) == (kept.id, False)
    assert queries.group_ids(session, absorbed.id) == [kept.id, absorbed.id]


def test_candidate_names_the_kept_record_of_whom_it_resembles(session):
    kept, _ = enrol(session)
    absorbed, _ = enrol(session, mail=OTHER_MAIL, phone=OTHER_PHONE)
    merging.merge(session, kept, absorbed, reason="counter", by=None, at=MONDAY)

    other, _ = enrol(session, mail=None, phone=None)

    assert candidates(session) == [(kept.id, other.id, ["kana", "birth_date"])]


def test_person_without_birth_date_is_never_the_same(session):
    enrol(session, birth_date=None)

    _, is_new = enrol(session, birth_date=None)

    assert is_new
    assert len(candidates(session)) == 1


def test_finding_costs_a_search_a_lock_and_a_look_and_creating_three_inserts_more(session, count_statements):
    enrol(session)
    session.commit()

    with count_statements() as found:
        enrol(session)
    with count_statements() as created:
        enrol(session, mail=OTHER_MAIL, phone=OTHER_PHONE)

    searches = [one for one in found if "advisory" not in one]
    assert len(searches) == 3
    creations = [one.split()[0] for one in created if "advisory" not in one]
    assert creations == ["SELECT", "INSERT", "INSERT", "INSERT"]


def test_search_uses_the_indexes(session):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole")
    values = {"birth_date": BORN, "mail": MAIL, "phone": PHONE} | queries.readings(CHEN)
    question = queries.NEAR.params(values).compile(session.get_bind(), compile_kwargs={"literal_binds": True})

    plan = [row.detail for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")]

    assert not [step for step in plan if step.startswith("SCAN person") or step.startswith("SCAN contact_point")], plan
    assert session.scalar(select(func.count()).select_from(DuplicateCandidate)) == 0


def test_two_who_send_the_same_at_once_are_one_person(engine, session):
    def send(_number):
        with Session(engine) as own, own.begin():
            person, _ = enrol(own, mail="Chen@example.jp".casefold())
            time.sleep(0.05)
            return person.id

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(send, range(4)))

    assert len(ids) == 1
    assert session.scalar(select(func.count()).select_from(Person)) == 1
