"""What the form for one cohort needs to know of it, without a database at hand."""

from dataclasses import dataclass
from datetime import datetime

from ...catalogue.models import CohortState, Selection
from ...catalogue.rules.eligibility import Requirement
from ...database import LocalizedText


@dataclass(frozen=True)
class OfferedCourse:
    slug: str
    title: LocalizedText
    minimum_age: int | None
    after_compulsory_school: bool
    questions: tuple[str, ...]
    form_version: int | None
    prerequisites: tuple[Requirement, ...]


@dataclass(frozen=True)
class OfferedPlace:
    name: LocalizedText


@dataclass(frozen=True, eq=False)
class OfferedCohort:
    """The cohort with what rules, headings and letters need of its course and place.

    Equal only to itself; the same one comes back as long as nothing about it is new.
    """

    id: int
    code: str
    state: CohortState
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    childcare: bool
    online: bool
    selection: Selection
    course: OfferedCourse
    place: OfferedPlace | None
