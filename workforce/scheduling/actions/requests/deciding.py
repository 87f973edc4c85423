"""Staff decide: about a yes, about what somebody proposes, and to ask nobody any more."""

from .... import policies
from ...rules.answering import ASKING
from ...rules.requests import HAS, OPEN, Ending, NotAnyMore, Offer, Standing
from .. import assignments
from . import answering, letters
from .asking import ask, ask_next, refuse_impossible
from .splitting import split
from .turns import end, held, move, of_request


def confirm(session, request_id: int, *, by, at):
    """A yes counts. Raises NotAnyMore."""
    turn, asked = of_request(session, request_id)
    if asked.standing is Standing.CONFIRMED:
        return
    answering.confirm(session, turn, asked, by=by, at=at)


def call_off(session, request_id: int, *, by, at):
    """They need not come after all, and nobody else is asked by this search. Raises NotAnyMore."""
    turn, asked = of_request(session, request_id)
    entry = move(session, asked.request, Standing.CALLED_OFF, by=by, at=at)
    end(session, turn.search, Ending.WITHDRAWN, by=by, at=at)
    coming = [one for one in turn.sittings if one.starts_at > at]
    parts = [id for one in coming for id in one.parts]
    assignments.release_parts(session, turn.cohort, person_id=asked.person.id, part_ids=parts, by=by, at=at)
    letters.over(session, turn, asked, "called_off", entry=entry, at=at, sittings=coming)


def take_offer(session, request_id: int, *, by, at):
    """Some of the sessions, as they proposed; for the others the next is asked.

    Raises NotAnyMore, and what stands against their coming.
    """
    turn, asked = of_request(session, request_id)
    if asked.standing is not Standing.PROPOSED or asked.request.offer is not Offer.SOME:
        raise NotAnyMore
    answering.refuse_over(turn, at)
    offered = set((asked.request.offered or {}).get("parts", ())) & set(turn.part_ids)
    if not offered:
        raise NotAnyMore
    rest = split(session, turn, sorted(set(turn.part_ids) - offered), by=by, at=at)
    turn, asked = of_request(session, request_id)
    move(session, asked.request, Standing.ACCEPTED, by=by, at=at)
    answering.name(session, turn, asked, by=by, at=at, by_staff=True)
    ask_next(session, rest, by=by, at=at)


def ask_again(session, request_id: int, *, by, at):
    """As the sessions stand now, perhaps at another time. Raises NotAnyMore, and what stands against it."""
    turn, asked = of_request(session, request_id)
    if asked.standing is not Standing.PROPOSED:
        raise NotAnyMore
    answering.refuse_over(turn, at)
    refuse_impossible(session, turn, asked)
    ask(session, turn, asked, policies.current(session, ASKING, at=at), by=by, at=at)


def go_on(session, request_id: int, *, by, at):
    """Do not wait for this one: ask the next. Raises NotAnyMore."""
    turn, asked = of_request(session, request_id)
    entry = move(session, asked.request, Standing.PASSED_OVER, by=by, at=at)
    letters.over(session, turn, asked, "taken", entry=entry, at=at)
    ask_next(session, turn, by=by, at=at)


def withdraw(session, search_id: int, *, by, at):
    """Nobody is asked any more; whoever has said yes keeps it. Raises NotAnyMore."""
    turn = held(session, search_id)
    if turn.search.ended_at or (turn.live and turn.live.standing in HAS):
        raise NotAnyMore
    finish(session, turn, Ending.WITHDRAWN, "withdrawn", by=by, at=at)


def finish(session, turn, ending: Ending, why: str, *, by, at):
    """The search is over, and whoever is asked hears it."""
    live = turn.live
    if live and live.standing in OPEN:
        entry = move(session, live.request, Standing.WITHDRAWN, by=by, at=at)
        letters.over(session, turn, live, why, entry=entry, at=at)
    end(session, turn.search, ending, by=by, at=at)
