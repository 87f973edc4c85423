"""The staff's pages about the files of a course."""

from dataclasses import replace
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.catalogue.brought import PDF, make_material, make_version
from tests.make import make_cohort, make_course
from workforce.access import Role
from workforce.catalogue.models import Material, MaterialKind, MaterialState, MaterialVersion
from workforce.web.responses import SPARE

TYPED = {"title-ja": "実習の記録用紙", "title-vi": "Phiếu ghi thực hành", "kind": "handout", "after_lesson": "1"}


@pytest.fixture
def amina(browser):
    return browser(Role.COHORT_MANAGER, "en")


@pytest.fixture
def course(session):
    return make_course(session)


def sending(name="記録.pdf", body=PDF):
    return BytesIO(body), name


def only(session, kind=Material):
    return session.scalars(sa.select(kind)).one()


def test_file_is_put_on_a_course_renamed_replaced_withdrawn_and_shown_again(amina, session, course):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    page = amina.follow(amina.submit(page, **TYPED, file=sending()))
    assert "The file is there." in page.flash
    material = only(session)
    assert (material.title["ja"], material.after_lesson, material.state) == ("実習の記録用紙", 1, MaterialState.SHOWN)

    address = f"/staff/materials/{material.id}"
    page = amina.follow(amina.submit(amina.get(f"{address}/edit"), **{"title-ja": "記録用紙"}))
    assert page.h1.get_text() == "記録用紙"
    page = amina.follow(amina.submit(amina.get(f"{address}/versions/new"), file=sending("新.pdf", b"%PDF-1.7 two")))
    assert "Version 2" in page.flash
    assert "アミナ" in page.words
    page = amina.follow(amina.submit(amina.get(f"{address}/withdrawal"), reason="古い様式"))
    assert "Withdrawn" in page.words
    assert "古い様式" in page.words
    page = amina.follow(amina.submit(page))
    assert only(session).state is MaterialState.SHOWN
    first = f"/staff/materials/versions/{session.scalar(sa.select(sa.func.min(MaterialVersion.id)))}"
    assert amina.download(first)[1] == PDF
    page = amina.follow(amina.submit(amina.get(f"{first}/erasure"), reason="名簿だった"))
    assert "Erased" in page.words
    assert amina.get(first).status == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (None, "Choose a file."),
        (sending(body=b""), "0 bytes"),
        (sending("page.pdf", b"<html>"), "no PDF"),
        (sending("記録.exe"), "ends with .exe"),
    ],
)
def test_wrong_file_is_explained_beside_it_and_nothing_typed_is_lost(amina, session, course, sent, words):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    page = amina.submit(page, **TYPED, **({"file": sent} if sent else {}))

    assert page.status == 422
    assert words in page.error("file")
    assert page.form()[1].items() >= TYPED.items()
    assert session.scalars(sa.select(Material)).all() == []


def test_second_click_puts_it_there_once(amina, session, course):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")

    answers = [amina.submit(page, **TYPED, file=sending()) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert only(session, MaterialVersion).number == 1


@pytest.fixture
def small(app):
    """An application that takes files of at most one megabyte."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, upload_megabytes=1)
    yield 1024 * 1024
    app.config["SETTINGS"] = before


def test_file_that_is_too_large_is_refused_in_its_form(amina, session, course, small):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    page = amina.submit(page, **TYPED, file=sending(body=PDF + b" " * small))

    assert page.status == 422
    assert "At most 1 MB" in page.error("file")
    assert page.form()[1].items() >= TYPED.items()


def test_file_that_is_far_too_large_gets_a_page_that_says_so(amina, session, course, small):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    page = amina.submit(page, **TYPED, file=sending(body=PDF + b" " * (2 * small + SPARE)))

    assert page.status == 413
    assert "The file is too large" in page.words


def test_who_has_not_signed_in_fills_no_disk(browser, session, course):
    session.commit()
    much = {"file": sending(body=b" " * 5 * 1024 * 1024)}

    page = browser(language="en").post(f"/staff/courses/{course.slug}/materials/new", much)

    assert page.status == 413


def test_change_of_language_keeps_what_was_typed_and_is_no_mistake(amina, session, course):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    page = amina.submit(page, **TYPED, file=sending(), switch_language="ja")

    assert session.scalars(sa.select(Material)).all() == []
    assert page.status == 307


def test_file_that_somebody_withdrew_meanwhile_takes_no_new_version(amina, session, course):
    material = make_material(session, course)
    session.commit()
    page = amina.get(f"/staff/materials/{material.id}/versions/new")
    material.state = MaterialState.WITHDRAWN

    page = amina.submit(page, file=sending(body=b"%PDF-1.7 two"))

    assert page.status == 422
    assert "withdrawn in the meantime" in page.words


def test_choices_are_of_the_course_alone(amina, session, course):
    own, other = make_cohort(session, course=course, ends_at=None), make_cohort(session, ends_at=None)
    session.commit()

    page = amina.get(f"/staff/courses/{course.slug}/materials/new")

    codes = [option["value"] for option in page.select("#cohort_id option")]
    assert codes == ["", str(own.id)]
    refused = amina.submit(page, **TYPED, file=sending(), cohort_id=str(other.id))
    assert refused.error("cohort_id")


def test_only_forms_to_fill_in_become_public(amina, session, course):
    page = amina.get(f"/staff/courses/{course.slug}/materials/new")
    wrong = TYPED | {"is_public": "y"}

    assert "Only a form" in amina.submit(page, **wrong, file=sending()).error("is_public")
    right = {"kind": MaterialKind.BLANK_FORM.value, "after_lesson": ""}
    assert amina.submit(page, **wrong | right, file=sending()).status == 303
    assert only(session).is_public


def test_title_without_a_translation_is_among_the_texts_to_translate(amina, session, course):
    material = make_material(session, course)
    make_version(session, material, b"%PDF-1.7 two")
    session.commit()

    page = amina.get("/staff/texts?language_code=vi")

    assert f"/en/staff/materials/{material.id}/edit" in [link["href"] for link in page.select("main a")]
