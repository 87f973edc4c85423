"""400 invented people: who they are and how they fill in a form."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ..people.rules.names import Name, name_of
from . import accounts, names

COUNT = 400
FOREIGN_SHARE = 0.3
PHONE_ONLY_SHARE = 0.08


@dataclass(frozen=True)
class Invented:
    name: Name
    language: str
    birth_date: date
    mail: str | None
    phone: str


def invented(random: Random, today: date) -> list[Invented]:
    return [trainee(), *(somebody(random, number, today) for number in range(1, COUNT))]


def trainee():
    """The person behind trainee@demo.example, so that their page shows something."""
    name, _role, (family, given, family_kana, given_kana), birth_date = accounts.SIGN_INS[-1]
    return Invented(
        name=name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana),
        language="ja",
        birth_date=birth_date,
        mail=f"{name}@demo.example",
        phone="+819000009999",
    )


def somebody(random, number, today):
    name, language = (names.foreign if random.random() < FOREIGN_SHARE else names.japanese)(random)
    has_mail = random.random() > PHONE_ONLY_SHARE
    return Invented(
        name=name,
        language=language,
        birth_date=today - timedelta(days=age_in_days(random)),
        mail=f"person{number:03d}@mail.example" if has_mail else None,
        phone=f"+81900000{number:04d}",
    )


def age_in_days(random):
    """One in twelve is 15 to 17, one in seven over 65, the others in between."""
    dice = random.random()
    if dice < 1 / 12:
        return random.randint(16 * 366, 18 * 365 - 1)
    if dice > 6 / 7:
        return random.randint(65 * 365, 78 * 365)
    return random.randint(18 * 366, 64 * 365)
