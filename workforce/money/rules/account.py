"""Where people pay to, and who writes the receipts: the centre's account and registration number."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused

REGISTRATION = re.compile(r"T\d{13}")


class NotARegistration(Refused):
    message = _("A registration number is T and thirteen digits, for example T1234567890123. Leave it empty if none.")
    field = "registration"


@dataclass(frozen=True)
class Account:
    """As people type it at their bank; `issuer` and `address` stand on receipts, `registration` is T… or empty."""

    bank: str = ""
    branch: str = ""
    sort: str = ""
    number: str = ""
    holder: str = ""
    issuer: str = ""
    address: str = ""
    registration: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.bank and self.number)


def read(values: dict[str, Any]) -> Account:
    return Account(**{name: values.get(name, "") for name in asdict(Account())})


def check(account: Account):
    if account.registration and not REGISTRATION.fullmatch(account.registration):
        raise NotARegistration


def words(account: Account) -> Sequence[str]:
    if not account.is_known:
        return [gettext("No account is set yet. People are asked to call us about how to pay.")]
    return [
        gettext(
            "Pay to: %(bank)s %(branch)s, %(sort)s %(number)s, %(holder)s",
            bank=account.bank,
            branch=account.branch,
            sort=account.sort,
            number=account.number,
            holder=account.holder,
        ),
        gettext("On receipts: %(issuer)s, %(address)s", issuer=account.issuer, address=account.address),
        gettext("Registration number: %(number)s", number=account.registration or gettext("none")),
    ]


ACCOUNT = policies.kind(
    "account",
    _("The account that fees are paid to, and who issues receipts"),
    read=read,
    words=words,
    shipped={},
    source="センターの口座と登録番号。最初に設定してください。",
    check=check,
)
