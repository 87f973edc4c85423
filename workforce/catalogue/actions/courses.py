"""Courses: their texts, whom they are for, and whether visitors see them."""

import re

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Database

from ... import history
from ...refusals import Refused
from ..models import Cohort, CohortState, Course, CourseKind
from ..queries.courses import course_page
from ..rules.moves import COURSE_MOVES, after
from ..rules.publishing import course_obstacles
from . import following
from .changing import change, hold_as_seen
from .telling import renumber

SLUG = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")

EDITABLE = frozenset(
    {
        "kind",
        "title",
        "summary",
        "description",
        "minimum_age",
        "after_compulsory_school",
        "conditions",
        "questions",
        "source",
        "lead_id",
    }
)


class SlugNotAnAddress(Refused):
    message = _("Use small letters a to z, digits and hyphens, for example dementia-basics.")
    field = "slug"


class SlugTaken(Refused):
    message = _("Another course has this address. Choose a different one.")
    field = "slug"


class CohortsDepend(Refused):
    """Raised with `codes` of published cohorts that are not over."""

    message = _("People rely on these cohorts: %(codes)s. Cancel them first, or wait until they are over.")

    def __init__(self, codes):
        super().__init__(codes=list(codes))


def create_course(
    session: Database, *, slug, kind: CourseKind, title, summary, description=None, by, at, **values
) -> Course:
    """A draft. Texts are LocalizedText; `values`: any of EDITABLE. Raises SlugNotAnAddress, SlugTaken."""
    if not SLUG.fullmatch(slug):
        raise SlugNotAnAddress
    course = Course(
        slug=slug,
        kind=kind,
        title=title,
        summary=summary,
        description=description or {},
        created_at=at,
        changed_at=at,
        **{"questions": []} | editable(values),
    )
    try:
        with session.begin_nested():
            session.add(course)
    except IntegrityError:
        raise SlugTaken from None
    history.record(session, course, "created", by=by, at=at, to_state=course.state)
    return course


def edit_course(session: Database, course: Course, *, seen=None, by, at, **values):
    """`values`: any of EDITABLE. `seen`: the `changed_at` the editor saw.

    Raises ChangedMeanwhile, and for another kind, by which hours count otherwise, what `following` says.
    """
    hold_as_seen(session, course, seen)
    if values.get("kind", course.kind) is not course.kind:
        following.ask_minutes(session, course)
    if "title" in values and values["title"] != course.title:
        renumber(session, Cohort.course_id == course.id, at=at)
    return change(session, course, editable(values), what="edited", by=by, at=at)


def editable(values):
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    return values


def publish_course(session: Database, course: Course, *, by, at):
    """Raises NotNow, ItemsDoNotAddUp."""
    hold_as_seen(session, course, None)
    course = read_again(session, course)
    state = after(COURSE_MOVES, "publish", course.state)
    for obstacle in course_obstacles(course):
        raise obstacle
    move(session, course, state, "published", by=by, at=at)


def read_again(session, course) -> Course:
    """The same course, with everything about it as it is now."""
    found = course_page(session, course.slug, again=True)
    assert found is not None
    return found


def withdraw_course(session: Database, course: Course, *, by, at):
    """Back to a draft, until it is published again. Raises NotNow, CohortsDepend."""
    hold_as_seen(session, course, None)
    state = after(COURSE_MOVES, "withdraw", course.state)
    refuse_dependants(session, course, at)
    move(session, course, state, "withdrawn", by=by, at=at)


def cancel_course(session: Database, course: Course, *, reason="", by, at):
    """For good. Its drafts of cohorts can no longer be published. Raises NotNow, CohortsDepend."""
    hold_as_seen(session, course, None)
    state = after(COURSE_MOVES, "cancel", course.state)
    refuse_dependants(session, course, at)
    move(session, course, state, "cancelled", reason=reason or None, by=by, at=at)


def move(session, course, state, what, *, by, at, reason=None):
    before, course.state, course.changed_at = course.state, state, at
    history.record(session, course, what, from_state=before, to_state=state, reason=reason, by=by, at=at)


def refuse_dependants(session, course, at):
    if codes := dependants(session, course, at):
        raise CohortsDepend(codes)


def dependants(session: Database, course: Course, at) -> list[str]:
    """Codes of the course's published cohorts that are not over."""
    lasting = or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    query = select(Cohort.code).where(Cohort.course_id == course.id, Cohort.state == CohortState.PUBLISHED, lasting)
    return list(session.scalars(query.order_by(Cohort.code)))
