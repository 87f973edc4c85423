"""The five sign-ins of the demo. A password alone is enough for them, and only where the demo was loaded."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..access import Role
from ..people.actions import accounts, passwords, persons
from ..people.models import Account
from ..people.rules.names import name_of

PASSWORD = "workforce-demo"
SIGN_INS = (
    ("admin", Role.ADMIN, ("中村", "葵", "ナカムラ", "アオイ"), date(1979, 6, 3)),
    ("staff", Role.COHORT_MANAGER, ("田中", "みどり", "タナカ", "ミドリ"), date(1986, 10, 21)),
    ("operator", Role.OPERATOR, ("小川", "誠", "オガワ", "マコト"), date(1974, 2, 11)),
    ("instructor", Role.INSTRUCTOR, ("森", "久美子", "モリ", "クミコ"), date(1968, 12, 5)),
    ("trainee", Role.PERSON, ("山田", "花子", "ヤマダ", "ハナコ"), date(1995, 4, 2)),
)


def make(session, *, at):
    """All five; returns the cohort manager, who did most of the year's work."""
    made = [make_one(session, *given, at=at) for given in SIGN_INS]
    return made[1]


def make_one(session, name, role, words, birth_date, *, at):
    family, given, family_kana, given_kana = words
    mail = f"{name}@demo.example"
    person, _is_new = persons.find_or_create(
        session,
        name=name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana),
        birth_date=birth_date,
        mail=mail,
        phone=None,
        language="ja",
        at=at,
    )
    account = accounts.create(session, person=person, email=mail, roles=[role], by=None, at=at)
    passwords.set_password(session, account, password=PASSWORD, by=account, at=at)
    return account


def staff(session):
    query = select(Account).where(Account.email == "staff@demo.example").options(joinedload(Account.person))
    return session.scalars(query).one()
