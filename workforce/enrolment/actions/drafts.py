"""The steps of a form before it is sent: each is kept as it was typed, right or wrong, for 14 days."""

import hmac
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ... import outbox
from ...links import Purpose
from ...stored import execute
from ..models import Draft

DRAFTS = Draft.__table__
BEGIN = {
    "sqlite": sqlite.insert(DRAFTS).inline().on_conflict_do_nothing().execution_options(preserve_rowcount=True),
    "postgresql": postgresql.insert(DRAFTS).inline().on_conflict_do_nothing().execution_options(preserve_rowcount=True),
}
"""Whoever begins the same draft at the same moment, by a double click, comes second."""
KEEP = update(DRAFTS).where(DRAFTS.c.holder == bindparam("key"), DRAFTS.c.expires_at == bindparam("seen"))
END = delete(DRAFTS).where(DRAFTS.c.holder == bindparam("key"))
LASTS = timedelta(days=14)


def key_of(code: str, secret: str | bytes) -> str:
    """What the database keeps of a short code."""
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, f"draft:{code}".encode(), "sha256").hexdigest()


def new_holder() -> str:
    """The key of the device that has a form open. It makes the enrolment that the draft becomes the only one, too."""
    return secrets.token_hex(32)


def answered(step: str, *, typed, is_good: bool) -> dict[str, Any]:
    """The page `step` as drafts keep it. `typed`: {input: [text]}; `is_good`: whether it can be sent so."""
    return {step: {"typed": typed, "good": is_good}}


def keep(session, *, key: str, cohort_id: int, pages, begins_as: str | None, before, language: str, at):
    """Write `pages` ({step: as `answered`}) into the draft of `key` and leave its other pages: one statement.

    `before`: the draft as this request read it, None if there was none; then `begins_as` is the hash of its code.
    """
    values = {"language": language, "expires_at": at + LASTS}
    if before is None:
        begun = {"code_hash": begins_as, "cohort_id": cohort_id, "created_at": at}
        statement = BEGIN[session.get_bind().dialect.name]
        is_written = execute(session, statement, holder=key, answers=pages, **begun, **values).rowcount > 0
    else:
        is_written = written(session, key, before, pages, values, at)
    if not is_written and (now := held(session, key)):
        written(session, key, now, pages, values, at)


def written(session, key, before, pages, values, at) -> bool:
    """Whether nobody wrote since `before` was read: every writing moves the end of a draft."""
    answers = {**before.answers, **pages} if before.expires_at > at else pages
    return execute(session, KEEP, key=key, seen=before.expires_at, answers=answers, **values).rowcount > 0


def held(session, key):
    """The draft as another tab has just written it, held; None if it was sent or is open elsewhere now."""
    return session.execute(select(DRAFTS).where(DRAFTS.c.holder == key).with_for_update()).first()


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
