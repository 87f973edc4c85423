"""What points and judgements come to."""

from ..models import AssessmentKind, Verdict
from .completion import WHOLE
from .refusals import PointsMissing, TooManyPoints, VerdictMissing, WhatToPractise


def by_points(points: int, out_of: int, pass_mark: int) -> Verdict:
    """`pass_mark`: points of 100; exactly so many pass."""
    return Verdict.PASSED if points * WHOLE >= pass_mark * out_of else Verdict.FAILED


def verdict_of(kind: AssessmentKind, *, points, out_of, verdict, note, pass_mark) -> Verdict:
    """Raises PointsMissing, TooManyPoints, VerdictMissing, WhatToPractise. `pass_mark` None: the usual one of 100."""
    if kind is AssessmentKind.WRITTEN:
        if points is None:
            raise PointsMissing
        if points > out_of:
            raise TooManyPoints(out_of=out_of)
        return by_points(points, out_of, WHOLE if pass_mark is None else pass_mark)
    if verdict is None:
        raise VerdictMissing
    if verdict is Verdict.REPEAT and not note:
        raise WhatToPractise
    return verdict
