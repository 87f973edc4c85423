"""Instances and plans as JSON, see FORMAT.md."""

import json
from datetime import datetime, time

from workforce import clock
from workforce.scheduling.rules.planning.instance import (
    Duty,
    Elsewhere,
    Instance,
    Instructor,
    Part,
    Plan,
    Room,
    Session,
    Span,
    Teaching,
    Terms,
    Wish,
)

FORMAT, VERSION = "workforce-planning", 1


def written(instance: Instance) -> str:
    document = {
        "format": FORMAT,
        "version": VERSION,
        "terms": terms_as(instance.terms),
        "sessions": [session_as(one) for one in instance.sessions],
        "instructors": [instructor_as(one) for one in instance.instructors],
        "rooms": [room_as(one) for one in instance.rooms],
        "pins": plan_as(instance.pins),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Instance:
    """Raises ValueError for another format or a version that is not known."""
    document = json.loads(text)
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise ValueError(f"not {FORMAT} {VERSION}")
    return Instance(
        sessions=tuple(session_of(one) for one in document["sessions"]),
        instructors=tuple(instructor_of(one) for one in document["instructors"]),
        rooms=tuple(room_of(one) for one in document["rooms"]),
        terms=terms_of(document["terms"]),
        pins=plan_of(document.get("pins", {})),
    )


def moment(at: datetime) -> str:
    return clock.local(at).isoformat(timespec="minutes")


def spans_as(spans) -> list:
    return [[moment(one.begins_at), moment(one.ends_at)] for one in spans]


def spans_of(written) -> tuple[Span, ...]:
    return tuple(Span(*map(datetime.fromisoformat, pair)) for pair in written)


def terms_as(terms: Terms) -> dict:
    travel = [[*pair, minutes] for pair, minutes in terms.travel.items()]
    return vars(terms) | {"travel": travel, "evening": terms.evening.isoformat("minutes")}


def terms_of(written: dict) -> Terms:
    travel = {(one, other): minutes for one, other, minutes in written["travel"]}
    return Terms(**written | {"travel": travel, "evening": time.fromisoformat(written["evening"])})


def session_as(one: Session) -> dict:
    parts = [vars(part) for part in one.parts]
    times = [moment(at) for at in one.times]
    rooms = {"despite": sorted(one.despite), "only": None if one.only is None else sorted(one.only)}
    return vars(one) | rooms | {"times": times, "parts": parts, "equipment": sorted(one.equipment)}


def session_of(written: dict) -> Session:
    parts = tuple(Part(**part) for part in written["parts"])
    times = tuple(datetime.fromisoformat(at) for at in written["times"])
    sets = {name: frozenset(written.get(name, ())) for name in ("equipment", "despite")}
    only = written.get("only")
    return Session(**written | sets | {"times": times, "parts": parts, "only": only and frozenset(only)})


def instructor_as(one: Instructor) -> dict:
    wishes = [[*spans_as([wish.span])[0], wish.weight] for wish in one.wishes]
    elsewhere = [[*spans_as([other.span])[0], other.place] for other in one.elsewhere]
    sets = {"assists": sorted(one.assists), "free": spans_as(one.free)}
    return vars(one) | sets | {"wishes": wishes, "elsewhere": elsewhere}


def instructor_of(written: dict) -> Instructor:
    wishes = tuple(Wish(spans_of([pair])[0], weight) for *pair, weight in written["wishes"])
    leads = {int(item): rank for item, rank in written["leads"].items()}
    elsewhere = tuple(Elsewhere(spans_of([pair])[0], place) for *pair, place in written.get("elsewhere", ()))
    fields = {"leads": leads, "assists": frozenset(written["assists"]), "wishes": wishes, "elsewhere": elsewhere}
    return Instructor(**written | fields | {"free": spans_of(written["free"])})


def room_as(one: Room) -> dict:
    return vars(one) | {"open": spans_as(one.open), "equipment": sorted(one.equipment)}


def room_of(written: dict) -> Room:
    return Room(**written | {"open": spans_of(written["open"]), "equipment": frozenset(written["equipment"])})


def plan_as(plan: Plan) -> dict:
    return {
        "teaching": [[one.part, one.duty, one.person] for one in sorted(plan.teaching)],
        "rooms": {str(session): room for session, room in sorted(plan.rooms.items())},
        "begins": {str(session): moment(at) for session, at in sorted(plan.begins.items())},
    }


def plan_of(written: dict) -> Plan:
    return Plan(
        frozenset(Teaching(part, Duty(duty), person) for part, duty, person in written.get("teaching", ())),
        {int(session): room for session, room in written.get("rooms", {}).items()},
        {int(session): datetime.fromisoformat(at) for session, at in written.get("begins", {}).items()},
    )
