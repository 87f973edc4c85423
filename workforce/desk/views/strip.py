"""The day's sessions as a strip of time: positions in an SVG, the words stand in the list beneath."""

from dataclasses import dataclass

from ... import clock

HOUR = 80  # units of the drawing
FIRST, LAST = 8, 22
ROW = 26


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    code: str


@dataclass(frozen=True)
class Strip:
    """`now` is None outside the hours shown."""

    width: int
    height: int
    hours: list[tuple[int, int]]
    bars: list[Bar]
    now: int | None


def strip_of(sittings, at) -> Strip:
    """Sessions that overlap stand beneath each other."""
    lanes: list[int] = []
    bars = []
    for sitting in sittings:
        begins, ends = across(sitting.starts_at), across(sitting.ends_at)
        lane = next((n for n, free_from in enumerate(lanes) if free_from <= begins), len(lanes))
        lanes[lane : lane + 1] = [ends]
        bars.append(Bar(begins, lane * ROW, max(ends - begins, 4), sitting.code))
    hours = [(hour, (hour - FIRST) * HOUR) for hour in range(FIRST, LAST + 1)]
    wall = clock.local(at)
    now = across(at) if FIRST <= wall.hour < LAST else None
    return Strip((LAST - FIRST) * HOUR, max(len(lanes), 1) * ROW, hours, bars, now)


def across(instant) -> int:
    """How far from the left, within the hours shown."""
    wall = clock.local(instant)
    return round((min(max(wall.hour + wall.minute / 60, FIRST), LAST) - FIRST) * HOUR)
