"""Wrong tries at signing in, counted by whom and from where. Keys are hashed by the caller: no address is kept."""

from datetime import datetime
from math import ceil

from flask_babel import ngettext
from sqlalchemy import delete, insert, select

from ...refusals import Refused
from ..models import SignInAttempt
from ..rules.throttles import LONGEST, NOTHING, wait


class TooManyTries(Refused):
    """`wait`: how long until the next try."""

    def text(self):
        minutes = ceil(self.values["wait"].total_seconds() / 60)
        return ngettext(
            "There were too many tries. Please wait %(num)s minute and try again, or call us.",
            "There were too many tries. Please wait %(num)s minutes and try again, or call us.",
            minutes,
        )


def refuse_too_many(session, limits, *, at: datetime) -> set[str]:
    """`limits`: {key: the limits that hold for it}. One statement. Raises TooManyTries.

    Returns the keys that were tried within the last day.
    """
    tried = tries(session, limits, at=at)
    refuse(tried, limits, at=at)
    return {key for key, tried_at in tried.items() if tried_at}


def tries(session, keys, *, at: datetime) -> dict[str, list[datetime]]:
    """{key: when it was tried within the last day}, in one statement."""
    recent = select(SignInAttempt.key, SignInAttempt.at)
    recent = recent.where(SignInAttempt.key.in_(list(keys)), SignInAttempt.at > at - LONGEST)
    tried: dict[str, list[datetime]] = {key: [] for key in keys}
    for key, tried_at in session.execute(recent):
        tried[key].append(tried_at)
    return tried


def refuse(tried, limits, *, at: datetime):
    """Raises TooManyTries if one of `limits` holds for what was `tried`."""
    longest = max(wait(tried[key], limits[key], at=at) for key in limits)
    if longest > NOTHING:
        raise TooManyTries(wait=longest)


def note(session, keys, *, at):
    """One wrong try for each key; what these keys did more than a day ago is forgotten."""
    session.execute(insert(SignInAttempt), [{"key": key, "at": at} for key in keys])
    old = delete(SignInAttempt).where(SignInAttempt.key.in_(list(keys)), SignInAttempt.at < at - LONGEST)
    session.execute(old)


def forget(session, key):
    """It was the right person after all."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == key))
