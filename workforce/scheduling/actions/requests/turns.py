"""One request as it stands now, with its cohort held; and the one way in which it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .... import history
from ....catalogue.models import Cohort
from ....database import hold
from ...models import Request, Search
from ...queries.requests import records
from ...queries.requests.records import Asked, Sitting
from ...rules.requests import LIVE, Ending, NotAnyMore, Standing, refuse_move


@dataclass
class Turn:
    """A search with everybody on its list, and its sessions, the earliest first."""

    cohort: Cohort
    search: Search
    asked: Sequence[Asked]
    sittings: Sequence[Sitting]

    @property
    def live(self) -> Asked | None:
        """Who is asked, or has the post."""
        return next((one for one in self.asked if one.standing in LIVE), None)

    @property
    def begins_at(self) -> datetime | None:
        return self.sittings[0].starts_at if self.sittings else None

    @property
    def part_ids(self) -> list[int]:
        return records.part_ids(self.sittings)

    def one(self, request_id: int) -> Asked:
        return next(one for one in self.asked if one.request.id == request_id)


def hold_cohort(session, cohort_id: int) -> Cohort:
    """Held before any person, as whoever names somebody holds it."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    session.refresh(cohort, ["state"])
    return cohort


def held(session, search_id: int) -> Turn:
    """Raises NotAnyMore for one that is gone."""
    cohort_id = records.cohort_of(session, search_id)
    if cohort_id is None:
        raise NotAnyMore
    cohort = hold_cohort(session, cohort_id)
    return again(session, cohort, records.anew(session, Search, search_id))


def again(session, cohort: Cohort, search: Search | None) -> Turn:
    """In a held cohort, read anew."""
    if search is None:
        raise NotAnyMore
    session.flush()
    records.refresh(session, search.id)
    asked = records.asked(session, [search.id])[search.id]
    return Turn(cohort, search, asked, records.sittings(session, [search.id])[search.id])


def of_request(session, request_id: int) -> tuple[Turn, Asked]:
    search_id = records.search_of(session, request_id)
    if search_id is None:
        raise NotAnyMore
    turn = held(session, search_id)
    return turn, turn.one(request_id)


def move(session, request: Request, to: Standing, *, by, at, by_staff: bool = False) -> history.Entry:
    """Raises NotAnyMore."""
    before = request.standing
    refuse_move(before, to)
    request.standing = to
    if to not in (Standing.ASKED, Standing.SKIPPED, Standing.CONFIRMED):
        request.answered_at, request.by_staff = at, by_staff
    return history.record(session, request, to.value, by=by, at=at, from_state=before, to_state=to)


def end(session, search: Search, ending: Ending, *, by, at):
    """Nobody is asked by it any more."""
    search.ended_at, search.ended_as = at, ending
    history.record(session, search, "ended", by=by, at=at, to_state=ending)
