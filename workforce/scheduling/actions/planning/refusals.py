"""Why nothing of a plan was applied."""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ....i18n.formats import hours, short_day
from ....refusals import Refused
from ...queries.planning import SessionWords, Words

NAMED = 3


class StandsOtherwise(Refused):
    """Raised with `words`, of the sessions in which something else stands now than when it was planned, by time; of one
    that is not there any more there are none.
    """

    message = _("This was changed after the plan was made: %(what)s. Nothing was applied; plan again from what is now.")

    def __init__(self, words: Words, sessions: Iterable[int]):
        super().__init__()
        self.words = words
        known = sorted({one for one in sessions if one in words.sessions}, key=lambda one: when(words, one))
        self.sessions, self.is_all = known, set(sessions) == set(known)

    def text(self):
        said = [where(self.words, one) for one in self.sessions[:NAMED]]
        if len(self.sessions) > NAMED:
            said.append(gettext("and others"))
        if not self.is_all:
            said.append(gettext("a session that is not there any more, or has begun"))
        return str(self.message) % {"what": gettext(", ").join(said)}


class PlanRefused(Refused):
    """A rule of the house says no. `why`: its own refusal; `session_id`, `part_id` and `person_id` where they are
    known.
    """

    message = _("Nothing of the plan was applied. %(where)s: %(why)s")

    def __init__(self, words: Words, why: Refused, *, sessions: Collection[int] = (), part_id=None, person_id=None):
        super().__init__()
        self.words, self.why, self.part_id, self.person_id = words, why, part_id, person_id
        self.session_id = min(sessions, key=lambda one: when(words, one), default=None)

    def text(self):
        named = where(self.words, self.session_id) if self.session_id else gettext("The timetable")
        return str(self.message) % {"where": named, "why": self.why.text()}


def when(words: Words, session_id: int) -> tuple[datetime, int]:
    return words.sessions[session_id].starts_at, session_id


def where(words: Words, session_id: int) -> str:
    one: SessionWords = words.sessions[session_id]
    return f"{words.cohorts[one.cohort_id].code} {short_day(one.starts_at)} {hours(one.starts_at, one.ends_at)}"
