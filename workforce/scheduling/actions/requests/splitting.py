"""One search becomes two: somebody teaches some of the parts, and for the rest others are asked."""

from collections.abc import Collection

from sqlalchemy import delete

from ...models import Request, Search, SearchPart
from ...rules.requests import Standing
from .asking import new_search
from .turns import Turn, again

QUIETLY = {"synchronize_session": False}


def split(session, turn: Turn, part_ids: Collection[int], *, leaver: Request | None = None, by, at) -> Turn:
    """A search of its own for these parts, with whoever is still on the list. `leaver`: who has just given them back
    stands first in it, as they stand in the old one.
    """
    old = turn.search
    search: Search = new_search(
        session, turn.cohort, part_ids, duty=old.duty, is_short=old.is_short, note=old.note, by=by, at=at
    )
    gone = delete(SearchPart).where(SearchPart.search_id == old.id, SearchPart.part_id.in_(part_ids))
    session.execute(gone, execution_options=QUIETLY)
    if leaver:
        session.add(
            Request(
                search_id=search.id,
                person_id=leaver.person_id,
                position=1,
                standing=Standing.CONFIRMED,
                asked_at=leaver.asked_at,
                answered_at=leaver.answered_at,
            )
        )
    listed = [one.request for one in turn.asked if one.standing is Standing.LISTED]
    for position, one in enumerate(listed, 2):
        session.add(Request(search_id=search.id, person_id=one.person_id, position=position))
    session.flush()
    return again(session, turn.cohort, search)
