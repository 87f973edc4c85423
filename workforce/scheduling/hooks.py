"""What later features know against engaging somebody for a session."""

from ..listeners import Listeners

before_engagement = Listeners()
"""`listener(session, person_id, sittings)` may refuse that this person, who is held, teaches in these sessions, each a
rules.days.Busy.
"""


def ask(session, person_id: int, sittings):
    for listener in before_engagement:
        listener(session, person_id, sittings)
