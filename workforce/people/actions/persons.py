"""The record of a person: found again by what they tell us, or new."""

import hashlib

from sqlalchemy import func, insert, select, update

from ... import history
from ...database import hold
from ..models import ContactKind, ContactPoint, DuplicateCandidate, Person
from ..queries import persons as queries
from ..rules.names import Name
from ..rules.same_person import Identity, agree_in, is_same, kana_key, may_be_duplicate
from ..rules.search_keys import search_key


def find_or_create(session, *, name: Name, birth_date, mail, phone, language, at) -> tuple[Person, bool]:
    """(person, is_new) for somebody who enrols without an account; all values as stored.

    Reading, birth date and one confirmed contact agree: the same person, as kept after merging, and held. What they say
    differently stays as it is; a new address waits unconfirmed, so nobody can take over another's record. Otherwise a
    new person, and everybody who resembles them becomes a duplicate candidate for staff.
    """
    given = Identity(
        kana=name.shown_kana,
        birth_date=birth_date,
        mails=frozenset([mail] if mail else []),
        phones=frozenset([phone] if phone else []),
    )
    wait_for_the_same(session, given)
    near = queries.near(session, name=name, birth_date=birth_date, mail=mail, phone=phone)
    same = next((one for one in near if is_same(given, one.proven)), None)
    if same:
        add_contacts(session, same, given)
        return held(session, same.person), False
    person = create(session, name=name, birth_date=birth_date, mail=mail, phone=phone, language=language, at=at)
    remember_resemblance(session, person, given, near, at)
    return person, True


def held(session, person: Person) -> Person:
    """Who `person` is now, held: no merge joins or parts records of theirs before this transaction ends."""
    hold(session, person)
    session.refresh(person, ["merged_into_id"])
    return held(session, session.get_one(Person, person.merged_into_id)) if person.merged_into_id else person


def create(session, *, name: Name, birth_date, mail, phone, language, at) -> Person:
    """A new person whose contacts are on file at once."""
    person = Person(
        family_name=name.family,
        given_name=name.given,
        family_kana=name.family_kana,
        given_kana=name.given_kana,
        roman_name=name.roman,
        sort_kana=name.sorted_by,
        search_name=search_key(name.shown),
        birth_date=birth_date,
        language=language,
        created_at=at,
    )
    session.add(person)
    session.flush()
    contacts = [(ContactKind.MAIL, mail), (ContactKind.PHONE, phone)]
    rows = [dict(person_id=person.id, kind=kind, value=value, confirmed_at=at) for kind, value in contacts if value]
    if rows:
        session.execute(insert(ContactPoint), rows)
    return person


def choose_language(session, person: Person, code, *, by, at):
    """The language in which we write to this person."""
    changes = [history.Change("language", person.language, code)]
    if person.language != code:
        history.record(session, person, "language_changed", by=by, at=at, changes=changes)
    person.language = code


def wait_for_the_same(session, given: Identity):
    """Whoever sends the same details at the same moment waits here, and then finds the person the first one made.

    SQLite's writers are alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(lock_key(given.kana, given.birth_date))))


def lock_key(kana: str, birth_date) -> int:
    """Who looks for several people in one transaction does so in the order of these."""
    details = f"{kana_key(kana)}/{birth_date}".encode()
    return int.from_bytes(hashlib.sha256(details).digest()[:8], "big", signed=True)


def add_contacts(session, same: queries.Near, given: Identity):
    for kind, known, values in (
        (ContactKind.MAIL, same.identity.mails, given.mails),
        (ContactKind.PHONE, same.identity.phones, given.phones),
    ):
        for value in values - known:
            add_unconfirmed(session, same.row_id, kind, value, given_up=(kind, value) in same.ended)


def add_unconfirmed(session, person_id, kind, value, *, given_up):
    if given_up:
        again = (ContactPoint.person_id == person_id, ContactPoint.kind == kind, ContactPoint.value == value)
        session.execute(update(ContactPoint).where(*again).values(ended_at=None, confirmed_at=None))
    else:
        session.execute(insert(ContactPoint).values(person_id=person_id, kind=kind, value=value))


def remember_resemblance(session, person: Person, given: Identity, near, at):
    """One candidate for each human who resembles the new person; the older record stands first."""
    alike = [one for one in near if may_be_duplicate(given, one.identity) or is_same(given, one.identity)]
    signs = {one.person.id: agree_in(given, one.identity) for one in alike}
    rows = [dict(first_id=older, second_id=person.id, agree_in=agreed, found_at=at) for older, agreed in signs.items()]
    if rows:
        session.execute(insert(DuplicateCandidate), rows)
