"""Which drafts are this visitor's: what their session remembers, and what the posted page carries."""

from flask import request, session

from ... import links

DRAFTS_AT_MOST = 5  # in one visitor's session


def open_first(code, key, short):
    """Remember with which key this visitor opened a form that has no draft yet: a double click makes one draft."""
    session["opened"] = (code, key, short)


def opened(code) -> tuple[str | None, str]:
    """(key, short code) for the first page of the form that this visitor opened last, if it was this one."""
    last, key, short = session.get("opened", ("", None, ""))
    return (key, short) if last == code else (None, "")


def held(code, at) -> tuple[str | None, str]:
    """(key, short code) of this visitor's draft: the one that the posted page carries, or else the session's."""
    key, short = session.get("drafts", {}).get(code, (None, ""))
    carried = links.read(links.Purpose.DRAFT, request.form.get("draft", ""), at=at)
    if carried and carried[0] != key:
        return carried[0], ""
    return key, short


def hold(code, key, short):
    """Remember in this visitor's session which draft is theirs."""
    others = {other: value for other, value in session.get("drafts", {}).items() if other != code}
    latest = list(others.items())[-(DRAFTS_AT_MOST - 1) :]
    session["drafts"] = {**dict(latest), code: (key, short)}
    session.pop("opened", None)
    session.permanent = True


def is_held(code, key) -> bool:
    return session.get("drafts", {}).get(code, (None, ""))[0] == key


def let_go(code):
    session["drafts"] = {other: value for other, value in session.get("drafts", {}).items() if other != code}
