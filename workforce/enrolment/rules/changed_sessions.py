"""A changed lesson in words: what it was, and what it is."""

from datetime import datetime

from flask_babel import gettext as _

from ...i18n.formats import day, hours
from ...i18n.wording import plain


def lines(changes) -> str:
    """`changes`: [{"uid", "old", "new"}] as a letter keeps them; a few lines for each."""
    return "\n".join(in_words(one["old"], one["new"]) for one in changes)


def in_words(old, new) -> str:
    if "place" in (new or {}):
        before, after = (
            _("Place until now: %(place)s", place=where(old)),
            _("Place from now on: %(place)s", place=where(new)),
        )
        return f"{before}\n{after}"
    if old is None:
        return _("New: %(lesson)s", lesson=lesson(new))
    if new is None:
        return _("Does not take place: %(lesson)s", lesson=lesson(old))
    before, after = _("Until now: %(lesson)s", lesson=lesson(old)), _("From now on: %(lesson)s", lesson=lesson(new))
    return f"{before}\n{after}"


def where(facts) -> str:
    """The place of a whole cohort and its address, or that it is online."""
    name = plain(facts["place"]) if facts["place"] else ""
    if facts["online"] and not name:
        return _("Online")
    return _(", ").join(part for part in (name, facts["address"]) if part) or _("not decided yet")


def lesson(facts) -> str:
    """Day, hours, and where: 2026年4月1日（水）9:30〜12:30 201."""
    starts, ends = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    where = _("Online") if facts["online"] else facts["room"]
    when = f"{day(starts)} {hours(starts, ends)}"
    return _("%(when)s, %(where)s", when=when, where=where) if where else when
