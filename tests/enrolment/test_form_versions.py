"""Staff choose and order the questions of a course. A version that was published never changes, nor does an answer."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.enrolment.visitor import BIRTH, CONTACT, NAME, fill_in
from tests.make import MONDAY, make_course, make_open_cohort
from workforce.access import Role
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.enrolment.actions import form_versions as actions
from workforce.enrolment.models import Enrolment, FormVersion
from workforce.enrolment.queries import form_versions as queries
from workforce.enrolment.rules.form_versions import difference

SHOWN = {"ja": {"questions": [{"key": "motivation", "asked": "なぜ？"}], "consent": "同意します"}}


def publish(session, course, *keys, shown=SHOWN, **given):
    return actions.publish(session, course, keys=keys, shown=shown, by=None, at=MONDAY, **given)


def numbered(*keys):
    return {key: place for place, key in enumerate(keys, 1)}


def test_what_is_published_is_asked_from_now_on_and_the_old_version_stays(session):
    course = make_course(session, questions=["motivation"])

    publish(session, course, "how_found", "motivation")
    publish(session, course, "motivation")

    assert course.questions == ["motivation"]
    assert [version.keys for version in queries.all_of(session, course.id)] == [
        ["motivation"],
        ["how_found", "motivation"],
    ]


def test_the_same_again_is_no_new_version_but_other_words_are(session):
    course = make_course(session)
    publish(session, course, "motivation")

    with pytest.raises(actions.NothingNew):
        publish(session, course, "motivation")
    reworded = {"ja": {"questions": [{"key": "motivation", "asked": "どうして？"}], "consent": "同意します"}}
    assert publish(session, course, "motivation", shown=reworded).number == 2


def test_a_question_that_does_not_exist_and_a_page_that_is_old_are_refused(session):
    course = make_course(session)
    seen = course.changed_at
    publish(session, course, "motivation")

    with pytest.raises(actions.UnknownQuestion):
        publish(session, course, "nationality")
    course.changed_at = MONDAY.replace(year=2027)
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        publish(session, course, "how_found", seen=seen)


@pytest.mark.parametrize("change", ["UPDATE form_version SET number = 2", "DELETE FROM form_version"])
def test_the_database_refuses_to_change_a_version(session, change):
    publish(session, make_course(session), "motivation")

    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(sa.text(change))


def test_difference_names_what_is_new_gone_reworded_and_moved():
    def shown(**asked):
        return {"ja": {"questions": [{"key": key, "asked": words} for key, words in asked.items()], "consent": ""}}

    found = difference(["a", "b", "c"], ["c", "b", "d"], shown(a="1", b="2", c="3"), shown(c="3", b="two", d="4"))

    assert found == (["d"], ["a"], ["b"], True)


def test_answers_keep_the_words_and_the_version_they_were_given_to(browser, session):
    course = make_course(session, questions=["residency_tie"])
    cohort = make_open_cohort(session, course=course)
    manager = browser(Role.COHORT_MANAGER, "en")
    manager.submit(manager.get(f"/staff/courses/{course.slug}/questions"), **numbered("residency_tie", "how_found"))
    visitor = browser(language="en")
    visitor.submit(
        fill_in(visitor, cohort, name=NAME, birth=BIRTH, contact=CONTACT, questions={"residency_tie": "lives"})
    )

    page = manager.get(f"/staff/courses/{course.slug}/questions")
    manager.submit(page, residency_tie="", how_found="1")

    one = session.query(Enrolment).one()
    assert one.form_version == 1
    assert one.answers["residency_tie"]["asked"] == "Do you live, work or study in the city?"
    record = manager.get(f"/staff/enrolments/{one.receipt}")
    assert "Do you live, work or study in the city?" in record.words
    assert "version 1" in record.words
    versions = manager.get(f"/staff/courses/{course.slug}/form-versions").words
    assert "Not asked any more: Do you live, work or study in the city?" in versions
    assert "1 person answered it" in versions


def test_who_has_begun_the_form_is_asked_what_is_new_and_loses_nothing(browser, session):
    course = make_course(session, questions=["how_found"])
    cohort = make_open_cohort(session, course=course)
    visitor = browser(language="en")
    review = fill_in(visitor, cohort, questions={"how_found": "leaflet"})
    session.refresh(course)
    publish(session, course, "how_found", "motivation")
    session.commit()

    asked = visitor.follow(visitor.submit(review))

    assert "Why would you like to take this course?" in asked.words
    assert session.query(Enrolment).count() == 0
    done = visitor.follow(visitor.submit(asked, motivation="I like people"))
    visitor.submit(done)
    answers = session.query(Enrolment).one().answers
    assert (answers["how_found"]["value"], answers["motivation"]["value"]) == ("leaflet", "I like people")


def test_two_questions_with_one_number_are_refused_and_what_was_typed_stays(browser, session):
    course = make_course(session)
    manager = browser(Role.COHORT_MANAGER, "en")
    page = manager.get(f"/staff/courses/{course.slug}/questions")

    refused = manager.submit(page, motivation="1", how_found="1", workplace="zero")

    assert refused.status == 422
    assert "Number 1 is taken" in refused.words
    assert refused.form()[1]["workplace"] == "zero"
    assert session.query(FormVersion).count() == 0
