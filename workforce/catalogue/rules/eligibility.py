"""Who may join a course, said before the form and checked with it.

A rule speaks to everybody ("from 15 years"), a refusal to one person ("you can join from 1 April 2027").
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...database import LocalizedText
from ...i18n.formats import day
from ...i18n.wording import plain
from ...people.rules.ages import SCHOOL_LEAVING, age_on, finished_compulsory_education, fiscal_year, reaches
from ...refusals import Refused


@dataclass(frozen=True)
class FromAge:
    years: int

    def text(self):
        return ngettext(
            "From %(num)s year of age, counted on the first day",
            "From %(num)s years of age, counted on the first day",
            self.years,
        )


@dataclass(frozen=True)
class AfterSchool:
    def text(self):
        return gettext("After junior high school: from the 1 April after you turn 15")


@dataclass(frozen=True)
class AfterCourse:
    """Any one of `courses` (rows with slug and title) is enough."""

    courses: tuple[Any, ...]

    def text(self):
        return gettext("After one of these courses: %(courses)s", courses=listed(self.courses))


@dataclass(frozen=True)
class Condition:
    """In the words of the centre; nobody can check it but the person."""

    words: LocalizedText

    def text(self):
        return plain(self.words)


Rule = FromAge | AfterSchool | AfterCourse | Condition


@dataclass(frozen=True)
class RequiredCourse:
    id: int
    slug: str
    title: LocalizedText


@dataclass(frozen=True)
class Requirement:
    """One prerequisite, read as plain rows: as good for these rules as the stored one."""

    required: RequiredCourse

    @property
    def required_id(self) -> int:
        return self.required.id


class TooYoung(Refused):
    """Raised with `from_day`, the first day on which a cohort may begin for this person."""

    field = "birth_date"

    def text(self):
        return str(self.message) % (self.values | {"day": day(self.values["from_day"])})


class UnderAge(TooYoung):
    message = _("This course is from %(years)s years of age. You can join one that begins on %(day)s or later.")


class StillAtSchool(TooYoung):
    message = _(
        "This course is for people who have finished junior high school."
        " You can join one that begins on %(day)s or later."
    )


class FinishFirst(Refused):
    """Raised with `courses`, any one of which opens the door."""

    message = _("Finish one of these courses first, then come back: %(courses)s")

    def text(self):
        return str(self.message) % {"courses": listed(self.values["courses"])}


def listed(courses):
    return gettext(", ").join(plain(course.title) for course in courses)


def who_may(course) -> list[Rule]:
    """What every applicant must fulfil; each has `.text()`. Empty: everybody is welcome.

    `course`: with `prerequisites` and their `required` course loaded.
    """
    rules: list[Rule] = []
    if course.minimum_age:
        rules.append(FromAge(course.minimum_age))
    if course.after_compulsory_school:
        rules.append(AfterSchool())
    if course.prerequisites:
        rules.append(AfterCourse(tuple(each.required for each in course.prerequisites)))
    if course.conditions:
        rules.append(Condition(course.conditions))
    return rules


def refusal_for(
    course, *, birth_date: date | None, first_day: date, has_finished: Collection[int] | None = None
) -> Refused | None:
    """Why this person may not join a cohort of `course` that begins on `first_day`, or None if they may.

    `has_finished`: ids of the courses they completed. Leave out (None) what is not known yet: it is not checked.
    """
    return too_young(course, birth_date, first_day) or not_prepared(course, has_finished)


def check(course, *, birth_date: date, first_day: date, has_required: bool):
    """The same, on the word of somebody who says whether they finished what is required. Raises the refusal."""
    finished = [each.required_id for each in course.prerequisites] if has_required else []
    if refusal := refusal_for(course, birth_date=birth_date, first_day=first_day, has_finished=finished):
        raise refusal


def too_young(course, birth_date, first_day):
    if birth_date is None:
        return None
    if course.minimum_age and age_on(birth_date, first_day) < course.minimum_age:
        return UnderAge(years=course.minimum_age, from_day=reaches(birth_date, course.minimum_age))
    if course.after_compulsory_school and not finished_compulsory_education(birth_date, first_day):
        return StillAtSchool(from_day=date(fiscal_year(reaches(birth_date, SCHOOL_LEAVING)) + 1, 4, 1))
    return None


def not_prepared(course, has_finished):
    if (
        has_finished is None
        or not course.prerequisites
        or any(each.required_id in has_finished for each in course.prerequisites)
    ):
        return None
    return FinishFirst(courses=[each.required for each in course.prerequisites])
