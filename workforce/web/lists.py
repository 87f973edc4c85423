"""Lists keep their search, filters, order and page in the address; here is how a page speaks of its own address."""

from dataclasses import dataclass

from flask import request, url_for

from .. import i18n


@dataclass(frozen=True)
class Pagination:
    """What `ui.pages` shows."""

    prev_url: str | None
    next_url: str | None
    label: str


def address(endpoint=None, **changes):
    """This list with the same filters and these `changes` (None removes one), from its first page."""
    kept = {key: value for key, value in request.args.items() if value and key not in {"after", "before", "language"}}
    return url_for(endpoint or request.endpoint or "", **{**(request.view_args or {}), **kept, **changes})


def place():
    """Which page the address asks for: arguments of the queries that page by key."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def sort_of(orders, default):
    """The order that the address asks for, a key of `orders`; nonsense is the default."""
    asked = request.args.get("sort")
    return asked if asked in orders else default


def pagination(page, label, endpoint=None) -> Pagination:
    """`page`: anything with the tokens `before` and `after` (None where there is nothing)."""
    return Pagination(
        address(endpoint, before=page.before) if page.before else None,
        address(endpoint, after=page.after) if page.after else None,
        label,
    )


def way_back(default):
    """The staff page that a form or link names as `back`, otherwise `default`. Never leads out of the staff's pages."""
    back = request.form.get("back") or request.args.get("back") or ""
    within = back.startswith(f"/{i18n.current().code}/staff/")
    return back if within and "\\" not in back and back.isprintable() else default
