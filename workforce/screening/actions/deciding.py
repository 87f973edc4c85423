"""Somebody who gave no points decides: the seats go along the ranking, and everybody is told once."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ... import policies
from ...enrolment.actions import offers, selecting
from ..models import Decision, Outcome, Placing, TieRule
from ..queries import accounts, assessments, rankings
from ..queries.standings import of_marking
from ..rules.differences import SCREENING_DIFFERENCE
from ..rules.ranking import Tie, by_rule, needs_lots
from ..rules.standing import Standing
from .holding import held, note
from .refusals import ChangedSinceSeen, DeciderAssessed, NotReady, OrderMissing

KEY_BYTES = 16


class Ordered(NamedTuple):
    """People with the same points as somebody put them: numbers, the first one first, and why."""

    numbers: tuple[int, ...]
    reason: str


def fingerprint(basis) -> str:
    """What a page shows to somebody who is about to decide, in short."""
    return hashlib.sha256(basis.fingerprint.encode()).hexdigest()


def decide(session, cohort_id, *, seen: str, ordered: Sequence[Ordered] = (), by, at) -> Decision:
    """Once. `seen`: of the ranking that `by` looked at; `ordered`: the ties, where the sheet leaves them to us.

    Raises NotAssessed, DeciderAssessed, NotReady, ChangedSinceSeen, OrderMissing, and what selecting.give_result does.
    """
    held(session, cohort_id)
    refuse_assessor(session, cohort_id, by)
    offers.settled(session, cohort_id, at=at)
    found = assessments.assessment(session, cohort_id)
    threshold = policies.current(session, SCREENING_DIFFERENCE, at=at)
    if found.sheet is None or not found.candidates or of_marking(found, threshold) is not Standing.READY:
        raise NotReady
    basis = rankings.basis(session, cohort_id, found)
    if seen != fingerprint(basis):
        raise ChangedSinceSeen
    ties, rule = basis.ranking().ties, found.sheet.tie_rule
    reasons = reasons_for(ties, ordered) if rule is TieRule.DECISION else {}
    key = secrets.token_hex(KEY_BYTES) if needs_lots(rule, ties, basis.everybody) else None
    within = by_rule(rule, lot_key=key or "", places=places_of(ordered))
    result = basis.ranking(within)
    decision = Decision(
        cohort_id=cohort_id,
        sheet_id=found.sheet.id,
        seats=basis.seats,
        ties={"groups": [report(tie, result, reasons) for tie in ties]},
        lot_key=key,
        decided_at=at,
        by_id=by.id if by else None,
    )
    session.add(decision)
    session.flush()
    keep(session, decision, found, result, basis)
    note(session, cohort_id, "assessment_decided", by=by, at=at)
    give(session, cohort_id, found, result, basis, by=by, at=at)
    return decision


def refuse_assessor(session, cohort_id, by):
    """Two accounts of one human are one person."""
    if by and assesses(session, cohort_id, by):
        raise DeciderAssessed


def assesses(session, cohort_id, account) -> bool:
    """Whether this human gives points here, or gave some."""
    return accounts.person_of(session, account.id) in accounts.people_who_assess(session, cohort_id)


def reasons_for(ties: Sequence[Tie], ordered: Sequence[Ordered]) -> Mapping[tuple[int, ...], str]:
    """{numbers of a tie: why it was put in this order}. Raises OrderMissing."""
    given = {tuple(sorted(one.numbers)): one.reason for one in ordered}
    if any(not given.get(tie.numbers) for tie in ties):
        raise OrderMissing
    return given


def places_of(ordered: Sequence[Ordered]) -> dict[int, int]:
    return {number: place for one in ordered for place, number in enumerate(one.numbers, 1)}


def report(tie: Tie, result, reasons) -> dict:
    """What is kept of a tie: who, whether it was at the cut, and in which order they came."""
    order = [one.assessed.number for one in result.placed if one.assessed.number in tie.numbers]
    return {"numbers": [*tie.numbers], "at_cut": tie.at_cut, "order": order, "reason": reasons.get(tie.numbers)}


def keep(session, decision, found, result, basis):
    ids = {one.number: one.id for one in found.candidates}
    session.add_all(
        Placing(
            decision_id=decision.id,
            candidate_id=ids[one.assessed.number],
            rank=one.rank,
            points=one.assessed.points,
            assessors=len(one.assessed.marks),
            outcome=one.outcome,
            band_id=basis.band_ids.get(one.band),
        )
        for one in result.placed
    )
    session.add_all(
        Placing(decision_id=decision.id, candidate_id=one.id, points=0, assessors=0, outcome=Outcome.WITHDRAWN)
        for one in found.candidates
        if not one.is_here
    )
    session.flush()


def give(session, cohort_id, found, result, basis, *, by, at):
    enrolment_ids = {one.number: one.enrolment_id for one in found.candidates}
    of = {outcome: [one for one in result.placed if one.outcome is outcome] for outcome in Outcome}
    selecting.give_result(
        session,
        cohort_id,
        winners=[(enrolment_ids[one.assessed.number], basis.band_ids.get(one.band)) for one in of[Outcome.SEAT]],
        waiting=[enrolment_ids[one.assessed.number] for one in of[Outcome.WAITING]],
        rejected=[enrolment_ids[one.assessed.number] for one in of[Outcome.BELOW]],
        by=by,
        at=at,
        is_assessed=True,
    )
