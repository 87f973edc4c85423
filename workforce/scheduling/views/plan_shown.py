"""What came out of a plan, in words: what it reaches, what it changes by cohort, what it leaves open and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from ...database import db
from ...i18n.formats import hours, short_day
from ..models import PlanResult, PlanRun
from ..queries import plan_words as naming
from ..rules.plan_cells import Line, by_cohort
from ..rules.plan_report import read_broken
from ..rules.plan_words import BARS, DUTIES, GOALS, part, proof, said, score, session, whole_part
from ..rules.planning.checking import Rule
from ..rules.planning.goals import Goal
from ..rules.planning.instance import Plan
from ..rules.planning.paper import read


@dataclass
class Group:
    """What the plan changes in a cohort, and what it leaves open there."""

    code: str
    title: Any
    lines: list[Line]
    gaps: list[Mapping[str, Any]]

    @property
    def cells(self) -> int:
        return sum(line.cells for line in self.lines)


class Shown:
    """A result in words."""

    def __init__(self, run: PlanRun, result: PlanResult):
        self.run, self.result = run, result
        self.before, self.after = read(result.before), read(result.after) if result.after else None
        self.gaps = result.gaps.get("parts", [])
        self.roomless = result.gaps.get("rooms", [])
        self.broken = [read_broken(one) for one in result.clash.get("broken", [])]
        self.pins = read(result.clash["pins"]) if result.clash else Plan()
        self.words = self.named()
        self.groups = self.grouped()

    def named(self):
        plans = [one for one in (self.before, self.after, self.pins) if one]
        changed = {one.part for one in self.before.teaching ^ (self.after or self.before).teaching}
        beside = {id for one in self.gaps for id in (one["part"], *one["beside"])}
        asked = {one.part for one in self.pins.teaching} | {one.part for one in self.broken if one.part}
        sittings = {one["session"] for one in self.roomless} | set(self.pins.rooms)
        sittings |= {id for one in self.broken for id in (one.session, one.other) if id}
        sittings |= {one["other"] for gap in self.roomless for one in gap["refused"] if "other" in one}
        moved = (self.before.rooms.keys() | self.before.begins.keys()) if self.after else set()
        moved |= (self.after.rooms.keys() | self.after.begins.keys()) if self.after else set()
        return naming.words(
            db.session,
            parts=changed | beside | asked,
            sessions=sittings | moved,
            people=naming.people_of(plans),
            rooms=naming.rooms_of(plans) | {one["room"] for gap in self.roomless for one in gap["refused"]},
        )

    def grouped(self) -> list[Group]:
        lines = by_cohort(self.words, self.before, self.after) if self.after else {}
        open_: dict[int, list[Any]] = {}
        for one in self.gaps:
            if one["part"] in self.words.parts:
                open_.setdefault(self.cohort_of(one["part"]), []).append(one)
        ids = sorted({*lines, *open_}, key=lambda id: self.words.cohorts[id].code)
        return [
            Group(self.words.cohorts[id].code, self.words.cohorts[id].title, lines.get(id, []), open_.get(id, []))
            for id in ids
        ]

    def cohort_of(self, part_id: int) -> int:
        return self.words.sessions[self.words.parts[part_id].session_id].cohort_id

    @property
    def is_worse(self) -> bool:
        """Than what stands, by the first goal in which they differ."""
        goals = [Goal(one) for one in self.run.goals if one != Goal.CHANGES]
        return [self.result.scores[one] for one in goals] > [self.result.scores_before[one] for one in goals]

    @property
    def moves_rooms(self) -> bool:
        return self.after is not None and (self.before.rooms, self.before.begins) != (
            self.after.rooms,
            self.after.begins,
        )

    @property
    def scores(self) -> list[tuple[Any, str, str, str]]:
        """(goal, what stands, the plan, what is proven)"""
        now, then, bounds = self.result.scores_before, self.result.scores, self.result.bounds
        return [
            (GOALS[goal], score(goal, now[goal]), score(goal, then[goal]), proof(goal, then, bounds))
            for goal in map(Goal, self.run.goals)
        ]

    def when(self, line: Line) -> str:
        one = self.words.sessions[line.session]
        return f"{short_day(one.starts_at)} {hours(one.starts_at, one.ends_at)}"

    def what(self, line: Line) -> str:
        if line.is_time:
            return _("Time")
        if line.duty is None:
            return _("Room")
        listed = _(", ").join(part(id, self.words) for id in line.parts)
        return _("%(parts)s (%(duty)s)", parts=listed, duty=DUTIES[line.duty])

    def who(self, line: Line, ids) -> str:
        if line.is_time:
            return _(", ").join(f"{short_day(one)} {hours(one, one)}".rsplit("–", 1)[0] for one in ids) or "–"
        names = self.words.rooms if line.duty is None else self.words.people
        return _(", ").join(names.get(id, "?") for id in ids) or "–"

    @property
    def unsaid(self) -> list[str]:
        """Who has something new, and is to be asked first."""
        return [self.words.people[id] for id in self.result.gaps.get("unsaid", ()) if id in self.words.people]

    def part(self, part_id: int) -> str:
        return whole_part(part_id, self.words)

    def why(self, gap: Mapping[str, Any]) -> str:
        """Which rules together leave the part open, none of which could be left out."""
        if gap["rules"] is None:
            return ""
        listed = _("; ").join(str(BARS[Rule(one)]) for one in gap["rules"])
        if not gap["beside"]:
            return listed
        others = _(", ").join(whole_part(id, self.words) for id in gap["beside"])
        return _("%(reasons)s; as long as these keep theirs: %(parts)s", reasons=listed, parts=others)

    def session(self, session_id: int) -> str:
        return session(session_id, self.words)

    def shut(self, gap: Mapping[str, Any]) -> list[str]:
        return [said(read_broken(one), self.words) for one in gap["refused"]]

    @property
    def clashing(self) -> list[str]:
        """What is pinned and cannot stay together."""
        teaching = [
            _(
                "%(name)s %(duty)s: %(part)s",
                name=self.words.people.get(one.person, "?"),
                duty=DUTIES[one.duty],
                part=self.part(one.part),
            )
            for one in sorted(self.pins.teaching)
        ]
        rooms = [
            f"{self.words.rooms.get(room, '?')}: {self.session(id)}" for id, room in sorted(self.pins.rooms.items())
        ]
        return [*teaching, *rooms]

    @property
    def rules(self) -> list[str]:
        return [said(one, self.words) for one in self.broken]
