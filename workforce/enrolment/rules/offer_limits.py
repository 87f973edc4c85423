"""What staff may not set as the hours in which an offered seat can be answered."""

from datetime import timedelta

from flask_babel import lazy_gettext as _

from ...refusals import Refused

MOST_HOURS = 336
"""Of open hours: with twelve of them a day, four weeks."""

HOUR = timedelta(hours=1)


class ClosesTooEarly(Refused):
    message = _("The last hour must be at least one hour after the first.")
    field = "closes"


class NoLastStep(Refused):
    message = _("One step must begin at 0 days before the start: it says how long people have at the end.")


class SameDayTwice(Refused):
    message = _("Two steps begin at %(days)s days before the start. Keep one of them.")


class HoursOutOfRange(Refused):
    message = _("Give at least 1 hour to answer, and at most %(most)s.")


def check(hours):
    """Raises what is wrong with these OfferHours."""
    if timedelta(hours=hours.closes.hour - hours.opens.hour, minutes=hours.closes.minute - hours.opens.minute) < HOUR:
        raise ClosesTooEarly
    days = [step.days for step in hours.steps]
    if 0 not in days:
        raise NoLastStep
    for day in days:
        if days.count(day) > 1:
            raise SameDayTwice(days=day)
    if any(not 1 <= step.hours <= MOST_HOURS for step in hours.steps):
        raise HoursOutOfRange(most=MOST_HOURS)
