"""Whether somebody may go to another date, and what the dates say of themselves."""

from flask_babel import gettext, ngettext

from ...catalogue.models import CohortState
from ...i18n.formats import money
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


def price_there(fee: int, own: int) -> str | None:
    """What a date costs more or less than the one somebody has; None where both are free."""
    if fee == own:
        return gettext("Costs the same") if fee else None
    if fee > own:
        return gettext("Costs %(money)s more", money=money(fee - own))
    return gettext("Costs %(money)s less", money=money(own - fee))
