"""Long lists are narrowed through an index, so that a full house costs about what an empty one does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tests.make import MONDAY, make_account, make_person
from tests.outbox.conftest import make_message
from workforce import history
from workforce.access import Role
from workforce.desk.queries import messages, records
from workforce.outbox import Message

MANY = 2000


@pytest.fixture
def plan(session):
    """`plan(statement)`: how the database goes about it, once it has counted its rows."""

    def explained(statement):
        asked = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        session.execute(text("ANALYZE"))
        words = "EXPLAIN QUERY PLAN" if session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
        return "\n".join(str(row[-1]) for row in session.execute(text(f"{words} {asked}".replace(":", "\\:"))))

    return explained


def test_messages_are_found_by_the_beginning_of_an_address(session, plan):
    person = make_person(session)
    for number in range(MANY):
        session.add(make_message_of(person, number))
    session.flush()
    asked = messages.Filters(search="Hanako7@")

    found = messages.page_of(session, asked)
    assert [row.address for row in found.rows] == ["hanako7@example.jp"]
    statement = select(Message.id).where(*messages.conditions(asked)).order_by(Message.id.desc()).limit(51)
    assert "ix_outbox_address" in plan(statement)


def make_message_of(person, number):
    given = {"template": "note", "language": "ja", "channel": "mail", "details": {}, "queued_at": MONDAY}
    address = {"address": f"hanako{number}@example.jp", "cause": f"test:{number}", "send_after": MONDAY}
    return Message(person_id=person.id, **given, **address)


def test_an_address_is_found_whatever_its_letters(session):
    make_message(session, address="hanako%_1@example.jp")
    make_message(session, address="hanakoxx1@example.jp")

    for typed, count in (("HANAKO%_1@", 1), ("hanako@", 0), ("@", 0)):
        assert len(messages.page_of(session, messages.Filters(search=typed)).rows) == count


def test_history_is_found_by_who_did_it(session, plan):
    clerk, other = make_account(session, Role.CLERK), make_account(session, Role.CLERK)
    for number in range(MANY):
        at = MONDAY + timedelta(minutes=number)
        by = clerk if number % 100 == 0 else other
        session.add(
            history.Entry(subject="person", subject_id=clerk.person_id, what="names_changed", by_id=by.id, at=at)
        )
    session.flush()
    asked = records.Filters(by_id=clerk.id)

    assert {entry.who for entry in records.page_of(session, asked).rows} == {"アミナ"}
    order = (history.Entry.at.desc(), history.Entry.id.desc())
    statement = select(history.Entry.id).where(*records.conditions(asked)).order_by(*order).limit(51)
    assert "ix_history_by" in plan(statement)
