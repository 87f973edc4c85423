"""The steps of a form before it is sent: each is kept as it was typed, right or wrong, for 14 days."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from ... import outbox
from ...links import Purpose
from ...stored import execute
from ..models import Draft

DRAFTS = Draft.__table__
BEGIN = insert(DRAFTS)
KEEP = update(DRAFTS).where(DRAFTS.c.holder == bindparam("key"))
END = delete(DRAFTS).where(DRAFTS.c.holder == bindparam("key"))
LASTS = timedelta(days=14)


def key_of(code: str, secret: str | bytes) -> str:
    """What the database keeps of a short code."""
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, f"draft:{code}".encode(), "sha256").hexdigest()


def new_holder() -> str:
    """The key of the device that has a form open. It makes the enrolment that the draft becomes the only one, too."""
    return secrets.token_hex(32)


def with_step(answers: Mapping[str, Any], step: str, *, typed, is_good: bool) -> dict[str, Any]:
    """`answers` after the page `step`: {step: {"typed": {input: [text]}, "good": whether it can be sent so}}."""
    return {**answers, step: {"typed": typed, "good": is_good}}


def keep(session, *, key: str, cohort_id: int, answers, begins_as: str | None, language: str, at):
    """Write the draft of `key`: one statement. `begins_as`: the hash of its code if there was none until now."""
    values = {"answers": answers, "language": language, "expires_at": at + LASTS}
    if begins_as:
        execute(session, BEGIN, holder=key, code_hash=begins_as, cohort_id=cohort_id, created_at=at, **values)
    else:
        execute(session, KEEP, key=key, **values)


def move(session, draft: Draft) -> str:
    """To another device, whose key this gives back; the device that had it open finds it no more."""
    draft.holder = new_holder()
    session.flush()
    return draft.holder


def end(session, key: str):
    """The draft has become an enrolment."""
    execute(session, END, key=key)


def send_link(session, draft, cohort, *, mail: str, language: str, at):
    """Mail the way back to this draft."""
    outbox.queue(
        session,
        "draft_resume",
        to=None,
        mail=mail,
        language=language,
        cause=f"draft:{draft.code_hash[:16]}:{at.isoformat()}",
        at=at,
        details={"course": cohort.course.title, "until_at": draft.expires_at.isoformat()},
        link=(Purpose.DRAFT, draft.code_hash),
    )
