"""What must be true of courses and cohorts."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    CohortState,
    Course,
    CourseState,
    Place,
    Session,
    SessionPart,
    Subject,
    SubjectItem,
)
from ..registry import check


@check(_("Every published cohort teaches every minute its course requires."))
def cohorts_that_teach_too_little(session, _at):
    taught = (
        select(Session.cohort_id, SessionPart.item_id, func.sum(SessionPart.minutes).label("minutes"))
        .join(SessionPart, SessionPart.session_id == Session.id)
        .group_by(Session.cohort_id, SessionPart.item_id)
        .subquery()
    )
    return session.scalars(
        select(Cohort.id)
        .distinct()
        .join(Subject, Subject.course_id == Cohort.course_id)
        .join(SubjectItem, SubjectItem.subject_id == Subject.id)
        .outerjoin(taught, (taught.c.cohort_id == Cohort.id) & (taught.c.item_id == SubjectItem.id))
        .where(Cohort.state == CohortState.PUBLISHED, func.coalesce(taught.c.minutes, 0) < SubjectItem.minutes)
        .order_by(Cohort.id)
    )


@check(_("A subject's minutes are the sum of its items."))
def subjects_that_do_not_add_up(session, _at):
    total = func.coalesce(func.sum(SubjectItem.minutes), 0)
    return session.scalars(
        select(Subject.id)
        .outerjoin(SubjectItem, SubjectItem.subject_id == Subject.id)
        .join(Course, Course.id == Subject.course_id)
        .where(Course.state == CourseState.PUBLISHED)
        .group_by(Subject.id, Subject.minutes)
        .having(total != Subject.minutes)
        .order_by(Subject.id)
    )


@check(_("A published cohort belongs to a published course."))
def cohorts_of_unpublished_courses(session, _at):
    return session.scalars(
        select(Cohort.id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Cohort.state == CohortState.PUBLISHED, Course.state == CourseState.DRAFT)
        .order_by(Cohort.id)
    )


@check(_("The parts of a session fit into it."))
def sessions_shorter_than_their_parts(session, _at):
    minutes = func.sum(SessionPart.minutes)
    rows = session.execute(
        select(Session.id, Session.starts_at, Session.ends_at, minutes.label("minutes"))
        .join(SessionPart, SessionPart.session_id == Session.id)
        .group_by(Session.id, Session.starts_at, Session.ends_at)
        .order_by(Session.id)
    )
    return [row.id for row in rows if row.minutes * 60 > (row.ends_at - row.starts_at).total_seconds()]


@check(_("No two sessions of one cohort overlap."))
def sessions_that_overlap(session, _at):
    other = aliased(Session)
    return session.scalars(
        select(Session.id)
        .distinct()
        .join(other, (other.cohort_id == Session.cohort_id) & (other.id != Session.id))
        .where(Session.starts_at < other.ends_at, other.starts_at < Session.ends_at)
        .order_by(Session.id)
    )


@check(_("A cohort begins with its first session and ends with its last."))
def cohorts_with_other_dates_than_their_sessions(session, _at):
    first, last = func.min(Session.starts_at), func.max(Session.ends_at)
    return session.scalars(
        select(Cohort.id)
        .join(Session, Session.cohort_id == Cohort.id)
        .group_by(Cohort.id, Cohort.starts_at, Cohort.ends_at)
        .having(
            or_(Cohort.starts_at.is_(None), Cohort.ends_at.is_(None), Cohort.starts_at != first, Cohort.ends_at != last)
        )
        .order_by(Cohort.id)
    )


@check(_("A session teaches items of its own course."))
def parts_of_another_course(session, _at):
    return session.scalars(
        select(SessionPart.id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(Subject, Subject.id == SubjectItem.subject_id)
        .where(Subject.course_id != Cohort.course_id)
        .order_by(SessionPart.id)
    )


@check(_("Every course, subject and place has a Japanese name."))
def names_without_japanese(session, _at):
    return [
        f"{table.__tablename__} {row.id}"
        for table, text in (
            (Course, Course.title),
            (Subject, Subject.title),
            (SubjectItem, SubjectItem.title),
            (Place, Place.name),
        )
        for row in session.execute(select(table.id, text.label("text")).order_by(table.id))
        if not (row.text or {}).get("ja")
    ]


@check(_("A published course is summed up in Japanese."))
def courses_without_a_summary(session, _at):
    published = select(Course.id, Course.summary).where(Course.state == CourseState.PUBLISHED).order_by(Course.id)
    return [row.id for row in session.execute(published) if not (row.summary or {}).get("ja")]
