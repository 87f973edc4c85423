"""Where a search and those on its list stand, and why somebody comes before another, as staff read it."""

from flask_babel import gettext, lazy_pgettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import duration
from ..queries.requests.pages import Shown
from ..rules.candidates import Candidate, Time
from ..rules.licences import LICENCES
from ..rules.requests import Ending, Offer, Standing
from .outside import RATHER_NOT, against_words

S = Standing
STANDINGS = {
    S.LISTED: (lazy_pgettext("request", "On the list"), "quiet"),
    S.ASKED: (lazy_pgettext("request", "Asked, not answered yet"), "wait"),
    S.PROPOSED: (lazy_pgettext("request", "Proposes something else"), "few"),
    S.ACCEPTED: (lazy_pgettext("request", "Said yes, to be confirmed"), "few"),
    S.CONFIRMED: (lazy_pgettext("request", "Teaches"), "good"),
    S.DECLINED: (lazy_pgettext("request", "Said no"), "quiet"),
    S.LAPSED: (lazy_pgettext("request", "No answer in time"), "quiet"),
    S.PASSED_OVER: (lazy_pgettext("request", "Passed over"), "quiet"),
    S.SKIPPED: (lazy_pgettext("request", "Could not be asked when it was their turn"), "quiet"),
    S.GIVEN_BACK: (lazy_pgettext("request", "Cannot come after all"), "bad"),
    S.CALLED_OFF: (lazy_pgettext("request", "Taken out by staff"), "quiet"),
    S.WITHDRAWN: (lazy_pgettext("request", "Request taken back"), "quiet"),
}
ENDINGS = {
    Ending.WITHDRAWN: _("Staff have ended this search."),
    Ending.TAKEN: _("Somebody was named for it on another page."),
    Ending.OFF: _("The sessions do not take place."),
    Ending.REPLACED: _("Others are asked by a newer search."),
}
PROPOSALS = {
    Offer.SOME: _("They can teach only some of the sessions."),
    Offer.OTHER_TIME: _("They could come at another time."),
    Offer.COLLEAGUE: _("They name somebody else."),
}
MOVES = {
    "accept": _("They said yes"),
    "decline": _("They said no"),
    "go_on": _("Ask the next now"),
    "take_offer": _("Take what they offer"),
    "ask_again": _("Ask them again"),
    "confirm": _("Confirm"),
    "call_off": _("They need not come"),
}
POSSIBLE = {
    S.ASKED: ("accept", "decline", "go_on"),
    S.PROPOSED: ("take_offer", "ask_again", "accept", "go_on"),
    S.ACCEPTED: ("confirm", "call_off"),
    S.CONFIRMED: ("call_off",),
    S.LAPSED: ("accept",),
}


def moves_of(found: Shown, asked, at) -> list[str]:
    """What staff may press about one on the list."""
    if found.search.ended_at or found.begins_at is None or found.begins_at <= at:
        return []
    if asked.standing is S.LAPSED and not found.can_answer(asked, at):
        return []
    is_some = asked.request.offer is Offer.SOME
    return [one for one in POSSIBLE.get(asked.standing, ()) if one != "take_offer" or is_some]


GROUPS = (
    ("decide", _("To decide"), _("Nothing waits for a decision.")),
    ("stuck", _("Nobody is left to ask"), _("Every search goes on, or has found somebody.")),
    ("waiting", _("Waiting for an answer"), _("Nobody is being asked.")),
    ("found", _("Found"), _("Nobody has said yes yet.")),
    ("over", _("Over"), _("No search has ended lately.")),
)


def group_of(found: Shown, at) -> str:
    live = found.live
    if found.search.ended_at:
        return "over"
    if live and live.standing in (S.PROPOSED, S.ACCEPTED):
        return "decide"
    if live is None:
        return "stuck" if found.coming(at) else "over"
    return "waiting" if live.standing is S.ASKED else "found"


TIMES = {
    Time.FREE: _("free, as they said"),
    Time.UNKNOWN: _("nothing known of their time, but not taken"),
}


def reasons(one: Candidate) -> list[str]:
    """Why they stand where they stand."""
    said = []
    if one.licence:
        first = gettext("%(licence)s, preferred", licence=LICENCES[one.licence])
        said.append(first if one.is_preferred else str(LICENCES[one.licence]))
    said.append(time_of(one))
    if one.rather_not:
        said.append(str(RATHER_NOT))
    if one.taught:
        said.append(ngettext("knows the cohort: %(num)s session", "knows the cohort: %(num)s sessions", one.taught))
    said.append(gettext("that month: %(time)s", time=duration(one.minutes)))
    if one.way:
        said.append(gettext("on the way: %(left)s of %(needed)s minutes", left=one.way.left, needed=one.way.needed))
    if one.declined:
        said.append(gettext("has not taken this before"))
    return said


def time_of(one: Candidate) -> str:
    if one.against:
        return against_words(one.against)
    if one.is_elsewhere:
        return gettext("busy, as their own calendar says")
    return str(TIMES[one.time])
