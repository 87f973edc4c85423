"""The whole plan of a cohort, and the reasons behind one of its parts."""

from typing import Any

from flask import abort

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..actions import solving
from ..models import PlanPin, PlanRun
from ..queries import plan_words as naming
from ..queries import planning
from ..queries import plans as queries
from ..rules.plan_cells import cells
from ..rules.plan_report import about, in_order
from ..rules.plan_why import Why
from ..rules.plan_words import DUTIES, part, said, whole_part
from ..rules.planning.goals import Goal
from ..rules.planning.instance import Plan
from ..rules.planning.paper import read
from ..rules.planning.reasons import reasons, refusals
from . import views


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
        why=Why(instance, known, filled.words, part_id),
        duties=DUTIES,
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
