"""What happens around every request: its id, the proxy, the form token, compression, headers, one log line."""

import gzip
import json
import logging
import secrets
import time

from flask import abort, current_app, g, make_response, request, session
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix
from wtforms.validators import ValidationError

from ..i18n.ruby import show_readings
from .errors import page as error_page

POLICY = (
    "default-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DECIDED_BY = "HX-Request-Type, HX-Target, Accept-Encoding"
SMALLEST_TO_COMPRESS = 800
SPARE = 1024 * 1024
"""For what is typed beside a file."""
log = logging.getLogger("workforce.requests")


def start():
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    if "\x00" in request.path:
        abort(404)  # no address of ours has NUL in it, and PostgreSQL cannot look for it
    if takes_file(request.endpoint):
        request.max_content_length = SPARE + 2 * largest_file()


def uploading(view):
    """This view takes a file as large as the settings allow. One up to twice as large still reaches its form, which
    says so and keeps what was typed; only what is larger still is refused as a whole.
    """
    view.takes_file = True
    return view


def takes_file(endpoint) -> bool:
    """For who has signed in: nobody else need fill our disk."""
    return getattr(current_app.view_functions.get(endpoint or ""), "takes_file", False) and "_user_id" in session


def largest_file() -> int:
    """In bytes."""
    return current_app.config["SETTINGS"].upload_megabytes * 1024 * 1024


def check_token():
    """A wrong or missing form token lets nothing through: forms show themselves again, everything typed (see Form)."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    try:
        validate_csrf(request.form.get("csrf_token"))
        g.csrf_valid = True  # so that forms need not look again
    except (ValidationError, CSRFError):
        g.page_is_stale = True


def refuse_stale(response):
    """The net under it: whatever a view did with a stale token is undone."""
    if g.get("page_is_stale") and response.status_code < 400:
        return make_response(error_page(400), 400)
    return response


def add_headers(response):
    response.headers.extend(HEADERS)
    if response.mimetype == "text/html":
        response.headers.setdefault("Vary", DECIDED_BY)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if "session" in request.cookies else "private, no-cache"
    return response


def compress(response):
    if (
        response.direct_passthrough
        or response.content_encoding
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or not response.mimetype.startswith("text/")
    ):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST_TO_COMPRESS:
        response.set_data(gzip.compress(body, 4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def note(response):
    """One line of JSON a request, without personal data: the rule, not the address."""
    if log.isEnabledFor(logging.INFO):
        log.info(
            json.dumps(
                {
                    "request": g.get("request_id"),
                    "method": request.method,
                    "rule": request.url_rule.rule if request.url_rule else None,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                }
            )
        )
    return response


def init_app(app):
    settings = app.config["SETTINGS"]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
    app.before_request_funcs.setdefault(None, []).insert(0, start)
    app.before_request(check_token)
    # Registered first, runs last: log < compress < headers < …
    for step in (note, compress, add_headers, show_readings, refuse_stale):
        app.after_request(step)
