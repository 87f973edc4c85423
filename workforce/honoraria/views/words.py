"""A month in its address, and in words."""

from datetime import date

from flask import abort
from flask_babel import pgettext

from ..rules.sheets import first_of


def month_of(address: str) -> date:
    """2026-10, or 404."""
    try:
        found = date.fromisoformat(f"{address}-01")
    except ValueError:
        abort(404)
    return first_of(found)


def address_of(month: date) -> str:
    return f"{month:%Y-%m}"


def in_words(month: date) -> str:
    return pgettext("month", "%(year)s-%(month)s", year=month.year, month=month.month)
