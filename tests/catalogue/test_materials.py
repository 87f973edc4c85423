"""Files of a course: what may be brought, versions, from when on they are there."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.catalogue.brought import JPEG, PDF, PNG, make_material, make_version, office, pdf
from tests.databases import KIND
from tests.make import MONDAY, make_account, make_cohort, make_course
from workforce import history
from workforce.catalogue.actions import materials, subjects
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.catalogue.models import (
    FileKind,
    Material,
    MaterialContent,
    MaterialKind,
    MaterialState,
    MaterialVersion,
    Subject,
    SubjectItem,
)
from workforce.catalogue.queries import materials as queries
from workforce.catalogue.queries.courses import course_page
from workforce.catalogue.rules import files
from workforce.catalogue.rules.materials import speaks, there_from
from workforce.catalogue.rules.moves import NotNow
from workforce.i18n.wording import localized_text

MOST = 100_000
DAY = timedelta(days=1)

# --- what a file is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("申込書.pdf", PDF, FileKind.PDF),
        ("plan.PNG", PNG, FileKind.PNG),
        ("写真.jpeg", JPEG, FileKind.JPEG),
        ("写真.jpg", JPEG, FileKind.JPEG),
        ("記録.docx", office("word/document.xml"), FileKind.DOCX),
        ("名簿.xlsx", office("xl/workbook.xml"), FileKind.XLSX),
    ],
)
def test_file_is_known_by_what_is_in_it(name, body, kind):
    assert files.checked(name, body, most=MOST).kind is kind


@pytest.mark.parametrize(
    ("name", "body", "refusal"),
    [
        ("", b"", files.FileMissing),
        ("empty.pdf", b"", files.FileEmpty),
        ("large.pdf", PDF + b" " * MOST, files.FileTooLarge),
        ("page.pdf", b"<html><script>alert(1)</script>", files.FileUnknown),
        ("page.html", b"<html>", files.FileUnknown),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", files.FileUnknown),
        ("archive.docx", office("readme.txt"), files.FileUnknown),
        ("broken.docx", b"PK\x03\x04 and nothing more", files.FileUnknown),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", files.OfficeTooOld),
        ("harm.docx", office("word/document.xml", "word/vbaProject.bin"), files.HasMacros),
        ("申込書.exe", PDF, files.EndingDiffers),
        ("申込書.docx", PDF, files.EndingDiffers),
    ],
)
def test_file_of_another_sort_is_refused_with_its_reason(name, body, refusal):
    with pytest.raises(refusal):
        files.checked(name, body, most=MOST)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\fakepath\\申込書.pdf", "申込書.pdf"),
        ("../../etc/申込書.pdf", "申込書.pdf"),
        ("か\u3099くしゅう.pdf", "がくしゅう.pdf"),  # as a Mac writes が
        ("\u202efdp.書類.PDF", "fdp.書類.pdf"),  # turned round, to look like another ending
        ("申込書", "申込書.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("長" * 300 + ".pdf", "長" * 100 + ".pdf"),
    ],
)
def test_name_is_kept_as_people_save_it(typed, kept):
    assert files.checked(typed, PDF, most=MOST).name == kept


# --- from when on -----------------------------------------------------------------------------------------------------

ENDS = [datetime(2026, 5, day, 6, tzinfo=UTC) for day in (1, 8, 15)]


@pytest.mark.parametrize(
    ("after_lesson", "from_day", "ends", "begins"),
    [
        (None, None, ENDS, None),
        (1, None, ENDS, ENDS[0]),
        (3, None, ENDS, ENDS[2]),
        (9, None, ENDS, ENDS[2]),
        (1, None, [], None),
        (None, date(2026, 5, 2), ENDS, datetime(2026, 5, 1, 15, tzinfo=UTC)),
    ],
)
def test_file_is_there_from_its_lesson_or_day_on(after_lesson, from_day, ends, begins):
    assert there_from(after_lesson, from_day, ends) == begins


def test_reader_of_easy_japanese_reads_japanese():
    assert [speaks(["ja"], "easy"), speaks(["ja"], "vi"), speaks(["vi"], "vi")] == [True, False, True]


# --- put, replaced, withdrawn -----------------------------------------------------------------------------------------


@pytest.fixture
def course(session):
    return make_course(session)


def versions(session, material):
    of_it = sa.select(MaterialVersion.number).where(MaterialVersion.material_id == material.id)
    return session.scalars(of_it.order_by(MaterialVersion.number)).all()


def told(session, material):
    entries = history.of(session, "material", [material.id])
    return [entry.what for entry in reversed(entries)]


def test_second_click_is_no_second_file(session, course):
    given = {"key": "one", "title": localized_text("記録"), "kind": MaterialKind.HANDOUT, "languages": ["ja"]}
    first, second = (materials.put(session, course, file=pdf(), **given, by=None, at=MONDAY) for _ in range(2))

    assert first is second
    assert versions(session, first) == [1]


def test_new_version_takes_the_place_of_the_old_which_stays(session, course):
    amina = make_account(session)
    material = make_material(session, course, by=amina)

    second = make_version(session, material, b"%PDF two", at=MONDAY + DAY, by=amina)

    page = queries.material(session, material.id)
    assert [(one.number, one.by.person.name) for one in page.versions] == [(2, "アミナ"), (1, "アミナ")]
    assert queries.sent(session, second.id).body == b"%PDF two"
    assert queries.sent(session, page.versions[1].id).body == PDF
    assert told(session, material) == ["created", "version_added", "version_added"]


def test_the_same_file_again_is_no_new_version(session, course):
    material = make_material(session, course)
    for body in (b"%PDF two", b"%PDF two", PDF):
        make_version(session, material, body)

    assert versions(session, material) == [1, 2, 3]


@pytest.mark.parametrize("table", [MaterialVersion, MaterialContent])
def test_version_is_never_changed(session, course, table):
    make_material(session, course)
    with pytest.raises(DatabaseError):
        session.execute(sa.update(table).values({"name": "other.pdf"} if table is MaterialVersion else {"body": b"x"}))


def test_withdrawn_file_takes_no_version_until_it_is_shown_again(session, course):
    material = make_material(session, course)
    materials.withdraw(session, material, reason="古い様式", by=None, at=MONDAY)

    with pytest.raises(NotNow):
        materials.withdraw(session, material, by=None, at=MONDAY)
    with pytest.raises(materials.Withdrawn):
        make_version(session, material, b"%PDF two")
    materials.show_again(session, material, by=None, at=MONDAY)
    assert make_version(session, material, b"%PDF two").number == 2
    assert material.state is MaterialState.SHOWN


def test_version_brought_in_error_is_erased_but_not_while_people_get_it(session, course):
    material = make_material(session, course)
    first = materials.newest_version(session, material)
    given = {"by": None, "at": MONDAY}
    with pytest.raises(materials.StillGiven):
        materials.erase(session, first, reason="名簿だった", **given)
    make_version(session, material, b"%PDF two")
    with pytest.raises(materials.ReasonMissing):
        materials.erase(session, first, reason="", **given)

    for _ in range(2):
        materials.erase(session, first, reason="名簿だった", **given)

    assert queries.sent(session, first.id) is None
    assert queries.erased(session, material.id) == {first.id}
    assert [entry.what for entry in history.of(session, "material_version", [first.id])] == ["erased"]


def test_withdrawn_file_whose_newest_version_was_erased_is_not_shown_again(session, course):
    material = make_material(session, course)
    materials.withdraw(session, material, by=None, at=MONDAY)
    materials.erase(session, materials.newest_version(session, material), reason="名簿だった", by=None, at=MONDAY)

    with pytest.raises(materials.NothingToShow):
        materials.show_again(session, material, by=None, at=MONDAY)
    with pytest.raises(materials.Withdrawn):
        make_version(session, material, b"%PDF two")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"is_public": True}, materials.OnlyFormsArePublic),
        ({"is_public": True, "kind": MaterialKind.BLANK_FORM, "after_lesson": 1}, materials.OnlyFormsArePublic),
        ({"after_lesson": 1, "from_day": date(2026, 5, 1)}, materials.TwoBeginnings),
    ],
)
def test_what_does_not_fit_together_is_refused(session, course, given, refusal):
    with pytest.raises(refusal):
        make_material(session, course, **given)
    material = make_material(session, course)
    with pytest.raises(refusal):
        materials.edit(session, material, by=None, at=MONDAY, **given)


def test_cohort_and_item_are_of_the_same_course(session, course):
    stranger = make_cohort(session)
    item = session.scalar(sa.select(SubjectItem.id).join(Subject).where(Subject.course_id == stranger.course_id))

    for given in ({"cohort_id": stranger.id}, {"item_id": item}):
        with pytest.raises(materials.OfAnotherCourse):
            make_material(session, course, **given)


def test_who_typed_before_somebody_else_changed_it_is_told(session, course):
    material = make_material(session, course)
    seen = material.changed_at
    materials.edit(session, material, seen=seen, title=localized_text("新しい名前"), by=None, at=MONDAY + DAY)

    with pytest.raises(ChangedMeanwhile):
        materials.edit(session, material, seen=seen, title=localized_text("別の名前"), by=None, at=MONDAY + DAY)


def test_file_outlives_the_item_it_belonged_to(session, course):
    item = session.scalars(sa.select(SubjectItem)).one()
    material = make_material(session, course, item_id=item.id)
    page = course_page(session, course.slug)

    subjects.remove_item(session, page, page.subjects[0].items[0], by=None, at=MONDAY)
    session.flush()

    assert session.scalar(sa.select(Material.item_id).where(Material.id == material.id)) is None


@pytest.mark.skipif(KIND != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_who_replace_it_at_once_wait_for_each_other_and_both_versions_are_kept(engine, session, course):
    from threading import Thread

    material_id = make_material(session, course).id
    session.commit()
    with sa.orm.Session(engine) as first:
        make_version(first, first.get_one(Material, material_id), b"%PDF first")

        def second():
            with sa.orm.Session(engine) as other:
                make_version(other, other.get_one(Material, material_id), b"%PDF second")
                other.commit()

        thread = Thread(target=second)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        first.commit()
        thread.join(10)

    bodies = session.scalars(sa.select(MaterialContent.body).order_by(MaterialContent.id)).all()
    assert [bytes(body) for body in bodies] == [PDF, b"%PDF first", b"%PDF second"]


def test_forms_for_everybody_are_found_in_their_newest_version_alone(session, course):
    form = make_material(session, course, kind=MaterialKind.BLANK_FORM, is_public=True)
    make_material(session, course, kind=MaterialKind.BLANK_FORM)
    gone = make_material(session, course, kind=MaterialKind.BLANK_FORM, is_public=True)
    materials.withdraw(session, gone, by=None, at=MONDAY)
    make_version(session, form, b"%PDF two")

    assert [one.id for one in queries.public_forms(session, course.id)] == [form.id]
    assert queries.public_form(session, course.id, form.id).body == b"%PDF two"
    assert queries.public_form(session, course.id, gone.id) is None
    assert queries.public_form(session, make_course(session).id, form.id) is None
