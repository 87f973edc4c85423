"""Who teaches what, as a linear program.

People take whole days (rosters), so that travel, waiting and the day's limit are exact and no fraction of a person is
in two places; what they do within a session are posts. So the bound of the program lies close to the answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from .instance import Duty, Instructor, Part, Session, Teaching
from .model import Impossible, Model
from .sittings import Roster, Sitting, rosters, within_reach


def people(model: Model) -> None:
    """Every variable and rule about people: days, weeks, posts, ratios, pins."""
    reach = within_reach(model.instance, model.sittings)
    for person in model.instance.instructors:
        mine = reach[person.id]
        for one in mine:
            model.there[person.id, one.key] = model.variable([one], person.id)
        days(model, person, mine)
        weeks(model, person, mine)
        for session in sorted({one.session.id for one in mine}):
            duties(model, person, model.instance.session[session])
    for part in model.instance.part.values():
        ratio(model, part)
    pinned(model)


def days(model: Model, person: Instructor, reach: Sequence[Sitting]) -> None:
    by_day: dict[date, list[Roster]] = defaultdict(list)
    for roster in rosters(model.instance, person, reach):
        by_day[roster.day].append(roster)
    for every in by_day.values():
        one_of(model, person, every)
    within = {one.key for every in by_day.values() for roster in every for one in roster.sittings}
    for one in reach:
        if one.key not in within:  # longer than the day's limit
            model.program.most[model.there[person.id, one.key]] = 0


def one_of(model: Model, person: Instructor, every: Sequence[Roster]) -> None:
    """Somebody holds one of a day's rosters, or none; where each has a single sitting, that needs no variables."""
    program = model.program
    if all(len(roster.sittings) == 1 for roster in every):
        program.at_most_one(model.there[person.id, roster.sittings[0].key] for roster in every)
        return
    holding: dict[int, list[int]] = defaultdict(list)
    that_day = {one.key: one for roster in every for one in roster.sittings}
    for roster in every:
        variable = model.variable(that_day.values(), person.id)
        model.rosters[variable] = roster
        for one in roster.sittings:
            holding[model.there[person.id, one.key]].append(variable)
    program.at_most_one({variable for variables in holding.values() for variable in variables})
    for there, variables in holding.items():
        program.row([(there, -1), *((one, 1) for one in variables)], 0, 0)


def weeks(model: Model, person: Instructor, reach: Sequence[Sitting]) -> None:
    if person.week_minutes is None:
        return
    by_week: dict[date, list[Sitting]] = defaultdict(list)
    for one in reach:
        by_week[one.week].append(one)
    for week, every in by_week.items():
        others = sum(one.span.minutes for one in person.elsewhere if one.span.week == week)
        left = max(0, person.week_minutes - others)
        if sum(one.span.minutes for one in every) > left:
            terms = ((model.there[person.id, one.key], one.span.minutes) for one in every)
            model.program.row(terms, most=left)


def duties(model: Model, person: Instructor, session: Session) -> None:
    """Whoever is there has something to do, one thing in each part; whoever has something to do is there."""
    program = model.program
    there = model.presence(person.id, session)
    if len(there) > 1:
        program.at_most_one(there)
    all_posts: list[int] = []
    for part in session.parts:
        posts = [post(model, part, duty, person) for duty in wanted(part) if person.may(duty, part.item)]
        if posts:
            program.row([*((one, 1) for one in posts), *((one, -1) for one in there)], most=0)
        all_posts += posts
    program.row([*((one, 1) for one in there), *((one, -1) for one in all_posts)], most=0)


def wanted(part: Part) -> tuple[Duty, ...]:
    return (Duty.LEAD, Duty.ASSISTANT) if part.assistants else (Duty.LEAD,)


def post(model: Model, part: Part, duty: Duty, person: Instructor) -> int:
    variable = model.variable(model.of_session[model.instance.session_of[part.id].id], person.id)
    model.posts[Teaching(part.id, duty, person.id)] = variable
    model.of_post[part.id, duty].append(variable)
    return variable


def ratio(model: Model, part: Part) -> None:
    """A part has everybody it needs, or those alone who are pinned to it."""
    whole = model.whole[part.id] = model.variable(model.of_session[model.instance.session_of[part.id].id])
    for duty in wanted(part):
        needed = part.needed(duty)
        fixed = sum(one.part == part.id and one.duty is duty for one in model.instance.pins.teaching)
        if fixed > needed:
            raise Impossible
        there = ((one, 1) for one in model.of_post[part.id, duty])
        model.program.row([*there, (whole, fixed - needed)], fixed, fixed)


def pinned(model: Model) -> None:
    for one in sorted(model.instance.pins.teaching):
        if one not in model.posts:
            raise Impossible
        model.program.least[model.posts[one]] = 1
