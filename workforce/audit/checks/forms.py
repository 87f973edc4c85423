"""What must be true of the forms that people answered."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...catalogue.models import Cohort, Course
from ...enrolment.models import Enrolment, FormVersion
from ..registry import check


@check(_("A course asks what the newest version of its form says."))
def forms_unlike_their_version(session, _at):
    query = select(Course.id, Course.questions, FormVersion.keys).join(
        FormVersion, (FormVersion.course_id == Course.id) & (FormVersion.number == Course.form_version)
    )
    return [row.id for row in session.execute(query.order_by(Course.id)) if row.questions != row.keys]


@check(_("Every version that somebody answered can still be read."))
def answers_to_a_lost_version(session, _at):
    version = (FormVersion.course_id == Cohort.course_id) & (FormVersion.number == Enrolment.form_version)
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id).outerjoin(FormVersion, version)
    return session.scalars(
        query.where(Enrolment.form_version.is_not(None), FormVersion.id.is_(None)).order_by(Enrolment.id)
    )
