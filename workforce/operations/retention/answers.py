"""Answers that are kept for the course alone, or for a while after it: what the page of each question says."""

from flask_babel import gettext, ngettext
from sqlalchemy import delete, select

from ... import history
from ...catalogue.models import Cohort
from ...enrolment.models import Arrangement, Enrolment
from ...enrolment.rules.catalogue import EVERYTHING
from ...enrolment.rules.questions import Keep
from . import screening, seating
from .steps import Step, ended, years_before

AFTER_COURSE, AFTER_A_WHILE = 1, 2
GOES = {
    AFTER_COURSE: {Keep.COURSE},
    AFTER_A_WHILE: {Keep.COURSE, Keep.YEAR},
}
"""What is gone once an enrolment is trimmed so far."""


def for_the_course(at, _keeping):
    return untrimmed(AFTER_COURSE, at)


def for_a_while(at, keeping):
    return untrimmed(AFTER_A_WHILE, years_before(at, keeping.answers))


def untrimmed(level, before):
    """Of cohorts that were over at the instant `before`."""
    found = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    return found.where(ended() <= before, Enrolment.trimmed < level).order_by(Enrolment.id)


def trimming(level):
    gone = {key for key, question in EVERYTHING.items() if question.keep in GOES[level]}

    def forget(session, ids, _at):
        """Also out of history: the old answers, and the new."""
        for enrolment in session.scalars(select(Enrolment).where(Enrolment.id.in_(ids)).with_for_update()):
            enrolment.answers = without(enrolment.answers, gone)
            enrolment.needs = without(enrolment.needs, gone)
            enrolment.trimmed = level
        session.execute(delete(Arrangement).where(Arrangement.enrolment_id.in_(ids)))
        screening.trim(session, ids, gone)
        seating.trim(session, ids)
        entries = select(history.Entry.id).where(
            history.Entry.subject == Enrolment.__tablename__, history.Entry.subject_id.in_(ids)
        )
        with history.retention(session):
            session.execute(
                delete(history.Value).where(
                    history.Value.entry_id.in_(entries), history.Value.field.in_(gone | seating.FIELDS)
                )
            )

    return forget


def without(answers, gone):
    return {key: answer for key, answer in answers.items() if key not in gone}


STEPS = (
    Step(
        "course_answers",
        lambda _: gettext("Answers and needs that only the course needed, when it is over"),
        for_the_course,
        trimming(AFTER_COURSE),
    ),
    Step(
        "later_answers",
        lambda keeping: ngettext(
            "Answers that are kept for a while, %(num)s year after the course",
            "Answers that are kept for a while, %(num)s years after the course",
            keeping.answers,
        ),
        for_a_while,
        trimming(AFTER_A_WHILE),
    ),
)
