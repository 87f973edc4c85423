"""Which files of a course somebody has fetched: known as long as their enrolment in it."""

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, Material, MaterialVersion
from ...enrolment.models import Enrolment, MaterialFetch
from .steps import QUIETLY


def forget(session, ids):
    """Of the people of these enrolments, as far as no other enrolment of theirs in the course is still kept."""
    gone, other = aliased(Enrolment), aliased(Enrolment)
    held, again = aliased(Cohort), aliased(Cohort)
    still = (
        select(other.id)
        .join(again, again.id == other.cohort_id)
        .where(other.person_id == gone.person_id, again.course_id == held.course_id)
        .where(other.forgotten_at.is_(None), other.id.not_in(ids))
        .exists()
    )
    over = (
        select(MaterialFetch.id)
        .join(MaterialVersion, MaterialVersion.id == MaterialFetch.version_id)
        .join(Material, Material.id == MaterialVersion.material_id)
        .join(gone, gone.person_id == MaterialFetch.person_id)
        .join(held, (held.id == gone.cohort_id) & (held.course_id == Material.course_id))
        .where(gone.id.in_(ids), ~still)
    )
    session.execute(delete(MaterialFetch).where(MaterialFetch.id.in_(over)), execution_options=QUIETLY)
