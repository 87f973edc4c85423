"""Two assessors are far apart: each has looked at the other's points, and confirms or corrects their own."""

from collections.abc import Mapping

from ... import policies
from ..models import NoteKind
from ..queries import assessments
from ..rules.differences import SCREENING_DIFFERENCE
from .holding import held, note
from .marking import mark, say, sheet_for
from .refusals import CorrectionReason, NoSuchSheet, NothingToTalk, PointsTooHigh


def talk(session, cohort_id, *, number, points: Mapping[int, int | None], reason: str, by, at):
    """`points`: {criterion id: points} as `by` sees it now; without a change they confirm theirs. Once each.

    Raises NotAssessed, NoSuchSheet, NothingToTalk, PointsTooHigh, CorrectionReason.
    """
    held(session, cohort_id)
    found = assessments.assessment(session, cohort_id)
    assessor, candidate = sheet_for(found, by.id, number)
    if assessor is None:
        raise NoSuchSheet
    threshold = policies.current(session, SCREENING_DIFFERENCE, at=at)
    is_waiting = found.is_closed and candidate.is_here and found.must_talk(candidate, threshold)
    if not is_waiting or found.has_talked(assessor, candidate):
        raise NothingToTalk
    before = found.points[assessor.id, candidate.id]
    new = {key: given for key, given in points.items() if before.get(key) != given}
    refuse_wrong(found, new, reason)
    for key, given in new.items():
        session.add(mark(assessor, candidate, key, given, at=at, reason=reason))
    say(session, assessor, candidate, NoteKind.TALKED, at=at, reason=reason or None)
    note(session, cohort_id, "points_corrected" if new else "points_confirmed", by=by, at=at)


def refuse_wrong(found, new, reason):
    most = {one.id: one.most for one in found.criteria}
    for key, given in new.items():
        if key not in most or given is None or not 0 <= given <= most[key]:
            raise PointsTooHigh(most=most.get(key, 0))
    if new and not reason:
        raise CorrectionReason
