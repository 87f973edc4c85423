from types import SimpleNamespace

import pytest

from workforce.enrolment.rules import steps
from workforce.enrolment.rules.catalogue import EVERYTHING, HAS_REQUIRED, NEEDS, QUESTIONS, asked_in, in_words
from workforce.enrolment.rules.questions import KEPT, Asking, Kind
from workforce.i18n.wording import localized_text
from workforce.settings import Keeping

BASIC = localized_text("初任者研修", en="Initial training")
NOTHING = Asking()
CHOICES = {Kind.ONE_OF, Kind.SEVERAL_OF}


@pytest.mark.parametrize("question", EVERYTHING.values(), ids=lambda question: question.key)
def test_every_question_says_why_it_is_asked_and_how_long_the_answer_stays(question, speaking):
    with speaking("en"):
        assert str(question.asked).endswith("?")
        assert str(question.purpose).endswith((".", "eat."))
        assert KEPT[question.keep](Keeping()).endswith(".")


@pytest.mark.parametrize("question", EVERYTHING.values(), ids=lambda question: question.key)
def test_only_questions_with_choices_have_them_and_each_value_is_one(question):
    values = [choice.value for choice in question.choices]

    assert bool(values) == (question.kind in CHOICES)
    assert len(values) == len(set(values))


def test_question_on_a_page_of_its_own_needs_an_answer():
    assert all(question.required for question in EVERYTHING.values() if question.own_page)


def test_needs_are_sensitive_and_nothing_else_is():
    assert {key for key, question in EVERYTHING.items() if question.sensitive} == set(NEEDS)


def test_earlier_course_is_asked_for_only_where_one_is_required():
    assert asked_in(NOTHING) == []
    assert asked_in(Asking(required=(BASIC,))) == [HAS_REQUIRED]


def test_wording_names_the_courses_that_are_required(speaking):
    with speaking("en"):
        assert "Initial training" in HAS_REQUIRED.wording(Asking(required=(BASIC,)))


def test_course_decides_which_questions_in_which_order_and_unknown_ones_are_passed_over():
    asking = Asking(keys=("work_now", "gone", "how_found"))

    assert [question.key for question in asked_in(asking)] == ["work_now", "how_found"]


def test_childcare_is_offered_only_where_there_is_some():
    def offered(asking):
        return [value for value, _label in NEEDS["needs"].open_choices(asking)]

    assert "childcare" in offered(Asking(childcare=True))
    assert "childcare" not in offered(NOTHING)
    assert "step_free" not in offered(Asking(online=True))


def test_answer_keeps_the_wording_it_was_given_to(speaking):
    question = QUESTIONS["residency_tie"]

    with speaking("en"):
        answer = question.answer("works", NOTHING)

    assert answer == {
        "value": "works",
        "asked": "Do you live, work or study in the city?",
        "said": "I work in the city",
    }


def test_answer_is_read_in_the_words_of_today_or_else_in_those_of_its_day(speaking):
    with speaking("en"):
        assert in_words("residency_tie", {"value": "lives", "said": "市内"}) == "I live in the city"
        assert in_words("qualification_held", {"value": ["nurse", "other"], "said": "…"}).startswith("Nurse")
        assert in_words("a_question_of_old", {"value": "x", "said": "はい"}) == "はい"
        assert in_words("motivation", {"value": "はたらきたい"}) == "はたらきたい"


def cohort(*keys, required=()):
    prerequisites = [SimpleNamespace(required=SimpleNamespace(title=title)) for title in required]
    course = SimpleNamespace(questions=list(keys), prerequisites=prerequisites)
    return SimpleNamespace(course=course, childcare=False, online=False)


def steps_for(*keys, **given):
    return steps.steps_of(steps.asking_of(cohort(*keys, **given)))


def test_course_without_questions_takes_five_pages():
    assert steps_for() == ["name", "birth", "contact", "needs", "review"]


def test_small_questions_share_a_page_and_a_big_one_has_its_own():
    pages = ["name", "birth", "contact", "questions", "motivation", "needs", "review"]

    assert steps_for("motivation", "how_found", "work_now") == pages
    assert steps_for("motivation") == [page for page in pages if page != "questions"]
    assert steps_for(required=[BASIC]) == [page for page in pages if page != "motivation"]


def test_going_on_leads_to_the_first_page_without_a_good_answer_and_then_to_the_review():
    pages = steps_for()
    good = {page: {"good": True} for page in pages}

    assert steps.onward(pages, {}) == "name"
    assert steps.onward(pages, {"name": {"good": True}}) == "birth"
    assert steps.onward(pages, good | {"birth": {"good": False}}) == "birth"
    assert steps.onward(pages, good) == "review"


def test_back_leads_one_page_back():
    assert steps.before(steps_for(), "birth") == "name"
    assert steps.before(steps_for(), "name") is None
