"""One course with everything about it."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import joinedload, selectinload

from ..models import Course, Prerequisite, Subject


def course_page(database: Database, slug: str, *, again=False) -> Course | None:
    """The course of `slug`, whatever its state, in two statements.

    Loaded: lead, audiences, prerequisites and their courses, subjects and items. `again`: what this session knew of it
    is read anew.
    """
    return (
        database.scalars(
            select(Course)
            .where(Course.slug == slug)
            .options(
                joinedload(Course.lead),
                joinedload(Course.audiences),
                joinedload(Course.prerequisites).joinedload(Prerequisite.required),
                selectinload(Course.subjects).joinedload(Subject.items),
            )
            .execution_options(populate_existing=again)
        )
        .unique()
        .one_or_none()
    )
