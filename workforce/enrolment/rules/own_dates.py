"""Whether somebody may go to another date, and what the dates say of themselves."""

from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from ... import clock
from ...catalogue.models import CohortState
from ...i18n.formats import moment, money
from ...i18n.wording import plain
from ..models import State
from .changes import may_change
from .states import is_active

OWN_SEAT = (State.CONFIRMED, State.WAITING_FOR_GUARDIAN)
"""Nobody gives up such a seat for less than another one."""


def may_go(enrolment, at) -> bool:
    """By the applicant alone. What ended with its cohort may; the action looks whether it did."""
    if enrolment.cohort.state is CohortState.CANCELLED:
        return enrolment.state is State.CANCELLED
    return may_change(enrolment, at)


def may_be_taken(enrolment) -> bool:
    """By staff, at any time."""
    return is_active(enrolment.state) or enrolment.cohort.state is CohortState.CANCELLED


def seats_there(date, has_seat: bool) -> tuple[str, str]:
    """(in words, tone of the badge) of an OtherDate; `has_seat`: the reader has one that they would not give up."""
    if date.is_collecting:
        return gettext("The seats are given when applications close"), "wait"
    if date.free:
        return ngettext("%(num)s seat left", "%(num)s seats left", date.free), "good"
    if has_seat:
        return gettext("No seat is free now"), "bad"
    return gettext("Waiting list, number %(position)s", position=date.waiting + 1), "wait"


def nearest(dates, cohort, count):
    """The `count` of `dates` (OtherDate) that lie nearest to the day of `cohort`; on one day, those at its place."""
    own_place = cohort.place.name if cohort.place else None
    day = cohort.starts_at and clock.today(cohort.starts_at)

    def distance(date):
        days = abs((clock.today(date.starts_at) - day).days) if day and date.starts_at else 0
        return days, date.place != own_place, date.starts_at or date.opens_at, date.id

    return sorted(dates, key=distance)[:count]


def told(dates) -> list[dict[str, Any]]:
    """These dates as a letter keeps them."""
    return [{"starts_at": one.starts_at.isoformat(), "place": one.place} for one in dates if one.starts_at]


def date_lines(dates) -> str:
    """A line for each date that a letter keeps, in the reader's language."""
    return "\n".join(f"- {moment(datetime.fromisoformat(one['starts_at']))} {where(one['place'])}" for one in dates)


def where(place):
    return plain(place) if place else gettext("Online")


def price_there(fee: int, own: int) -> str | None:
    """What a date costs more or less than the one somebody has; None where both are free."""
    if fee == own:
        return gettext("Costs the same") if fee else None
    if fee > own:
        return gettext("Costs %(money)s more", money=money(fee - own))
    return gettext("Costs %(money)s less", money=money(own - fee))
