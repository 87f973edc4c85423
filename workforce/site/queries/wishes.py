"""What a visitor asked for: the filter of the course list, its words and its order."""

from dataclasses import dataclass, field, fields, replace

from sqlalchemy import ColumnElement, or_, select

from ...catalogue.models import Audience, Cohort, Course, CourseAudience
from ...catalogue.queries.listing import Filters, conditions, without

SORTS = ("starts", "closes", "fee")


@dataclass(frozen=True)
class Wishes:
    """`filters` are the catalogue's own; `audience` and `words` (the search) narrow further. Empty ones ask nothing."""

    words: str = ""
    audience: Audience | None = None
    filters: Filters = field(default_factory=Filters)
    sort: str = SORTS[0]

    @property
    def given(self) -> list[str]:
        """The names of what was asked for, in the order of the form."""
        asked = ["words"] if self.words else []
        asked += ["audience"] if self.audience else []
        return asked + [each.name for each in fields(self.filters) if getattr(self.filters, each.name) != each.default]

    def without(self, name: str) -> "Wishes":
        """The same with one wish given up."""
        if name == "words":
            return replace(self, words="")
        if name == "audience":
            return replace(self, audience=None)
        return replace(self, filters=without(self.filters, name))


@dataclass(frozen=True)
class Found:
    """What the typed words stand for: ids of courses and of places."""

    courses: tuple[int, ...] = ()
    places: tuple[int, ...] = ()


def wished(wishes: Wishes, found: Found | None) -> dict[str, ColumnElement[bool]]:
    """One condition for each wish, by name. `found` is what `wishes.words` stand for, if there are any."""
    asked = conditions(wishes.filters)
    if wishes.audience:
        meant = select(CourseAudience.id).where(
            CourseAudience.course_id == Cohort.course_id, CourseAudience.audience == wishes.audience
        )
        asked = {"audience": meant.exists()} | asked
    if found is not None:
        fitting = or_(Course.id.in_(found.courses), Cohort.place_id.in_(found.places))
        asked = {"words": fitting} | asked
    return asked
