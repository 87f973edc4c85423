"""The files of a course for who has a seat: who finds them, and who is counted as having fetched them."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.catalogue.brought import make_material, make_version
from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_course, make_open_cohort, saved
from workforce import links
from workforce.access import Role
from workforce.catalogue.actions import materials
from workforce.catalogue.models import Course, MaterialKind, Mode, Session, SessionPart, SubjectItem
from workforce.enrolment.actions import fetches, merging
from workforce.enrolment.models import Guest, GuestPart, MaterialFetch, State
from workforce.enrolment.queries import material_readers
from workforce.enrolment.queries import materials as queries
from workforce.enrolment.queries.materials import Had
from workforce.i18n.wording import localized_text
from workforce.people.models import Person

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def course(session):
    return make_course(session)


@pytest.fixture
def cohort(session, course):
    return make_open_cohort(session, course=course, capacity=2)


def fetch(session, material, enrolment, *, at=MONDAY):
    version = materials.newest_version(session, material)
    fetches.note(session, version_id=version.id, person_id=enrolment.person_id, at=at)


def own(session, enrolment, ends=()):
    who = {"cohort_id": enrolment.cohort_id, "person_id": enrolment.person_id}
    return queries.own(session, enrolment_id=enrolment.id, **who, ends=ends)


def visit(session, enrolment, cohort, item, *, ended=False):
    """A guest seat in the lesson that teaches this item."""
    part = session.scalar(
        sa.select(SessionPart).join(Session).where(Session.cohort_id == cohort.id, SessionPart.item_id == item.id)
    )
    seat = {"session_id": part.session_id, "cohort_id": cohort.id, "enrolment_id": enrolment.id}
    given = {"ended_at": NOW} if ended else {}
    return saved(session, Guest(**seat, at=MONDAY, parts=[GuestPart(part_id=part.id)], **given))


def had(session, enrolment):
    return [one.had for one in own(session, enrolment)]


def test_person_is_counted_once_a_version_with_how_often(session, course, cohort):
    material, person = make_material(session, course), enrolled(session, cohort)

    for day in range(3):
        fetch(session, material, person, at=MONDAY + DAY * day)

    row = session.scalars(sa.select(MaterialFetch)).one()
    assert (row.first_at, row.times) == (MONDAY, 3)


def test_who_has_the_old_version_has_an_older_one_until_they_fetch_the_new(session, course, cohort):
    material, person = make_material(session, course), enrolled(session, cohort)
    seen = [had(session, person)]
    fetch(session, material, person)
    seen.append(had(session, person))
    make_version(session, material, b"%PDF two")
    seen.append(had(session, person))
    fetch(session, material, person)
    seen.append(had(session, person))

    assert seen == [[Had.NOTHING], [Had.NEWEST], [Had.OLDER], [Had.NEWEST]]


def test_file_of_one_cohort_is_for_its_people_alone(session, course, cohort):
    other = make_open_cohort(session, course=course)
    mine, for_all = make_material(session, course, cohort_id=cohort.id), make_material(session, course)
    make_material(session, make_course(session))
    materials.withdraw(session, make_material(session, course), by=None, at=MONDAY)

    assert [one.id for one in own(session, enrolled(session, cohort))] == [mine.id, for_all.id]
    assert [one.id for one in own(session, enrolled(session, other))] == [for_all.id]


def test_who_makes_up_a_lesson_elsewhere_finds_the_files_of_that_cohort_too(session, course, cohort, visiting):
    other = make_open_cohort(session, course=course)
    starts = NOW - DAY
    sitting = saved(session, Session(cohort_id=other.id, starts_at=starts, ends_at=starts + timedelta(hours=2)))
    theirs = make_material(session, course, cohort_id=other.id, after_lesson=1)
    person = enrolled(session, cohort)
    assert own(session, person) == []
    seat = {"session_id": sitting.id, "cohort_id": other.id, "enrolment_id": person.id}
    guest = saved(session, Guest(**seat, at=MONDAY))

    visitor = visiting(person)
    assert visitor.fetch(theirs)[0] == 200
    guest.ended_at = NOW
    assert visitor.fetch(theirs)[0] == 404


def test_staff_see_how_many_have_it_and_who_has_not(session, course, cohort):
    material = make_material(session, course)
    first, second, waiting = (enrolled(session, cohort) for _ in range(3))
    assert waiting.state is State.WAITLISTED
    for person in (first, second, waiting):
        fetch(session, material, person)
    make_version(session, material, b"%PDF two")
    fetch(session, material, second)

    [row] = material_readers.of_course(session, course.id, at=NOW)
    [same] = material_readers.of_cohort(session, cohort)
    [of_cohort] = material_readers.by_cohort(session, material)
    newest = materials.newest_version(session, material)
    found = {one.receipt: (one.had, one.times) for one in material_readers.readers(session, newest, cohort.id)}

    assert (row.number, row.seated, row.newest, row.older, row.missing) == (2, 2, 1, 1, 1)
    assert same == row
    assert (of_cohort.seated, of_cohort.newest, of_cohort.older) == (2, 1, 1)
    assert found == {first.receipt: (Had.OLDER, None), second.receipt: (Had.NEWEST, 1)}


def test_guest_counts_where_they_come_for_what_they_need_there(session):
    course = make_course(session, items=((60, Mode.LECTURE), (60, Mode.LECTURE)))
    first, second = session.scalars(sa.select(SubjectItem).order_by(SubjectItem.id))
    home = make_open_cohort(session, course=course)
    there = make_open_cohort(session, course=course, taught=[(first, 60), (second, 60)])
    person, guest = enrolled(session, there), enrolled(session, home)
    visit(session, guest, there, first)
    visit(session, guest, there, first, ended=True)
    about, for_all, other = (make_material(session, course, item_id=item) for item in (first.id, None, second.id))
    theirs = make_material(session, course, cohort_id=there.id)

    rows = {row.id: (row.seated, row.missing) for row in material_readers.of_cohort(session, there)}
    assert rows == {about.id: (2, 2), for_all.id: (1, 1), other.id: (1, 1), theirs.id: (2, 2)}
    fetch(session, theirs, guest)
    [found] = material_readers.by_cohort(session, theirs)
    assert (found.seated, found.newest) == (2, 1)
    of_course = {row.id: (row.seated, row.newest) for row in material_readers.of_course(session, course.id, at=NOW)}
    assert of_course == {about.id: (2, 0), for_all.id: (2, 0), other.id: (2, 0), theirs.id: (2, 1)}, "nobody twice"
    readers = material_readers.readers(session, materials.newest_version(session, theirs), there.id)
    assert {one.receipt: bool(one.visits_at) for one in readers} == {person.receipt: False, guest.receipt: True}
    for_all_readers = material_readers.readers(session, materials.newest_version(session, for_all), there.id)
    assert [one.receipt for one in for_all_readers] == [person.receipt]


def test_file_that_nobody_may_have_yet_is_listed_with_nobody(session, course, cohort):
    make_material(session, course)

    [row] = material_readers.of_cohort(session, cohort)
    assert (row.seated, row.newest, row.missing) == (0, 0, 0)


def test_what_one_of_two_merged_records_fetched_counts_for_the_human(session, course, cohort):
    material = make_material(session, course)
    seated = enrolled(session, cohort)
    elsewhere = enrolled(session, make_open_cohort(session, course=course))
    fetch(session, material, elsewhere)
    kept, absorbed = session.get(Person, elsewhere.person_id), session.get(Person, seated.person_id)

    merging.merge(session, kept, absorbed, reason="同じ人", by=None, at=MONDAY)
    session.flush()

    assert had(session, seated) == [Had.NEWEST]
    assert material_readers.of_cohort(session, cohort)[0].newest == 1


# --- pages ------------------------------------------------------------------------------------------------------------


class Visitor:
    """Somebody whose own link this browser has opened."""

    def __init__(self, app, browser, enrolment):
        self.browser, self.receipt = browser, enrolment.receipt
        with app.app_context():
            link = links.address(links.Purpose.ENROLMENT, self.receipt, language=browser.language, at=datetime.now(UTC))
        browser.get("/l/" + link.partition("/l/")[2])

    def page(self, rest="/materials"):
        return self.browser.get(f"/enrolments/{self.receipt}{rest}")

    def fetch(self, material):
        return self.browser.download(f"/enrolments/{self.receipt}/materials/{material.id}")


@pytest.fixture
def visiting(app, browser, session):
    def visit(enrolment, language="en"):
        session.commit()
        return Visitor(app, browser(language=language), enrolment)

    return visit


def test_who_has_a_seat_finds_the_files_and_fetches_one(session, course, cohort, visiting):
    material = make_material(session, course)
    visitor = visiting(enrolled(session, cohort))
    assert "1 file is here for you." in visitor.page("").words
    assert "Record sheet" in visitor.page().words

    status, body, headers = visitor.fetch(material)

    assert (status, body) == (200, b"%PDF-1.7 one")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E8%B3%87%E6%96%99.pdf"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert "You have fetched it" in visitor.page().words
    assert session.scalars(sa.select(MaterialFetch)).one().times == 1


def test_asking_only_for_the_headers_is_not_fetching(session, course, cohort, visiting):
    material = make_material(session, course)
    visitor = visiting(enrolled(session, cohort))

    visitor.browser.client.head(f"/en/enrolments/{visitor.receipt}/materials/{material.id}")

    assert session.scalars(sa.select(MaterialFetch)).all() == []


def test_who_has_the_old_version_is_told_on_their_page(session, course, cohort, visiting):
    material, person = make_material(session, course), enrolled(session, cohort)
    fetch(session, material, person)
    make_version(session, material, b"%PDF two")
    visitor = visiting(person)

    assert "There is a new version of “Record sheet”." in visitor.page("").words
    assert "New version" in visitor.page().words
    assert visitor.fetch(material)[1] == b"%PDF two"
    assert "new version" not in visitor.page("").words


def test_stranger_gets_nothing(session, course, cohort, browser):
    material, person = make_material(session, course), enrolled(session, cohort)
    stranger = browser(Role.PERSON)

    for page in ("/materials", f"/materials/{material.id}"):
        assert stranger.get(f"/enrolments/{person.receipt}{page}").status == 404
    assert session.scalars(sa.select(MaterialFetch)).all() == []


def test_who_waits_reads_that_files_come_with_a_seat(session, course, cohort, visiting):
    material = make_material(session, course)
    waiting = [enrolled(session, cohort) for _ in range(3)][-1]
    visitor = visiting(waiting)

    assert "once you have a seat" in visitor.page().words
    assert "Record sheet" not in visitor.page().words
    assert "Files for this course" not in visitor.page("").words
    assert visitor.fetch(material)[0] == 404


def test_file_that_is_gone_or_not_there_yet_leads_to_what_there_is(session, course, cohort, visiting):
    starts = cohort.starts_at
    session.add(Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(hours=2)))
    later = make_material(session, course, after_lesson=1, title=localized_text("答え", en="Answers"))
    gone = make_material(session, course)
    materials.withdraw(session, gone, by=None, at=MONDAY)
    visitor = visiting(enrolled(session, cohort))

    page = visitor.page(f"/materials/{gone.id}")
    assert page.status == 404
    assert "not here any more" in page.words
    assert "These files come later Answers" in visitor.page().words
    assert visitor.fetch(later)[0] == 404


def test_private_page_asks_for_files_only_where_there_are_some(session, course, cohort, visiting, count_statements):
    visitor = visiting(enrolled(session, cohort))
    with count_statements() as without:
        visitor.page("")
    for _ in range(3):
        make_material(session, course)
    session.commit()
    with count_statements() as some:
        visitor.page("")
    with count_statements() as own_page:
        visitor.page()

    assert len(some) == len(without) + 1
    assert len(own_page) == 2


# --- staff ------------------------------------------------------------------------------------------------------------


def test_staff_find_by_cohort_whom_to_give_it_on_paper(session, course, cohort, browser):
    material = make_material(session, course)
    person, other = enrolled(session, cohort), enrolled(session, cohort)
    fetch(session, material, other)
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/cohorts/{cohort.code}/materials")
    assert "1 of 2 have it" in page.words
    names = clerk.get(f"/staff/cohorts/{cohort.code}/materials/{material.id}")

    on_paper, has_it = (
        [link["href"].rpartition("/")[2] for link in section.select("th a")] for section in names.select("main section")
    )
    assert (on_paper, has_it) == ([person.receipt], [other.receipt])


def test_lists_of_staff_take_as_many_statements_for_many_files_as_for_one(
    session, course, cohort, browser, count_statements
):
    clerk = browser(Role.CLERK, "en")
    pages = (f"/staff/courses/{course.slug}/materials", f"/staff/cohorts/{cohort.code}/materials")
    counts = []
    for _ in range(2):
        for _ in range(3):
            fetch(session, make_material(session, course), enrolled(session, cohort))
        session.commit()
        with count_statements() as seen:
            assert [clerk.get(page).status for page in pages] == [200, 200]
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_form_for_everybody_stands_on_the_page_of_its_course(session, course, browser):
    form = {"kind": MaterialKind.BLANK_FORM, "title": localized_text("受講申込書", en="Paper form")}
    public, secret = make_material(session, course, **form, is_public=True), make_material(session, course, **form)
    session.commit()
    visitor, slug = browser(language="en"), session.scalar(sa.select(Course.slug))

    assert visitor.get(f"/courses/{slug}").words.count("Paper form") == 1
    assert visitor.download(f"/courses/{slug}/forms/{public.id}")[0] == 200
    assert visitor.get(f"/courses/{slug}/forms/{secret.id}").status == 404
    assert session.scalars(sa.select(MaterialFetch)).all() == []
