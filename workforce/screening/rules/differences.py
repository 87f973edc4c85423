"""When two assessors are so far apart that they must talk about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...refusals import Refused


class PercentOutOfRange(Refused):
    message = _("Give whole numbers from 1 to 100. 100 means: nobody ever has to talk it over.")


@dataclass(frozen=True)
class Threshold:
    """Percent of the highest points, by one criterion and altogether. More than that is a large difference."""

    criterion: int
    total: int

    def is_large(self, difference: int, most: int) -> bool:
        return difference * 100 > self.criterion * most

    def criteria_apart(self, marks: Sequence[Sequence[int]], most: Sequence[int]) -> list[bool]:
        """Of each criterion, whether those who gave `marks` are far apart."""
        apart = [max(points) - min(points) for points in zip(*marks, strict=True)]
        return [self.is_large(difference, of) for difference, of in zip(apart, most, strict=True)]

    def are_apart(self, marks: Sequence[Sequence[int]], most: Sequence[int]) -> bool:
        sums = [sum(points) for points in marks]
        altogether = (max(sums) - min(sums)) * 100 > self.total * sum(most)
        return altogether or any(self.criteria_apart(marks, most))


def read(values: dict[str, Any]) -> Threshold:
    """{"criterion": 50, "total": 20}"""
    return Threshold(values["criterion"], values["total"])


def words(threshold: Threshold) -> Sequence[str]:
    return [
        gettext(
            "Two assessors talk about an applicant if they are more than %(percent)s%% of the highest points apart by "
            "one criterion.",
            percent=threshold.criterion,
        ),
        gettext(
            "They also do if they are more than %(percent)s%% of all points apart altogether.", percent=threshold.total
        ),
        gettext("Each then confirms or corrects with a reason, or a third assessor gives points as well."),
    ]


def check(threshold: Threshold):
    if not (1 <= threshold.criterion <= 100 and 1 <= threshold.total <= 100):
        raise PercentOutOfRange


SCREENING_DIFFERENCE = policies.kind(
    "screening_difference",
    _("When two assessors must talk about their points"),
    read=read,
    words=words,
    shipped={"criterion": 50, "total": 20},
    source="根拠となる法令はありません。センターが決める値です。",
    check=check,
)
