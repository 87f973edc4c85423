"""One cohort with everything about it."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import joinedload, selectinload

from ..models import Cohort, Course, Prerequisite, Session, Subject


def cohort_page(database: Database, code: str, *, again=False) -> Cohort | None:
    """The cohort of `code`, whatever its state, in three statements.

    Loaded: place, lead, fees, bands, sessions with parts and their items, course with lead, audiences, prerequisites
    and their courses, subjects and items. `again`: what this session knew of it is read anew.
    """
    course = joinedload(Cohort.course)
    return (
        database.scalars(
            select(Cohort)
            .where(Cohort.code == code)
            .options(
                joinedload(Cohort.place),
                joinedload(Cohort.lead),
                joinedload(Cohort.fees),
                joinedload(Cohort.bands),
                course.joinedload(Course.lead),
                course.joinedload(Course.audiences),
                course.joinedload(Course.prerequisites).joinedload(Prerequisite.required),
                course.selectinload(Course.subjects).joinedload(Subject.items),
                selectinload(Cohort.sessions).joinedload(Session.parts),
            )
            .execution_options(populate_existing=again)
        )
        .unique()
        .one_or_none()
    )


def cohort_brief(database: Database, code: str) -> Cohort | None:
    """The cohort with its course, prerequisites, place and lead, in one statement: for headings and rules."""
    course = joinedload(Cohort.course)
    return (
        database.scalars(
            select(Cohort)
            .where(Cohort.code == code)
            .options(
                joinedload(Cohort.place),
                joinedload(Cohort.lead),
                course.joinedload(Course.prerequisites).joinedload(Prerequisite.required),
            )
        )
        .unique()
        .one_or_none()
    )


def cohort_codes(database: Database, beginning: str) -> list[str]:
    return list(database.scalars(select(Cohort.code).where(Cohort.code.startswith(f"{beginning}-", autoescape=True))))
