"""What those who are asked hear, and those who teach beside them, and whoever leads the cohort."""

from collections.abc import Iterable, Sequence

from .... import outbox
from ....links import Purpose
from ....people.models import Person
from ...queries.requests import records, standing
from ...queries.requests.records import Sitting
from .turns import Turn

REQUEST, REMINDER, CONFIRMED = "teaching_request", "teaching_request_reminder", "teaching_confirmed"
CHANGED, OVER, BEFORE = "teaching_changed", "teaching_over", "teaching_day"
COLLEAGUE, LEAD = "teaching_colleague", "teaching_open"


def lines(sittings: Iterable[Sitting]) -> list[dict]:
    """As a letter keeps them."""
    return [
        {
            "starts_at": one.starts_at.isoformat(),
            "ends_at": one.ends_at.isoformat(),
            "place": None if one.online else one.place,
            "online": one.online,
            "room": one.room,
            "parts": list(one.parts.values()),
        }
        for one in sittings
    ]


def cause(entry) -> str:
    return f"history:{entry.id}"


def tell(session, turn: Turn, asked, template: str, *, entry, at, sittings: Sequence[Sitting] | None = None, **more):
    """Write to whoever is asked, with the link to their answer."""
    link = (Purpose.TEACHING, asked.request.id)
    write(session, turn, asked.person, template, entry=entry, at=at, sittings=sittings, link=link, **more)


def write(session, turn: Turn, person: Person, template: str, *, entry, at, sittings=None, link=None, **more):
    """Nobody who is forgotten."""
    if person.forgotten_at:
        return
    about = records.about(session, turn.cohort.id)
    mail, phone = records.reached(session, person.id)
    details = {
        "name": person.name,
        "course": about.title,
        "code": about.code,
        "sessions": lines(turn.sittings if sittings is None else sittings),
    }
    outbox.queue(
        session,
        template,
        to=person,
        mail=mail,
        phone=phone,
        cause=cause(entry),
        at=at,
        details=details | more,
        link=link,
    )


def ask(session, turn: Turn, asked, *, entry, at):
    more = {"until_at": asked.request.until.isoformat()}
    tell(session, turn, asked, REQUEST, entry=entry, at=at, **more, **short(turn))


def short(turn: Turn) -> dict:
    return {"is_short": True} if turn.search.is_short else {}


def remind(session, turn: Turn, asked, *, entry, at):
    tell(session, turn, asked, REMINDER, entry=entry, at=at, until_at=asked.request.until.isoformat())


def over(session, turn: Turn, asked, why: str, *, entry, at, sittings=None):
    """`why`: "lapsed", "withdrawn", "taken", "off" or "called_off"."""
    tell(session, turn, asked, OVER, entry=entry, at=at, sittings=sittings, why=why)


def tell_others(session, turn: Turn, about: Person, sittings: Sequence[Sitting], *, entry, at, is_found: bool):
    """Those who teach in the same sessions: that somebody does not come, or who comes."""
    by_id = {one.id: one for one in sittings}
    for person_id, session_ids in sorted(standing.beside(session, by_id, but=about.id).items()):
        common = [one for one in sittings if one.id in session_ids]
        person = session.get_one(Person, person_id)
        more = {"who": about.name, "is_found": is_found}
        write(session, turn, person, COLLEAGUE, entry=entry, at=at, sittings=common, **more)


def tell_lead(session, turn: Turn, about: Person, sittings: Sequence[Sitting], *, entry, at):
    """Whoever leads the cohort, or its course: somebody who had said yes does not come."""
    lead_id = records.about(session, turn.cohort.id).lead_id
    if lead_id and lead_id != about.id:
        person = session.get_one(Person, lead_id)
        write(session, turn, person, LEAD, entry=entry, at=at, sittings=sittings, who=about.name)
