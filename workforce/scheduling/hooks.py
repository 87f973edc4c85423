"""What later features know against engaging somebody for a session."""

from ..listeners import Listeners

before_engagement = Listeners()
"""`listener(session, person_id, sittings)` may refuse that this person, who is held, teaches in these sessions, each a
rules.days.Busy.
"""


def ask(session, person_id: int, sittings):
    for listener in before_engagement:
        listener(session, person_id, sittings)


busy = Listeners()
"""`listener(session, person_ids, *, begins, ends) -> {person id: [anything that begins and ends]}`: when these people
cannot teach, as far as later features know.
"""


def known_busy(session, person_ids, *, begins, ends) -> dict[int, list]:
    found: dict[int, list] = {}
    for listener in busy:
        for id, spans in listener(session, person_ids, begins=begins, ends=ends).items():
            found.setdefault(id, []).extend(spans)
    return found
