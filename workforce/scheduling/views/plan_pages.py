"""What a plan is doing, what it would change and why; the whole plan of a cohort, and the reasons behind one part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort
from flask_babel import gettext as _

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import hours, short_day
from ...web import render
from ..actions import solving
from ..models import PlanPin, PlanResult, PlanRun
from ..queries import plan_words as naming
from ..queries import planning
from ..queries import plans as queries
from ..rules.plan_cells import Line, by_cohort, cells
from ..rules.plan_report import about, in_order, read_broken
from ..rules.plan_words import BARS, DUTIES, GOALS, KINDS, STATES, TONES, part, proof, said, score, session, whole_part
from ..rules.planning.checking import Rule
from ..rules.planning.goals import Goal
from ..rules.planning.instance import Duty, Plan
from ..rules.planning.paper import read
from ..rules.planning.reasons import Reasons, reasons, refusals
from . import views

UNHEARD = timedelta(seconds=60)
"""So long nobody should have to wait until a worker begins."""
FEW = 60
"""Changes that are all unfolded at once."""


@views.get("/staff/plans/<int:run_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan(run_id):
    return plan_page(queries.run(db.session, run_id) or abort(404), ButtonForm(formdata=None))


def plan_page(run: PlanRun, form):
    found = queries.result(db.session, run.id) if not run.is_open else None
    shown = Shown(run, found) if found else None
    return render(
        "scheduling/plan.html",
        run=run,
        form=form,
        shown=shown,
        best=best(run),
        steps=steps(run),
        silent=run.state == "queued" and run.at < clock.now() - UNHEARD,
        goals=[GOALS[Goal(one)] for one in run.goals],
        goal=GOALS[Goal(run.goal)] if run.goal else None,
        states=STATES,
        tones=TONES,
        kinds=KINDS,
        few=FEW,
    )


def best(run: PlanRun) -> list[tuple[Any, str, str | None]]:
    """(goal, its best score so far, what is proven) as a worker told."""
    found = run.best or {}
    bounds = {goal: bound for goal, (_number, bound) in found.items() if bound is not None}
    numbers = {goal: number for goal, (number, _bound) in found.items()}
    return [
        (GOALS[goal], score(goal, numbers[goal]), proof(goal, numbers, bounds) if goal in bounds else None)
        for goal in map(Goal, run.goals)
        if goal in numbers
    ]


def steps(run: PlanRun) -> tuple[int, int]:
    """(done, of): every goal is a hundred steps."""
    at = run.goals.index(run.goal) if run.goal in run.goals else 0
    return 100 * at + (100 * run.done // run.pieces if run.pieces else 0), 100 * len(run.goals)


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


@views.get("/staff/plans/<int:run_id>/cohorts/<code>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan_of_cohort(run_id, code):
    """Every session of the cohort as planned; each cell can be pinned."""
    run = queries.run(db.session, run_id) or abort(404)
    cohort = next((one.cohort for one in run.cohorts if one.cohort.code == code), None) or abort(404)
    found = queries.result(db.session, run.id)
    if found is None or found.after is None:
        abort(404)
    before, after = read(found.before), read(found.after)
    people, rooms = naming.people_of([after]), naming.rooms_of([after])
    words = naming.words(db.session, cohorts=[cohort.id], people=people, rooms=rooms)
    pins = pins_of(queries.pins_of(db.session, [cohort.id]))
    span, begun = queries.days(run.since, run.until), run.begun_at or run.at
    there = [id for id, one in words.sessions.items() if max(begun, span.begins_at) < one.starts_at < span.ends_at]
    return render(
        "scheduling/plan_cohort.html",
        run=run,
        cohort=cohort,
        lines=list(cells(words, there, before, after, pins)),
        named=lambda id: part(id, words),
        duties=DUTIES,
    )


def pins_of(found: list[PlanPin]) -> dict[Any, int]:
    """{(part, person) or session: id of the pin}"""
    return {(one.part_id, one.person_id) if one.part_id else one.session_id: one.id for one in found}


@views.get("/staff/plans/<int:run_id>/parts/<int:part_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan_reasons(run_id, part_id):
    """Why these people have a part, and of everybody else the first rule that keeps them from it."""
    run = queries.run(db.session, run_id) or abort(404)
    found = queries.result(db.session, run.id)
    if found is None or found.after is None:
        abort(404)
    filled = planning.filled(db.session, solving.wanted(db.session, run), pins=pinned(run), at=clock.now())
    if part_id not in filled.instance.part:
        return render("scheduling/plan_reasons.html", run=run, words=filled.words, title=None, told=(), left=())
    asked = solving.as_asked(db.session, run, filled)
    instance, before, after = about(asked), read(found.before), read(found.after)
    known = within(after, instance)
    goals = [goal for goal in asked.goals if goal is not Goal.CHANGES]
    mine = sorted(one for one in known.teaching if one.part == part_id)
    is_open = part_id in in_order(instance, known)
    return render(
        "scheduling/plan_reasons.html",
        run=run,
        words=filled.words,
        title=whole_part(part_id, filled.words),
        told=[reasons(instance, known, one, before=before, goals=goals) for one in mine],
        left=list(refusals(instance, known, part_id)) if is_open else [],
        is_open=is_open,
        said=lambda one: said(one, filled.words),
        worse=worse,
        chosen=chosen,
        duties=DUTIES,
        duty=Duty,
        code=filled.words.cohorts[filled.instance.session_of[part_id].cohort].code,
    )


def pinned(run: PlanRun) -> Plan:
    return queries.pinned(db.session, [one.cohort_id for one in run.cohorts])


def within(plan: Plan, instance) -> Plan:
    """What of a plan is about sessions and people that are still there."""
    teaching = frozenset(one for one in plan.teaching if one.part in instance.part and one.person in instance.person)
    rooms = {id: room for id, room in plan.rooms.items() if id in instance.session and room in instance.room}
    begins = {id: at for id, at in plan.begins.items() if id in instance.session}
    return Plan(teaching, rooms, begins)


def worse(other) -> str:
    """Why somebody was not taken who could as well."""
    if other.worse is None:
        return _("The plan would be as good.")
    return _("Worse in “%(goal)s”: %(by)s more.", goal=GOALS[other.worse], by=score(other.worse, other.by))


def chosen(told: Reasons) -> str:
    """Why somebody was taken."""
    if told.is_pinned:
        return _("Pinned.")
    if told.is_only_one:
        return _("Nobody else can.")
    if told.goals:
        listed = _(", ").join(str(GOALS[goal]) for goal in told.goals)
        return _("Taken before others because of: %(goals)s.", goals=listed)
    return _("Had it before.") if told.is_kept else _("Others would be as good.")
