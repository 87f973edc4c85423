"""Public pages, kept per process for at most a second, for visitors without a session cookie.

`@keep` marks a view. The middleware answers from its store before Flask wakes up; it also serves the static files,
which are in memory already. A kept page carries no form that posts, no flash and no Set-Cookie.
"""

import gzip
import hashlib
import time
from dataclasses import dataclass

from flask import current_app, request

from ..assets import headers as asset_headers
from .responses import DECIDED_BY, SMALLEST_TO_COMPRESS

SECONDS = 1.0
PAGES_AT_MOST = 256
KEEP = "workforce.keep"


def keep(view):
    """The page of this view may be kept (for visitors only; see the module)."""
    view.kept = True
    return view


@dataclass(frozen=True)
class Page:
    until: float
    etag: str
    plain: list
    body: bytes
    small: bytes


class KeptPages:
    def __init__(self, app, assets, clock=time.monotonic):
        self.app = app
        self.assets = assets.by_address
        self.clock = clock
        self.pages: dict[tuple, Page] = {}

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/static/") and path in self.assets:
            return self.send_asset(self.assets[path], environ, start_response)
        if not is_visitor(environ):
            return self.app(environ, start_response)
        key = (path, environ.get("QUERY_STRING", ""))
        page = self.pages.get(key)
        if page is None or page.until < self.clock():
            page = self.fetch(key, environ, start_response)
            if not isinstance(page, Page):
                return page
        return send(page, environ, start_response)

    def send_asset(self, asset, environ, start_response):
        body, fields = asset_headers(asset, "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", fields)
        return [body if environ["REQUEST_METHOD"] != "HEAD" else b""]

    def fetch(self, key, environ, start_response):
        """A fresh Page for the store, or the application's own answer if it may not be kept."""
        asked = {**environ, "HTTP_ACCEPT_ENCODING": "identity"}
        caught: list = []

        def catch(status, fields, exc_info=None):
            caught[:] = [status, fields, exc_info]
            return None

        chunks = self.app(asked, catch)
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, fields, exc_info = caught
        if not asked.get(KEEP) or not status.startswith("200") or has(fields, "Set-Cookie"):
            return self.pass_on(status, fields, exc_info, body, environ, start_response)
        page = self.page(fields, body)
        if len(self.pages) >= PAGES_AT_MOST:
            self.pages.clear()
        self.pages[key] = page
        return page

    def pass_on(self, status, fields, exc_info, body, environ, start_response):
        """An answer that is not kept, compressed here because it was asked for plain."""
        is_text = any(name == "Content-Type" and value.startswith("text/") for name, value in fields)
        if is_text and len(body) >= SMALLEST_TO_COMPRESS and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = gzip.compress(body, 4, mtime=0)
            fields = [(name, value) for name, value in fields if name != "Content-Length"]
            fields += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        start_response(status, fields, *([exc_info] if exc_info else []))
        return [body]

    def page(self, fields, body):
        dropped = {"content-length", "cache-control", "etag", "vary"}
        plain = [(name, value) for name, value in fields if name.lower() not in dropped]
        plain += [("Cache-Control", "public, max-age=0, must-revalidate"), ("Vary", DECIDED_BY)]
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return Page(self.clock() + SECONDS, etag, [*plain, ("ETag", etag)], body, gzip.compress(body, 6, mtime=0))


def is_visitor(environ):
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "session=" not in environ.get("HTTP_COOKIE", "")
        and "HTTP_HX_REQUEST_TYPE" not in environ
    )


def has(fields, name):
    return any(field.lower() == name.lower() for field, _ in fields)


def send(page, environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH") == page.etag:
        start_response("304 Not Modified", [field for field in page.plain if field[0] != "Content-Type"])
        return [b""]
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        fields = [*page.plain, ("Content-Encoding", "gzip"), ("Content-Length", str(len(page.small)))]
        start_response("200 OK", fields)
        return [page.small]
    start_response("200 OK", [*page.plain, ("Content-Length", str(len(page.body)))])
    return [page.body]


def mark(response):
    """Tell the middleware that the view of this request allows keeping."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "kept", False):
        request.environ[KEEP] = True
    return response


def init_app(app):
    app.after_request(mark)
