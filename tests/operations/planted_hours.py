"""Faults about hours, results and completion, for test_audit."""

import sqlalchemy as sa

from tests.make import MONDAY, make_account, make_course
from workforce.catalogue.models import Mode, Subject, SubjectItem

NOW = MONDAY
DAY = MONDAY.date()
FAULTS = {}


def fault(plant):
    FAULTS[plant.__name__] = plant
    return plant


def item_of(centre, course_id=None):
    query = sa.select(SubjectItem).join(Subject).where(Subject.course_id == (course_id or centre.course_id))
    return centre.session.scalars(query.order_by(SubjectItem.id)).first()


def paper(centre, minutes=30, *, source="elsewhere", item=None):
    values = {"source": source, "minutes": minutes, "provider": "学院", "done_on": DAY, "document": "確認書"}
    item = item or item_of(centre)
    return centre.new("credit", enrolment_id=centre.first.id, item_id=item.id, document_on=DAY, at=NOW, **values)


def result(centre, attempt=1, verdict="passed"):
    given = {"kind": "practical", "taken_on": DAY, "note": "", "at": NOW}
    return centre.new("assessment_result", enrolment_id=centre.first.id, attempt=attempt, verdict=verdict, **given)


@fault
def papers_of_another_course(centre):
    return paper(centre, item=item_of(centre, make_course(centre.session).id))


@fault
def papers_beyond_the_item(centre):
    first = paper(centre, 40)
    paper(centre, 30)
    return first


@fault
def distance_beyond_the_subject(centre):
    return paper(centre, 30, source="distance")


@fault
def reports_in_place_of_practice(centre):
    item = item_of(centre)
    item.mode = Mode.EXERCISE
    return paper(centre, 30, source="report", item=item)


@fault
def exemptions_without_ground(centre):
    given = {"qualification": "helper_2", "document": "修了証", "asked_at": NOW, "decided_at": NOW, "granted": True}
    return centre.new("exemption", enrolment_id=centre.first.id, subject_id=item_of(centre).subject_id, **given)


@fault
def attempts_with_gaps(centre):
    return result(centre, attempt=2)


@fault
def attempts_after_passing(centre):
    result(centre)
    return result(centre, attempt=2)


@fault
def overrides_by_one_person(centre):
    asked, decided = make_account(centre.session), make_account(centre.session)
    centre.sql("UPDATE account SET person_id = :one WHERE id = :id", one=asked.person_id, id=decided.id)
    given = {"waived": {"gaps": []}, "reason": "台風", "answer": "よい", "granted": True}
    return centre.new(
        "completion_override",
        enrolment_id=centre.first.id,
        asked_by_id=asked.id,
        asked_at=NOW,
        decided_by_id=decided.id,
        decided_at=NOW,
        **given,
    )
