"""Pages that show everybody the same, or the same but for a few tokens, remembered by what they show.

Their values are read from the database for every request, and the page is made again only when one of them is new. So
it is always exact, also for people with a session, whom `kept` does not serve.
"""

import gzip
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Response, current_app, render_template, request, session
from flask_login import current_user

from ..i18n.languages import Language, current
from ..i18n.ruby import marked_up
from .pages import render, wanted_block

PAGES_AT_MOST = 64
FRAMES_AT_MOST = 256
HOLE = "\ue000%s\ue000"  # a private character: no text has it


@dataclass(frozen=True)
class Made:
    plain: bytes
    small: bytes


def render_same(template, **values):
    """`render` for a page that holds nothing of its reader: values that can be compared, no form that posts.

    For somebody signed in, for a block, and when there is something to tell, it is `render`.
    """
    if is_for_one():
        return render(template, **values)
    page = make(current_app.jinja_env, current(), request.full_path, template, tuple(values.items()))
    is_small = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(page.small if is_small else page.plain, mimetype="text/html", direct_passthrough=True)
    if is_small:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


@lru_cache(maxsize=PAGES_AT_MOST)
def make(_environment, language: Language, _address: str, template: str, values: tuple) -> Made:
    """The address stands in the page (its siblings in other languages), the environment is that of one application."""
    html = render_template(template, **dict(values))
    body = (marked_up(html) if language.html_lang == "ja" else html).encode()
    return Made(body, gzip.compress(body, 4, mtime=0))


def render_around(template, values: Callable[..., dict[str, Any]], tokens: Mapping[str, str], *, shows: Hashable):
    """`render` for a form in which nothing was written yet: only its tokens are the visitor's own.

    `values(**tokens)` is what the template gets, the tokens of characters that need no escaping; `shows` is everything
    else that it shows.
    """
    if is_for_one():
        return render(template, **values(**tokens))
    holes = {name: HOLE % name for name in tokens}
    key = (current_app.jinja_env, current(), request.full_path, template, shows)
    frame = FRAMES.get(key) or remember(key, render_template(template, **values(**holes)))
    for name, token in tokens.items():
        frame = frame.replace(holes[name], token)
    return Response(frame, mimetype="text/html")


def is_for_one() -> bool:
    """This answer is for somebody signed in, for a block, or has something to tell."""
    return bool(wanted_block() or "_flashes" in session or current_user.is_authenticated)


FRAMES: dict[tuple, str] = {}
"""Pages with holes, by what they show. Nothing of the visitor for whom one was made stays in here."""


def remember(key, frame):
    if len(FRAMES) >= FRAMES_AT_MOST:
        FRAMES.clear()
    FRAMES[key] = frame
    return frame
