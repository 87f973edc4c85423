"""Whoever is asked answers: yes, no, or something else."""

from collections.abc import Collection

from .... import policies
from ....catalogue.models import CohortState
from ....refusals import Refused
from ...rules.answering import ASKING
from ...rules.requests import HAS, NotAnyMore, Offer, Standing
from .. import assignments
from . import letters
from .asking import ask_next
from .refusals import Begun, PartsMissing, WordsMissing, to_the_person
from .turns import Turn, move, of_request

MOST_WORDS = 500


def accept(session, request_id: int, *, by, at, by_staff: bool = False):
    """They teach. Named and engaged from now on; who says yes twice has said it once.

    Raises NotAnyMore where somebody else has it or is asked, Begun, and what stands against their coming, in words for
    them (of staff, who write the answer down, in words for staff).
    """
    turn, asked = of_request(session, request_id)
    if asked.standing in HAS and turn.search.ended_at is None:
        return
    if turn.live not in (None, asked):
        raise NotAnyMore
    refuse_over(turn, at)
    move(session, asked.request, Standing.ACCEPTED, by=by, at=at, by_staff=by_staff)
    name(session, turn, asked, by=by, at=at, by_staff=by_staff)


def refuse_over(turn: Turn, at):
    """Raises NotAnyMore, Begun."""
    if turn.search.ended_at or turn.cohort.state is CohortState.CANCELLED:
        raise NotAnyMore
    if turn.begins_at is None or turn.begins_at <= at:
        raise Begun


def name(session, turn: Turn, asked, *, by, at, by_staff: bool):
    """Whoever has just accepted is named; the rule says whether that is all."""
    given = {"part_ids": turn.part_ids, "person_id": asked.person.id, "duty": turn.search.duty}
    try:
        assignments.assign(session, turn.cohort, **given, by=by, at=at)
    except Refused as refused:
        raise refused if by_staff else to_the_person(refused) from refused
    if not policies.current(session, ASKING, at=at).is_confirmed_by_staff or by_staff:
        confirm(session, turn, asked, by=by, at=at)


def confirm(session, turn: Turn, asked, *, by, at):
    """They are told, and so are those who teach beside them."""
    entry = move(session, asked.request, Standing.CONFIRMED, by=by, at=at)
    letters.tell(session, turn, asked, letters.CONFIRMED, entry=entry, at=at)
    letters.tell_others(session, turn, asked.person, turn.sittings, entry=entry, at=at, is_found=True)


def decline(session, request_id: int, *, words: str = "", by, at, by_staff: bool = False):
    """They do not; the next is asked. A second no is nothing new. Raises NotAnyMore."""
    turn, asked = of_request(session, request_id)
    if asked.standing is Standing.DECLINED:
        return
    move(session, asked.request, Standing.DECLINED, by=by, at=at, by_staff=by_staff)
    asked.request.words = words[:MOST_WORDS]
    ask_next(session, turn, by=None, at=at)


def propose(session, request_id: int, *, offer: Offer, part_ids: Collection[int] = (), words: str = "", by, at):
    """Something else: staff decide. `part_ids`: those that they can teach.

    Raises NotAnyMore, Begun, PartsMissing, WordsMissing.
    """
    turn, asked = of_request(session, request_id)
    refuse_over(turn, at)
    some = sorted(set(part_ids) & set(turn.part_ids))
    if offer is Offer.SOME and (not some or len(some) == len(turn.part_ids)):
        raise PartsMissing
    if offer is not Offer.SOME and not words:
        raise WordsMissing
    if asked.standing is not Standing.ASKED:
        raise NotAnyMore
    asked.request.propose(offer, some if offer is Offer.SOME else ())
    asked.request.words = words[:MOST_WORDS]
    move(session, asked.request, Standing.PROPOSED, by=by, at=at)
