"""What becomes of requests when sessions move or go, or when somebody is named or taken out on another page."""

from sqlalchemy import delete, select

from .... import history
from ....catalogue.models import SessionPart
from ...models import SearchPart
from ...queries.requests import standing
from ...rules.requests import HAS, Ending, Standing
from . import answering, letters
from .deciding import finish
from .turns import Turn, again, end, move

QUIETLY = {"synchronize_session": False}


def named(session, cohort, person_id: int, part_ids, *, duty, by, at):
    """Somebody has the parts now that others were to be asked for: that is over. Whoever was asked and is named is
    taken to have said yes.
    """
    for search in standing.about_parts(session, part_ids, duty=duty):
        turn = again(session, cohort, search)
        live = turn.live
        if live and live.standing in HAS:
            continue
        missing = set(turn.part_ids) - set(part_ids)
        if live and live.person.id == person_id and not missing:
            move(session, live.request, Standing.ACCEPTED, by=by, at=at, by_staff=True)
            answering.confirm(session, turn, live, by=by, at=at)
        elif missing:
            shrink(session, turn, part_ids, at=at, by=by)
        else:
            finish(session, turn, Ending.TAKEN, "taken", by=by, at=at)


def shrink(session, turn: Turn, part_ids, *, by, at):
    """The search goes on without these parts, and whoever is concerned reads what is left."""
    gone = delete(SearchPart).where(SearchPart.search_id == turn.search.id, SearchPart.part_id.in_(part_ids))
    session.execute(gone, execution_options=QUIETLY)
    tell_changed(session, again(session, turn.cohort, turn.search), by=by, at=at)


def tell_changed(session, turn: Turn, *, by, at):
    """Their time to answer does not go beyond the first session."""
    if (live := turn.live) and turn.begins_at:
        if live.request.until and live.standing is Standing.ASKED:
            live.request.until = min(live.request.until, turn.begins_at)
            live.request.remind_at = min(live.request.remind_at or live.request.until, live.request.until)
        entry = history.record(session, live.request, "changed", by=by, at=at)
        letters.tell(session, turn, live, letters.CHANGED, entry=entry, at=at)


def released(session, cohort, person_id: int, part_ids, *, by, at):
    """Staff took somebody out who had said yes: they hear it, and by this search nobody else is asked."""
    for search, request in standing.held_by(session, person_id, part_ids):
        turn = again(session, cohort, search)
        asked = turn.one(request.id)
        going = [one for one in turn.sittings if set(one.parts) & set(part_ids) and one.starts_at > at]
        if set(turn.part_ids) - set(part_ids):
            shrink(session, turn, part_ids, by=by, at=at)
            continue
        entry = move(session, asked.request, Standing.CALLED_OFF, by=by, at=at)
        end(session, search, Ending.WITHDRAWN, by=by, at=at)
        if going:
            letters.over(session, turn, asked, "called_off", entry=entry, at=at, sittings=going)


def parts_go(session, cohort, _sitting, parts, *, is_whole, by, at):
    """Before they go: nobody is asked for what is not there."""
    going = [part.id for part in parts]
    with session.no_autoflush:
        for search in standing.about_parts(session, going):
            turn = again(session, cohort, search)
            if set(turn.part_ids) - set(going):
                shrink(session, turn, going, by=by, at=at)
            else:
                call_all_off(session, turn, by=by, at=at)


def call_all_off(session, turn: Turn, *, by, at):
    """The sessions do not take place; what was before stays what it was."""
    coming = [one for one in turn.sittings if one.starts_at > at]
    if turn.sittings and not coming:
        return
    if live := turn.live:
        entry = move(session, live.request, Standing.WITHDRAWN, by=by, at=at)
        letters.over(session, turn, live, "off", entry=entry, at=at, sittings=coming)
    end(session, turn.search, Ending.OFF, by=by, at=at)


def cohort_cancelled(session, cohort, *, by, at):
    for search in standing.of_cohort(session, cohort.id):
        call_all_off(session, again(session, cohort, search), by=by, at=at)


def session_moved(session, cohort, sitting, *, before, by, at):
    """Whoever is asked, or has said yes, reads the new time."""
    session.flush()
    parts = select(SessionPart.id).where(SessionPart.session_id == sitting.id)
    for search in standing.about_parts(session, list(session.scalars(parts))):
        tell_changed(session, again(session, cohort, search), by=by, at=at)
