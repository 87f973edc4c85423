"""A clerk of ours: their rows in the database, how they sign in, and whom they look for."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pyotp
from sqlalchemy import Table

from workforce.access import Role
from workforce.people import models as people
from workforce.people.rules import passwords

from .visitor import BROWSER, Visitor
from .wire import Address

MAIL = "clerk@bench.example"
PASSWORD = "only for the bench, nothing behind it"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOOKED_FOR = ("ヤマダ", "サトウ ハ", "080{phone}", "{receipt:010}")
"""By reading, by telephone, by receipt: what somebody on the telephone says of themselves."""


def rows(at: datetime) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """(table, rows) of one account with a second factor, that of the first person."""
    account = {"id": 1, "person_id": 1, "email": MAIL, "created_at": at, "totp_secret": SECRET}
    yield _table(people.Account), [account | {"password_hash": passwords.hashed(PASSWORD)}]
    yield _table(people.RoleGrant), [{"id": 1, "account_id": 1, "role": Role.CLERK, "granted_at": at}]


def _table(model: Any) -> Table:
    return model.__table__


async def cookies(address: Address) -> dict[str, str]:
    """Signed in as the clerk, in both steps."""
    with Visitor(address, BROWSER) as visitor:
        page = await visitor.visit("/ja/sign-in")
        page = await visitor.submit(page, {"mail": MAIL, "password": PASSWORD})
        await visitor.submit(page, {"code": pyotp.TOTP(SECRET).now()})
        return dict(visitor.cookies)


def search(n: int) -> str:
    """The address of the n-th search among five thousand people or a million."""
    typed = LOOKED_FOR[n % len(LOOKED_FOR)].format(phone=10_000_000 + n % 5_000, receipt=n % 5_000 + 1)
    return f"/ja/staff/search?q={quote(typed)}"
