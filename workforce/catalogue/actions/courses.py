"""Courses: their texts, whom they are for, and whether visitors see them."""

import re

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Database

from ... import history
from ...refusals import Refused
from ..models import Audience, Cohort, CohortState, Course, CourseAudience, CourseKind, Prerequisite
from ..queries.courses import course_page
from ..rules.moves import COURSE_MOVES, after
from ..rules.publishing import course_obstacles
from .changing import change, hold_as_seen, readable, touch

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
        super().__init__(codes=", ".join(codes))


class RequiresItself(Refused):
    message = _("The two courses would require each other, and nobody could ever begin. Choose another course.")
    field = "required"


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
    """`values`: any of EDITABLE. `seen`: the `changed_at` the editor saw. Raises ChangedMeanwhile."""
    hold_as_seen(session, course, seen)
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


# --- for whom ---------------------------------------------------------------------------------------------------------


def set_audience(session: Database, course: Course, *, audience: Audience, rank: int, pitch, seen=None, by, at):
    """The course stands behind this reader's door at `rank` (1 first) with `pitch` in their words."""
    hold_as_seen(session, course, seen)
    row = audience_of(session, course, audience) or CourseAudience(course_id=course.id, audience=audience)
    old = {"rank": row.rank, "pitch": row.pitch}
    row.rank, row.pitch = rank, pitch
    session.add(row)
    changes = [history.Change(f"{audience}.{name}", readable(old[name]), readable(getattr(row, name))) for name in old]
    touch(session, course, "audience_set", changes=changes, by=by, at=at)
    session.expire(course, ["audiences"])
    return row


def remove_audience(session: Database, course: Course, *, audience: Audience, by, at):
    hold_as_seen(session, course, None)
    row = audience_of(session, course, audience)
    if row:
        session.delete(row)
        touch(session, course, "audience_removed", changes=[history.Change("audience", audience, None)], by=by, at=at)
        session.expire(course, ["audiences"])


def audience_of(session, course, audience):
    query = select(CourseAudience).where(CourseAudience.course_id == course.id, CourseAudience.audience == audience)
    return session.scalars(query).one_or_none()


def require(session: Database, course: Course, *, required: Course, by, at):
    """One more course of which any one must be finished first. Raises RequiresItself."""
    hold_as_seen(session, course, None)
    if course.id in leading_to(session, required):
        raise RequiresItself
    query = select(Prerequisite).where(Prerequisite.course_id == course.id, Prerequisite.required_id == required.id)
    if session.scalars(query).first():
        return
    session.add(Prerequisite(course_id=course.id, required_id=required.id))
    touch(session, course, "required", changes=[history.Change("required", None, required.slug)], by=by, at=at)
    session.expire(course, ["prerequisites"])


def leading_to(session, course) -> set[int]:
    """The ids of `course` and of everything it requires, however indirectly."""
    found, edge = {course.id}, {course.id}
    while edge:
        edge = set(session.scalars(select(Prerequisite.required_id).where(Prerequisite.course_id.in_(edge)))) - found
        found |= edge
    return found


def require_no_more(session: Database, course: Course, *, required_id: int, by, at):
    hold_as_seen(session, course, None)
    query = select(Prerequisite).where(Prerequisite.course_id == course.id, Prerequisite.required_id == required_id)
    row = session.scalars(query).one_or_none()
    if row:
        session.delete(row)
        change_made = history.Change("required", required_id, None)
        touch(session, course, "required_no_more", changes=[change_made], by=by, at=at)
        session.expire(course, ["prerequisites"])
