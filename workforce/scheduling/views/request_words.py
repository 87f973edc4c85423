"""Where a request stands, as whoever is asked reads it."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from ..models import Duty
from ..rules.requests import Ending, Standing


class Outcome(StrEnum):
    """What the page says first."""

    ASKED = "asked"
    LATE_BUT_FREE = "late_but_free"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    TAUGHT = "taught"
    DECLINED = "declined"
    GIVEN_BACK = "given_back"
    CALLED_OFF = "called_off"
    OFF = "off"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    BEGUN = "begun"


S = Standing
LEADS = {
    Outcome.ASKED: _("Can you teach these sessions?"),
    Outcome.LATE_BUT_FREE: _("The time to answer is over, but nobody else has these sessions yet. Can you still come?"),
    Outcome.PROPOSED: _("You proposed something else. We look at it and answer you."),
    Outcome.ACCEPTED: _("You said yes, thank you. We keep your time and confirm it soon."),
    Outcome.CONFIRMED: _("You teach these sessions. Thank you."),
    Outcome.TAUGHT: _("You taught these sessions. Thank you."),
    Outcome.DECLINED: _("You told us that you cannot come. That is no problem."),
    Outcome.GIVEN_BACK: _("You told us that you cannot come after all. We look for somebody else."),
    Outcome.CALLED_OFF: _("Our plans have changed, and you need not come. We are sorry."),
    Outcome.OFF: _("These sessions do not take place. You need not do anything."),
    Outcome.TAKEN: _(
        "Thank you for looking. Somebody else has been asked or takes these sessions, so you need not answer."
    ),
    Outcome.WITHDRAWN: _("We have taken our request back. You need not answer any more."),
    Outcome.BEGUN: _("The first of these sessions has begun, so nothing can be answered here any more."),
}
BADGES = {
    Outcome.ASKED: (_("Waits for you"), "wait"),
    Outcome.LATE_BUT_FREE: (_("Still open"), "few"),
    Outcome.PROPOSED: (_("Proposed something else"), "wait"),
    Outcome.ACCEPTED: (_("You said yes"), "good"),
    Outcome.CONFIRMED: (_("You teach"), "good"),
    Outcome.TAUGHT: (_("You taught"), "good"),
    Outcome.DECLINED: (_("You said no"), "quiet"),
    Outcome.GIVEN_BACK: (_("You cannot come"), "quiet"),
    Outcome.CALLED_OFF: (_("You need not come"), "quiet"),
    Outcome.OFF: (_("Does not take place"), "quiet"),
    Outcome.TAKEN: (_("Somebody else"), "quiet"),
    Outcome.WITHDRAWN: (_("Taken back"), "quiet"),
    Outcome.BEGUN: (_("Begun"), "quiet"),
}
DUTY_WORDS = {Duty.LEAD: _("You lead the lesson"), Duty.ASSISTANT: _("You help the instructor")}
FINAL = {
    S.DECLINED: Outcome.DECLINED,
    S.GIVEN_BACK: Outcome.GIVEN_BACK,
    S.CALLED_OFF: Outcome.CALLED_OFF,
    S.PASSED_OVER: Outcome.TAKEN,
    S.ACCEPTED: Outcome.ACCEPTED,
    S.CONFIRMED: Outcome.CONFIRMED,
}
ENDED = {
    Ending.OFF: Outcome.OFF,
    Ending.TAKEN: Outcome.TAKEN,
    Ending.REPLACED: Outcome.TAKEN,
    Ending.WITHDRAWN: Outcome.WITHDRAWN,
}


def outcome(found, asked, at) -> Outcome:
    """`found`: queries.requests.pages.Shown."""
    standing = asked.standing
    if standing in (S.ACCEPTED, S.CONFIRMED) and found.ends_at and found.ends_at <= at:
        return Outcome.TAUGHT
    if standing in FINAL and found.search.ended_as is not Ending.OFF:
        return FINAL[standing]
    if found.search.ended_as:
        return ENDED[found.search.ended_as]
    if standing is S.LAPSED:
        return Outcome.LATE_BUT_FREE if found.can_answer(asked, at) else Outcome.TAKEN
    if not found.can_answer(asked, at):
        return Outcome.BEGUN
    return Outcome.PROPOSED if standing is S.PROPOSED else Outcome.ASKED
