"""Staff choose which questions a course asks, in which order, and publish that as a version nobody can change."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from ... import history
from ...catalogue.actions.changing import hold_as_seen
from ...catalogue.models import Course
from ...refusals import Refused
from ..models import FormVersion
from ..queries import form_versions as queries
from ..rules.catalogue import QUESTIONS


class NothingNew(Refused):
    message = _("These are the questions that the form asks now, in this order. Nothing was published.")


class UnknownQuestion(Refused):
    message = _("One of these questions does not exist any more. Look at the list again.")


def publish(
    session, course: Course, *, keys: Sequence[str], shown: Mapping[str, Any], seen=None, by, at
) -> FormVersion:
    """From now on applicants are asked `keys` in this order; whoever is filling in the form goes on with them.

    `shown`: {language: rules.form_versions.said}. What people answered before stays with the words it was given to.
    Raises UnknownQuestion, NothingNew, ChangedMeanwhile.
    """
    hold_as_seen(session, course, seen)
    if set(keys) - set(QUESTIONS):
        raise UnknownQuestion
    newest = queries.newest(session, course.id)
    if newest and list(keys) == newest.keys and shown == newest.shown:
        raise NothingNew
    version = FormVersion(
        course_id=course.id,
        number=newest.number + 1 if newest else 1,
        keys=list(keys),
        shown=dict(shown),
        published_at=at,
        by_id=by.id if by else None,
    )
    session.add(version)
    change = history.Change("questions", ", ".join(course.questions), ", ".join(keys))
    course.questions, course.form_version, course.changed_at = list(keys), version.number, at
    history.record(session, course, "form_published", by=by, at=at, changes=[change])
    return version
