"""What must be true of the files of courses."""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select

from ... import history
from ...catalogue.models import Cohort, Material, MaterialContent, MaterialVersion, Subject, SubjectItem
from ...enrolment.models import Enrolment, MaterialFetch
from ..registry import check


@check(_("Every version of a file is there, as long as it was when it was brought, unless somebody erased it."))
def files_without_their_bytes(session, _at):
    return session.scalars(
        select(MaterialVersion.id)
        .outerjoin(MaterialContent, MaterialContent.version_id == MaterialVersion.id)
        .where(
            or_(
                MaterialContent.id.is_(None) & ~erased(),
                func.length(MaterialContent.body) != MaterialVersion.size,
            )
        )
        .order_by(MaterialVersion.id)
    )


def erased():
    entry = history.Entry
    said = entry.subject == MaterialVersion.__tablename__, entry.subject_id == MaterialVersion.id
    return select(entry.id).where(*said, entry.what == "erased").exists()


@check(_("The versions of a file are numbered from 1 without a gap."))
def files_with_gaps_in_their_versions(session, _at):
    number = MaterialVersion.number
    return session.scalars(
        select(Material.id)
        .outerjoin(MaterialVersion, MaterialVersion.material_id == Material.id)
        .group_by(Material.id)
        .having(or_(func.count(number) == 0, func.max(number) != func.count(number)))
        .order_by(Material.id)
    )


@check(_("A file belongs to a cohort and a subject item of its own course."))
def files_of_another_course(session, _at):
    return session.scalars(
        select(Material.id)
        .outerjoin(Cohort, Cohort.id == Material.cohort_id)
        .outerjoin(SubjectItem, SubjectItem.id == Material.item_id)
        .outerjoin(Subject, Subject.id == SubjectItem.subject_id)
        .where(or_(Cohort.course_id != Material.course_id, Subject.course_id != Material.course_id))
        .order_by(Material.id)
    )


@check(_("Only people of the course have fetched its files."))
def files_fetched_by_strangers(session, _at):
    enrolled = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.person_id == MaterialFetch.person_id, Cohort.course_id == Material.course_id)
        .exists()
    )
    return session.scalars(
        select(MaterialFetch.id)
        .join(MaterialVersion, MaterialVersion.id == MaterialFetch.version_id)
        .join(Material, Material.id == MaterialVersion.material_id)
        .where(~enrolled)
        .order_by(MaterialFetch.id)
    )
