"""The guardian's own way in: the code on the paper, and what a guardian who is no longer needed may still see."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from ... import clock
from ...people.rules import ages, receipts
from ...people.rules.receipts import code_from
from ...refusals import Refused


class OwnMail(Refused):
    message = _(
        "This is the applicant's own mail address. Type the guardian's own address, or choose the paper: then the "
        "guardian answers by a code on it. A shared telephone is fine."
    )
    field = "mail"


class MailMissing(Refused):
    message = _("Type the guardian's mail address, or choose the paper.")
    field = "mail"


@dataclass(frozen=True)
class NamedGuardian:
    """Whom an applicant names. `language`: a code; without a `mail` the paper carries the question."""

    name: str
    relation: str
    language: str
    mail: str | None = None


def code_of(request_id: int, made_at, secret: str | bytes) -> str:
    """The eight signs on the paper of this request: from our secret, so that no table holds anything to guess by."""
    return code_from(secret, "guardian", request_id, round(made_at.timestamp()))


def is_code(typed: str, request_id: int, made_at, secret) -> bool:
    return receipts.is_code(typed, code_of(request_id, made_at, secret))


def is_minor(birth_date, at) -> bool:
    """Whether a guardian speaks for somebody born then; nobody does for whom no birth date is known."""
    return birth_date is not None and ages.is_minor(birth_date, clock.today(at))
