"""Somebody who had said yes, or was named, cannot come: what they were to teach is open again."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from .... import history
from ....catalogue.models import Cohort, Session, SessionPart
from ....people.models import Person
from ...models import Assignment, Charge, Duty, Search
from ...queries import assignments as named
from ...queries import charges as charged
from ...queries.requests import records, standing
from ...queries.requests.records import Asked, Sitting
from ...rules.requests import HAS, Standing
from .. import assignments, charges, engagements
from . import letters
from .answering import MOST_WORDS
from .asking import ask_next
from .refusals import PartsMissing
from .splitting import split
from .turns import Turn, held, hold_cohort, move, of_request


def give_back(session, request_id: int, *, session_ids: Collection[int], words: str = "", by, at):
    """They cannot come to these of their sessions to come. The next on the list is asked; staff see it, whoever leads
    the cohort and whoever teaches beside them is told. What is over stays as it was.

    Raises NotAnyMore, PartsMissing.
    """
    turn, asked = of_request(session, request_id)
    if asked.standing is Standing.GIVEN_BACK:
        return
    coming = [one for one in turn.sittings if one.id in session_ids and one.starts_at > at]
    if not coming:
        raise PartsMissing
    entry = leave(session, turn, asked, coming, words=words, by=by, at=at, by_staff=False)
    letters.tell_lead(session, turn, asked.person, coming, entry=entry, at=at)


def leave(session, turn: Turn, asked: Asked, coming: Sequence[Sitting], *, words, by, at, by_staff) -> history.Entry:
    """Out of these sessions; a search of its own if they keep others."""
    parts = records.part_ids(coming)
    if len(parts) < len(turn.part_ids):
        turn = split(session, turn, parts, leaver=asked.request, by=by, at=at)
        asked = turn.asked[0]
    asked.request.words = words[:MOST_WORDS]
    entry = move(session, asked.request, Standing.GIVEN_BACK, by=by, at=at, by_staff=by_staff)
    assignments.release_parts(session, turn.cohort, person_id=asked.person.id, part_ids=parts, by=by, at=at)
    letters.tell_others(session, turn, asked.person, coming, entry=entry, at=at, is_found=False)
    ask_next(session, turn, by=None, at=at)
    return entry


def absent(session, person_id: int, *, session_ids: Collection[int], by, at) -> list[int]:
    """Staff were told that this person cannot come to these sessions, by request or not. Returns those that were
    theirs and are to come, the earliest first. Where a list goes on, the next is asked at once.
    """
    rows = select(Session.id, Session.cohort_id, Session.starts_at).where(Session.id.in_(session_ids))
    coming = session.execute(rows.where(Session.starts_at > at).order_by(Session.starts_at, Session.id)).all()
    for cohort_id in sorted({row.cohort_id for row in coming}):
        hold_cohort(session, cohort_id)
    person = engagements.held(session, person_id)
    theirs = [row for row in coming if named.teaches(session, person.id, row.id)]
    for cohort_id in sorted({row.cohort_id for row in theirs}):
        ids = [row.id for row in theirs if row.cohort_id == cohort_id]
        cohort = session.get_one(Cohort, cohort_id)
        leave_requests(session, person, ids, by=by, at=at)
        leave_rest(session, cohort, person, ids, by=by, at=at)
    return [row.id for row in theirs]


def parts_of(session, person: Person, session_ids) -> list[int]:
    query = select(Assignment.part_id).join(SessionPart, SessionPart.id == Assignment.part_id)
    return list(session.scalars(query.where(named.mine(person.id), SessionPart.session_id.in_(session_ids))))


def leave_requests(session, person: Person, session_ids, *, by, at):
    ids = [search.id for search, _one in standing.held_by(session, person.id, parts_of(session, person, session_ids))]
    for search_id in ids:
        turn = held(session, search_id)
        asked = turn.live
        coming = [one for one in turn.sittings if one.id in session_ids]
        if asked and asked.standing in HAS and coming:
            leave(session, turn, asked, coming, words="", by=by, at=at, by_staff=True)


def leave_rest(session, cohort: Cohort, person: Person, session_ids, *, by, at):
    """What they were named for without having been asked."""
    parts = parts_of(session, person, session_ids)
    if parts:
        sittings = records.sittings_of(session, parts)
        assignments.release_parts(session, cohort, person_id=person.id, part_ids=parts, by=by, at=at)
        change = [history.Change("teacher", person.id, None)]
        entry = history.record(session, cohort, "teacher_absent", by=by, at=at, changes=change)
        unasked = Turn(cohort, Search(cohort_id=cohort.id, duty=Duty.LEAD, at=at), [], sittings)
        letters.tell_others(session, unasked, person, sittings, entry=entry, at=at, is_found=False)
    mine = select(Charge.id).where(charged.mine(person.id), Charge.session_id.in_(session_ids))
    for charge_id in session.scalars(mine).all():
        charges.release(session, cohort, charge_id=charge_id, by=by, at=at)
