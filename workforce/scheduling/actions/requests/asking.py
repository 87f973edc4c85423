"""Staff ask: the first of a list at once, the others one after another."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from .... import history, policies
from ....catalogue.models import Cohort, CohortState, Session, SessionPart
from ....refusals import Refused
from ...models import Duty, Request, Search, SearchPart
from ...queries import engagements as engaged
from ...queries.requests import records, standing
from ...queries.requests.records import Asked
from ...rules.answering import ASKING
from ...rules.days import overlapping
from ...rules.requests import Ending, Standing
from .. import assignments, engagements
from . import letters
from .refusals import AskedAlready, AskedThen, Begun, LedAlready, NobodyChosen, PartsMissing
from .turns import Turn, again, end, hold_cohort, move

QUIETLY = {"synchronize_session": False}


def begin(
    session,
    cohort: Cohort,
    *,
    part_ids: Collection[int],
    person_ids: Sequence[int],
    duty: Duty = Duty.LEAD,
    is_short: bool | None = None,
    note: str = "",
    by,
    at,
) -> Search:
    """Look for somebody for these parts, and ask the first of `person_ids`. `is_short` None: as the rule says.

    Parts that are not in the cohort (any more) are passed over. Raises PartsMissing, NobodyChosen, Begun, LedAlready,
    AskedAlready, and what stands against the first on the list: whoever comes later is passed over in their turn.
    """
    cohort = hold_cohort(session, cohort.id)
    wanted = own_parts(session, cohort, part_ids)
    if not wanted:
        raise PartsMissing
    now = records.now(session, person_ids)
    people = list(dict.fromkeys(now[id] for id in person_ids if id in now))
    if not people:
        raise NobodyChosen
    sittings = records.sittings_of(session, wanted)
    if cohort.state is CohortState.CANCELLED or sittings[0].starts_at <= at:
        raise Begun
    make_room(session, wanted, duty, by=by, at=at)
    rule = policies.current(session, ASKING, at=at)
    haste = rule.is_short(sittings[0].starts_at, at) if is_short is None else is_short
    search = new_search(session, cohort, wanted, duty=duty, is_short=haste, note=note, by=by, at=at)
    for position, person_id in enumerate(people, 1):
        session.add(Request(search_id=search.id, person_id=person_id, position=position))
    session.flush()
    turn = again(session, cohort, search)
    refuse_impossible(session, turn, turn.asked[0])
    ask(session, turn, turn.asked[0], rule, by=by, at=at)
    return search


def own_parts(session, cohort, part_ids) -> list[int]:
    query = select(SessionPart.id).join(Session, Session.id == SessionPart.session_id)
    query = query.where(Session.cohort_id == cohort.id, SessionPart.id.in_(part_ids))
    return list(session.scalars(query.order_by(SessionPart.id)))


def make_room(session, part_ids, duty: Duty, *, by, at):
    """A lead is looked for once; a search in which nobody is left makes room for another.

    Raises LedAlready, AskedAlready.
    """
    if duty is not Duty.LEAD:
        return
    for _part, name in standing.leads(session, part_ids):
        raise LedAlready(name=name)
    older = standing.about_parts(session, part_ids, duty=duty)
    live = standing.live_of(session, [one.id for one in older])
    if live:
        raise AskedAlready
    for search in older:
        if set(records.part_ids(records.sittings(session, [search.id])[search.id])) - set(part_ids):
            gone = delete(SearchPart).where(SearchPart.search_id == search.id, SearchPart.part_id.in_(part_ids))
            session.execute(gone, execution_options=QUIETLY)
        else:
            end(session, search, Ending.REPLACED, by=by, at=at)


def new_search(session, cohort, part_ids, *, duty, is_short, note, by, at) -> Search:
    by_id = by.id if by else None
    search = Search(cohort_id=cohort.id, duty=duty, is_short=is_short, note=note, by_id=by_id, at=at)
    session.add(search)
    session.flush()
    session.add_all(SearchPart(search_id=search.id, part_id=id) for id in part_ids)
    history.record(session, search, "begun", by=by, at=at)
    return search


def refuse_impossible(session, turn: Turn, asked: Asked):
    """Whatever would refuse their yes, and that they are asked for something else at that time."""
    person = engagements.held(session, asked.person.id)
    assignments.refuse_unqualified(session, person, turn.part_ids)
    ids = {one.id for one in turn.sittings} - engaged.engaged(session, person.id, [one.id for one in turn.sittings])
    new = engaged.of_sessions(session, ids)
    if not new:
        return
    engagements.refuse(session, person, new)
    span = {"begins": new[0].begins_at, "ends": max(one.ends_at for one in new)}
    for then in standing.asked_then(session, [person.id], **span, but=turn.search.id):
        if any(overlapping(then.busy, [one]) or then.busy.session_id == one.session_id for one in new):
            raise AskedThen(person.name, then.busy)


def ask(session, turn: Turn, asked: Asked, rule, *, by, at):
    """It is their turn. Their time does not run beyond the first session."""
    request, search = asked.request, turn.search
    assert turn.begins_at is not None
    request.until = rule.until(turn.begins_at, at, is_short=search.is_short)
    request.remind_at = rule.remind_at(request.until, at, is_short=search.is_short)
    request.asked_at, request.reminded_at = at, None
    request.propose(None)
    entry = move(session, request, Standing.ASKED, by=by, at=at)
    letters.ask(session, turn, asked, entry=entry, at=at)


def ask_next(session, turn: Turn, *, by, at) -> Asked | None:
    """The next on the list who can; None where nobody is left or the first session has begun."""
    rule = policies.current(session, ASKING, at=at)
    turn = again(session, turn.cohort, turn.search)
    if turn.search.ended_at or turn.live or turn.begins_at is None or turn.begins_at <= at:
        return None
    turn.search.is_short = turn.search.is_short or rule.is_short(turn.begins_at, at)
    for one in turn.asked:
        if one.standing is Standing.LISTED:
            try:
                refuse_impossible(session, turn, one)
            except Refused:
                move(session, one.request, Standing.SKIPPED, by=by, at=at)
            else:
                ask(session, turn, one, rule, by=by, at=at)
                return one
    return None
