"""COM-7: how somebody wants to be told, and their postal address for letters on paper."""

import pytest

from tests.make import LATER, MONDAY, make_account, make_person
from workforce import history, outbox
from workforce.access import Role
from workforce.links import Purpose
from workforce.outbox import Channel
from workforce.people.actions import merging
from workforce.people.actions.addresses import AddressMissing, PhoneMissing, set_reach
from workforce.people.models import Person, PostalAddress
from workforce.people.queries import addresses
from workforce.people.rules.contacts import NotPostcode

HOME = {"postal_code": "〒180-0001", "prefecture": "東京都", "municipality": "武蔵野市", "street": "吉祥寺北町1-2-3"}


@pytest.fixture
def hanako(session):
    return make_person(session, mail="hanako@example.jp", phone="+81901111111")


def queue(session, person, template="session_changed", link=None):
    return outbox.queue(
        session, template, to=person, mail="hanako@example.jp", phone="+81901111111", cause="x", at=MONDAY, link=link
    )


def test_address_is_kept_in_its_normal_form(session, hanako):
    set_reach(session, hanako, address=HOME | {"building": " 和光荘  201 "}, channel="letter", by=None, at=MONDAY)

    row = addresses.of_person(session, hanako.id)
    assert (row.postal_code, row.lines) == ("1800001", ["東京都武蔵野市吉祥寺北町1-2-3", "和光荘 201"])
    assert history.of(session, "person", [hanako.id])[0].what == "reach_changed"


def test_who_wants_paper_needs_a_whole_address(session, hanako):
    for address in ({}, HOME | {"street": ""}):
        with pytest.raises(AddressMissing):
            set_reach(session, hanako, address=address, channel="letter", by=None, at=MONDAY)
    with pytest.raises(NotPostcode):
        set_reach(session, hanako, address=HOME | {"postal_code": "18"}, channel=None, by=None, at=MONDAY)


def test_who_wants_a_call_needs_a_telephone(session):
    with pytest.raises(PhoneMissing):
        set_reach(session, make_person(session), address={}, channel="call", by=None, at=MONDAY)


def test_empty_address_takes_it_away(session, hanako):
    set_reach(session, hanako, address=HOME, channel=None, by=None, at=MONDAY)
    set_reach(session, hanako, address={}, channel=None, by=None, at=LATER)

    assert addresses.of_person(session, hanako.id) is None


@pytest.mark.parametrize(
    ("wish", "template", "channel"),
    [
        (None, "session_changed", Channel.MAIL),
        ("letter", "session_changed", Channel.LETTER),
        ("letter", "offer", Channel.CALL),
        ("call", "offer", Channel.CALL),
    ],
)
def test_message_goes_the_way_its_reader_chose_and_what_cannot_wait_is_spoken(session, hanako, wish, template, channel):
    hanako.channel = wish

    assert queue(session, hanako, template).channel is channel


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.CONTACT, Purpose.DRAFT])
def test_link_that_proves_a_mailbox_goes_there_whatever_was_chosen(session, hanako, purpose):
    hanako.channel = "letter"

    assert queue(session, hanako, link=(purpose, 1)).channel is Channel.MAIL


def test_address_follows_a_merged_record(session, hanako):
    set_reach(session, hanako, address=HOME, channel=None, by=None, at=MONDAY)
    keep = make_person(session, "山田 太郎")
    merging.merge(session, keep=keep, absorb=hanako, reason="same", by=None, at=LATER)

    assert addresses.of_person(session, keep.id).street == HOME["street"]
    assert addresses.of_people(session, [keep.id, hanako.id]).keys() == {keep.id, hanako.id}


def test_person_chooses_on_the_own_page(browser, session):
    someone = browser(Role.PERSON, "en")
    page = someone.get("/my/reach")

    assert "whole address" in someone.submit(page, channel="letter").error("street")
    assert "seven digits" in someone.submit(page, channel="letter", **HOME | {"postal_code": "1"}).error("postal_code")
    done = someone.follow(someone.submit(page, channel="letter", **HOME))

    assert "Saved." in done.flash
    assert session.get(Person, someone.account.person_id).channel == "letter"


def test_staff_write_the_address_down(browser, session):
    person = make_account(session, Role.PERSON).person_id
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/people/{person}/reach")

    shown = clerk.follow(clerk.submit(page, **HOME))

    assert "180-0001 東京都武蔵野市" in shown.words
    assert session.query(PostalAddress).one().person_id == person
