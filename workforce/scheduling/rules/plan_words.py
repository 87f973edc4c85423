"""Plans as staff read them: goals, scores, rules and reasons in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, lazy_pgettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import duration, hours, short_day
from ...i18n.wording import plain
from ..models import PlanKind, PlanState
from .planning.checking import Broken, Rule
from .planning.goals import Goal
from .planning.instance import Duty

STATES = {
    PlanState.QUEUED: lazy_pgettext("plan", "Waits for a worker"),
    PlanState.SOLVING: lazy_pgettext("plan", "Being made"),
    PlanState.SOLVED: lazy_pgettext("plan", "Ready: apply or discard it"),
    PlanState.STOPPED: lazy_pgettext("plan", "Stopped early"),
    PlanState.IMPOSSIBLE: lazy_pgettext("plan", "Not possible with what is pinned"),
    PlanState.FAILED: lazy_pgettext("plan", "Failed"),
    PlanState.APPLIED: lazy_pgettext("plan", "Applied"),
    PlanState.DISCARDED: lazy_pgettext("plan", "Discarded"),
}
TONES = {
    PlanState.QUEUED: "wait",
    PlanState.SOLVING: "wait",
    PlanState.SOLVED: "few",
    PlanState.STOPPED: "few",
    PlanState.IMPOSSIBLE: "bad",
    PlanState.FAILED: "bad",
    PlanState.APPLIED: "good",
    PlanState.DISCARDED: "quiet",
}
KINDS = {PlanKind.PLAN: _("Plan"), PlanKind.AWAY: _("What if somebody is away")}

GOALS: dict[Goal, Any] = {
    Goal.CHANGES: _("As little as possible changes"),
    Goal.UNSTAFFED: _("Every part has somebody who teaches it"),
    Goal.ROOMLESS: _("Every session has a room"),
    Goal.LICENCES: _("Preferred licences lead"),
    Goal.GAPS: _("Little waiting and travelling within a day"),
    Goal.LOAD: _("Teaching is shared fairly"),
    Goal.EVENINGS: _("Evenings are shared fairly"),
    Goal.CONTINUITY: _("Few different faces in a cohort"),
    Goal.WISHES: _("Wishes of those who teach"),
    Goal.ROOM_CHANGES: _("A cohort stays in its room"),
}


def score(goal: Goal, number: int) -> str:
    """3 parts; 1 hour 20 minutes."""
    return SCORES[goal](number)


def posts(number):
    return ngettext("%(num)s change", "%(num)s changes", number)


def parts(number):
    return ngettext("%(num)s part without", "%(num)s parts without", number)


def sessions(number):
    return ngettext("%(num)s session without", "%(num)s sessions without", number)


def ranks(number):
    return ngettext("%(num)s step away", "%(num)s steps away", number)


def evenings(number):
    return ngettext("%(num)s evening too many", "%(num)s evenings too many", number)


def faces(number):
    return ngettext("%(num)s face", "%(num)s faces", number)


def wishes(number):
    return ngettext("%(num)s wish not followed", "%(num)s wishes not followed", number)


def rooms(number):
    return ngettext("%(num)s room", "%(num)s rooms", number)


def beside_target(number):
    return gettext("%(time)s beside the target", time=duration(number))


SCORES: dict[Goal, Callable[[int], str]] = {
    Goal.CHANGES: posts,
    Goal.UNSTAFFED: parts,
    Goal.ROOMLESS: sessions,
    Goal.LICENCES: ranks,
    Goal.GAPS: duration,
    Goal.LOAD: beside_target,
    Goal.EVENINGS: evenings,
    Goal.CONTINUITY: faces,
    Goal.WISHES: wishes,
    Goal.ROOM_CHANGES: rooms,
}


def proof(goal: Goal, scores: Mapping[str, int], bounds: Mapping[str, int]) -> str:
    """What is proven about a score. A goal without a bound was not reached before it was stopped."""
    bound = bounds.get(goal)
    if bound is None:
        return gettext("not worked on")
    if bound == scores[goal]:
        return gettext("proven best")
    if goal in (Goal.GAPS, Goal.LOAD):
        return gettext("at most %(time)s better is possible", time=duration(scores[goal] - bound))
    return ngettext("at most %(num)s better is possible", "at most %(num)s better are possible", scores[goal] - bound)


DUTIES = {Duty.LEAD: lazy_pgettext("duty", "leads"), Duty.ASSISTANT: lazy_pgettext("duty", "assists")}

SAID: dict[Rule, Any] = {
    Rule.QUALIFIED: _("%(name)s may not teach this subject."),
    Rule.AVAILABLE: _("%(name)s has no time then."),
    Rule.ONE_DUTY: _("%(name)s has another duty in this part."),
    Rule.AT_ONCE: _("%(name)s is in another session at that time: %(other)s."),
    Rule.TRAVEL: _("%(name)s cannot get from one place to the other in time: %(other)s."),
    Rule.DAY: _("%(name)s would teach longer than their limit for a day."),
    Rule.STRETCH: _("%(name)s would teach too many hours on end."),
    Rule.WEEK: _("%(name)s would teach longer than their limit for a week."),
    Rule.RATIO: _("%(part)s would not have everybody it needs."),
    Rule.ROOM_PLACE: _("%(room)s is at another place."),
    Rule.ROOM_CAPACITY: _("%(room)s is too small."),
    Rule.ROOM_EQUIPMENT: _("%(room)s does not have the equipment."),
    Rule.ROOM_OPEN: _("%(room)s is shut or taken by something else then."),
    Rule.ROOM_TAKEN: _("%(room)s is taken then: %(other)s."),
    Rule.TIME: _("%(session)s may not begin then."),
    Rule.COHORT: _("%(session)s would come in the wrong order."),
    Rule.PINNED: _("This is pinned otherwise."),
}
"""One broken rule."""

BARS: dict[Rule, Any] = {
    Rule.QUALIFIED: _("nobody else may teach the subject"),
    Rule.AVAILABLE: _("others have no time then"),
    Rule.AT_ONCE: _("others are in another session then, or on the way"),
    Rule.DAY: _("others have reached their limit for the day"),
    Rule.STRETCH: _("others would teach too many hours on end"),
    Rule.WEEK: _("others have reached their limit for the week"),
    Rule.RATIO: _("the part needs more people at once"),
    Rule.PINNED: _("something is pinned"),
}
"""Rules that together leave a part without anybody: none of them can be left out."""


def said(broken: Broken, words) -> str:
    """`words`: queries.planning.Words that know what is named."""
    return str(SAID[broken.rule]) % {
        "name": words.people.get(broken.person, gettext("Somebody")),
        "room": words.rooms.get(broken.room, gettext("The room")),
        "session": session(broken.session, words),
        "other": session(broken.other, words),
        "part": part(broken.part, words),
    }


def session(session_id: int | None, words) -> str:
    """c12, Tue 3 November, 18:00–20:00."""
    one = words.sessions.get(session_id)
    if one is None:
        return gettext("another session")
    when = f"{short_day(one.starts_at)} {hours(one.starts_at, one.ends_at)}"
    return gettext("%(code)s on %(when)s", code=words.cohorts[one.cohort_id].code, when=when)


def part(part_id: int | None, words) -> str:
    """3-1 Talking with people."""
    one = words.parts.get(part_id)
    return gettext("A part") if one is None else f"{one.subject}-{one.item} {plain(one.item_title)}"


def whole_part(part_id: int, words) -> str:
    """The part with its session."""
    one = words.parts.get(part_id)
    if one is None:
        return gettext("A part")
    return gettext("%(session)s, %(part)s", session=session(one.session_id, words), part=part(part_id, words))
