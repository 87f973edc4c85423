"""What a page of the form needs, in one statement of plain rows: a visitor asks for it up to fifteen times."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Course, Place, Prerequisite
from ...catalogue.rules.eligibility import RequiredCourse, Requirement
from ...stored import execute, instant, stored, text
from ..models import Draft, Enrolment
from ..rules.offered import OfferedCohort, OfferedCourse, OfferedPlace

COHORTS_AT_MOST = 256
required = aliased(Course)


@dataclass(frozen=True)
class KeptDraft:
    code_hash: str
    answers: dict[str, Any]
    expires_at: datetime


class Begun(NamedTuple):
    """A form as far as it has come. `receipt`: it was sent already, and this is what came of it.

    `draft` may be past its time, until the nightly job takes it.
    """

    cohort: OfferedCohort
    draft: KeptDraft | None
    receipt: str | None


OF_COHORT = (
    Cohort.id,
    Cohort.code,
    Cohort.state,
    stored(Cohort.opens_at),
    stored(Cohort.closes_at),
    stored(Cohort.starts_at),
    stored(Cohort.ends_at),
    Cohort.childcare,
    Cohort.online,
    Cohort.selection,
    Course.slug,
    stored(Course.title),
    Course.minimum_age,
    Course.after_compulsory_school,
    stored(Course.questions),
    Course.form_version,
    stored(Place.name).label("place"),
)
OF_REQUIRED = (required.id, required.slug, stored(required.title))
OF_VISITOR = (Draft.code_hash, stored(Draft.answers), stored(Draft.expires_at), Enrolment.receipt)
BEGUN = (
    select(*OF_COHORT, *OF_REQUIRED, *OF_VISITOR)
    .join(Course, Cohort.course_id == Course.id)
    .outerjoin(Place, Cohort.place_id == Place.id)
    .outerjoin(Prerequisite, Prerequisite.course_id == Course.id)
    .outerjoin(required, required.id == Prerequisite.required_id)
    .outerjoin(Draft, and_(Draft.cohort_id == Cohort.id, Draft.holder == bindparam("key")))
    .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.idempotency_key == bindparam("key")))
    .where(Cohort.code == bindparam("code"), Cohort.state != CohortState.DRAFT)
    .order_by(Prerequisite.id)
)
REQUIRED_FROM, VISITOR_FROM = len(OF_COHORT), len(OF_COHORT) + len(OF_REQUIRED)


def begun(session, code: str, key: str | None) -> Begun | None:
    """The form for the cohort `code` and the draft of `key`; None for a cohort that nobody may see."""
    rows = [tuple(row) for row in execute(session, BEGUN, code=code, key=key)]
    if not rows:
        return None
    first = rows[0]
    needed = tuple(row[REQUIRED_FROM:VISITOR_FROM] for row in rows if row[REQUIRED_FROM] is not None)
    code_hash, answers, expires_at, receipt = first[VISITOR_FROM:]
    draft = KeptDraft(code_hash, text(answers), instant(expires_at)) if code_hash else None
    return Begun(offered(first[:REQUIRED_FROM], needed), draft, receipt)


@lru_cache(maxsize=COHORTS_AT_MOST)
def offered(row: tuple, needed: tuple[tuple, ...]) -> OfferedCohort:
    """The values in a stored cohort, read again only when one of them is new."""
    number, code, state, opens, closes, starts, ends, childcare, online, selection, *of_course, place = row
    slug, title, minimum_age, after_compulsory_school, questions, form_version = of_course
    return OfferedCohort(
        id=number,
        code=code,
        state=state,
        opens_at=instant(opens),
        closes_at=instant(closes),
        starts_at=instant(starts),
        ends_at=instant(ends),
        childcare=childcare,
        online=online,
        selection=selection,
        course=OfferedCourse(
            slug=slug,
            title=text(title),
            minimum_age=minimum_age,
            after_compulsory_school=after_compulsory_school,
            questions=tuple(text(questions)),
            form_version=form_version,
            prerequisites=tuple(Requirement(RequiredCourse(id, slug, text(title))) for id, slug, title in needed),
        ),
        place=OfferedPlace(text(place)) if place else None,
    )


def by_code(session, code_hash: str, *, at):
    """(the live draft of this short code, the code of its cohort), or None."""
    return session.execute(
        select(Draft, Cohort.code)
        .join(Cohort, Cohort.id == Draft.cohort_id)
        .where(Draft.code_hash == code_hash, Draft.expires_at > at)
    ).first()
