"""The sessions that somebody is asked to teach, a line each, as letters and pages say them."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext

from ...i18n.formats import hours, short_day
from ...i18n.wording import plain


def teaching_lines(sessions: list[Mapping]) -> str:
    """- 12月1日（火） 18:30〜20:30 市民会館 201: 認知症の理解"""
    return "\n".join(line(one) for one in sessions)


def line(one: Mapping) -> str:
    starts, ends = (datetime.fromisoformat(one[name]) for name in ("starts_at", "ends_at"))
    facts = [short_day(starts), hours(starts, ends), where(one["place"], one["online"], one["room"])]
    said = " ".join(fact for fact in facts if fact)
    return f"- {said}: {gettext(', ').join(plain(part) for part in one['parts'])}"


def where(place, online: bool, room: str) -> str:
    if online:
        return gettext("Online")
    return " ".join(word for word in (plain(place) if place else "", room) if word)
