"""Sessions among themselves: overlaps, and laying the required minutes into them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .minutes import left_over, length

LONGEST_STRETCH = 120  # minutes of teaching before a break of at least ten


@dataclass(frozen=True)
class Laid:
    """`minutes` of the item `item_id`, to be taught in the session at index `session`."""

    session: int
    item_id: int
    minutes: int


def overlaps(one, other) -> bool:
    """Ends are exclusive: a session may begin the minute another ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def clashes(sessions: Iterable) -> list[tuple]:
    """Every pair that overlaps, earlier one first."""
    ordered = sorted(sessions, key=lambda session: session.starts_at)
    return [(one, other) for one, other in combinations(ordered, 2) if overlaps(one, other)]


def overfull(sessions: Iterable) -> list:
    """The sessions whose parts take longer than the session."""
    return [session for session in sessions if left_over(session) < 0]


def teaching_time(minutes: int) -> int:
    """How much of a session of this length is for teaching when nobody planned its breaks.

    Ten minutes of rest before each further stretch of two hours; an hour for lunch from six hours on.
    """
    rest = 10 * max(0, -(-minutes // (LONGEST_STRETCH + 10)) - 1)
    return minutes - max(rest, 60 if minutes >= 360 else 0)


def lay(subjects: Sequence, sessions: Sequence) -> list[Laid]:
    """What is still to be taught, laid into the room the sessions have, in statutory order.

    Sessions are filled from the first to the last; what stands in them stays. In an online session only as much of a
    subject is laid as its distance limit still allows; the next item that fits is taken instead.
    subjects: with `items` and `max_distance_minutes`. sessions: in order of time, with `parts`, `online`.
    """
    planned = Plan(subjects, sessions)
    return [laid for index, session in enumerate(sessions) for laid in planned.fill(index, session)]


class Plan:
    """What is left to teach of each item, and to teach at a distance of each subject."""

    def __init__(self, subjects, sessions):
        taught: Counter[int] = Counter()
        distance: Counter[int] = Counter()
        for session in sessions:
            for part in session.parts:
                taught[part.item_id] += part.minutes
                distance[part.item_id] += part.minutes if session.online else 0
        self.items = [(subject, item) for subject in subjects for item in subject.items]
        self.missing = {item.id: item.minutes - taught[item.id] for _, item in self.items}
        self.distance = {
            subject.id: subject.max_distance_minutes - sum(distance[item.id] for item in subject.items)
            for subject in subjects
        }

    def fill(self, index, session):
        room = left_over(session) if session.parts else teaching_time(length(session))
        for subject, item in self.items:
            minutes = min(self.missing[item.id], room)
            if session.online:
                minutes = min(minutes, self.distance[subject.id])
            if minutes <= 0:
                continue
            room -= minutes
            self.missing[item.id] -= minutes
            self.distance[subject.id] -= minutes if session.online else 0
            yield Laid(index, item.id, minutes)
