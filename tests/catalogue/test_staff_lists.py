"""The staff's lists: searched, narrowed, sorted and paged by key."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.catalogue.planned import TWO_ITEMS, draft, published
from tests.make import MONDAY, make_account, make_cohort, make_course, make_person, saved
from workforce.access import Role
from workforce.catalogue.models import (
    Audience,
    Cohort,
    CohortState,
    Course,
    CourseAudience,
    CourseKind,
    CourseState,
    FeeLine,
    Mode,
    Place,
    Session,
    SessionPart,
    Subject,
    SubjectItem,
)
from workforce.catalogue.queries import leads, staff_cohorts, staff_courses
from workforce.catalogue.queries.paging import Order, read_page, token
from workforce.catalogue.queries.staff_cohorts import CohortFilters
from workforce.catalogue.queries.staff_courses import CourseFilters
from workforce.catalogue.queries.texts import Holder, every_text, page_of, text_gaps
from workforce.catalogue.rules.stages import Stage
from workforce.i18n.wording import Gap, gaps, localized_text


def cohorts(session, filters, **given):
    return staff_cohorts.staff_cohorts(session, filters, at=MONDAY, **given)


def codes(session, filters=None, **given):
    return [
        row.code for row in staff_cohorts.staff_cohorts(session, filters or CohortFilters(), at=MONDAY, **given).rows
    ]


def walk(session, read, size):
    """Every row, page by page to the end and back again: [forwards], [backwards]."""
    page, forwards = read(size=size), []
    while True:
        forwards.append([row for row in page.rows])
        if not page.after:
            break
        page = read(size=size, after=page.after)
    backwards = [page.rows]
    while page.before:
        page = read(size=size, before=page.before)
        backwards.insert(0, page.rows)
    return forwards, backwards


@pytest.mark.parametrize("sort", sorted(staff_cohorts.COHORT_ORDERS))
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_lead_to_the_end_and_back_without_losing_a_row(session, sort, size):
    course = make_course(session)
    for n in range(7):
        begins = None if n == 3 else MONDAY + timedelta(days=n // 2)  # some begin together, one has no sessions
        make_cohort(session, course=course, code=f"x{n}", starts_at=begins, ends_at=begins)

    forwards, backwards = walk(
        session,
        lambda **given: staff_cohorts.staff_cohorts(session, CohortFilters(), at=MONDAY, sort=sort, **given),
        size,
    )

    flat = [row.code for page in forwards for row in page]
    assert sorted(flat) == [f"x{n}" for n in range(7)]
    assert [row.code for page in backwards for row in page][-len(flat) :] == flat
    assert all(len(page) == size for page in forwards[:-1])


@pytest.mark.parametrize("nonsense", ["x", "AAAA", "W10", "é", token([1]), token(["2026", "x"]), "W251bGxd"])
def test_a_page_token_that_makes_no_sense_begins_anew(session, nonsense):
    cohort = make_cohort(session)

    assert codes(session, after=nonsense) == [cohort.code]
    assert codes(session, before=nonsense) == [cohort.code]


def test_order_by_one_key_pages_too(session):
    slugs = [make_course(session, slug=f"c-{n}").slug for n in range(3)]
    order = Order((Course.slug,), falling=True)
    from_database = select(Course)

    first = read_page(session, from_database, order, size=2)
    second = read_page(session, from_database, order, size=2, after=first.after)

    assert [row.slug for row in [*first.rows, *second.rows]] == slugs[::-1]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (CohortFilters(), {"alpha", "beta", "gamma"}),
        (CohortFilters(search="LPH"), {"alpha"}),
        (CohortFilters(search="入門"), {"beta"}),
        (CohortFilters(search="first steps"), {"beta"}),
        (CohortFilters(search="%"), set()),
        (CohortFilters(stage=Stage.DRAFT), {"gamma"}),
        (CohortFilters(stage=Stage.OPEN), {"alpha", "beta"}),
        (CohortFilters(slug="night"), {"alpha", "gamma"}),
        (CohortFilters(month=date(2026, 4, 1)), {"beta"}),
        (CohortFilters(month=date(2026, 5, 1)), {"alpha"}),
        (CohortFilters(month=date(2026, 12, 1)), set()),
        (CohortFilters(without_lead=True), {"beta", "gamma"}),
    ],
)
def test_cohorts_are_narrowed(session, filters, expected):
    night = make_course(session, slug="night", title=localized_text("夜の講座"))
    lead = make_person(session)
    # 1 May 2026, 0:30 at the centre is 30 April in UTC
    may = MONDAY.replace(month=4, day=30, hour=15, minute=30)
    make_cohort(session, course=night, code="alpha", lead_id=lead.id, starts_at=may, ends_at=may)
    make_cohort(session, code="beta", course=make_course(session))
    make_cohort(session, course=night, code="gamma", state=CohortState.DRAFT, starts_at=None, ends_at=None)

    assert set(codes(session, filters)) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (CourseFilters(), ["aa", "bb"]),
        (CourseFilters(search="B"), ["bb"]),
        (CourseFilters(search="お茶"), ["bb"]),
        (CourseFilters(state=CourseState.DRAFT), ["bb"]),
        (CourseFilters(kind=CourseKind.WORKSHOP), ["bb"]),
        (CourseFilters(audience=Audience.VOLUNTEERS), ["aa"]),
        (CourseFilters(without_lead=True), ["bb"]),
    ],
)
def test_courses_are_narrowed(session, filters, expected):
    first = make_course(session, slug="aa", lead_id=make_person(session).id)
    session.add(CourseAudience(course_id=first.id, audience=Audience.VOLUNTEERS, pitch={}))
    title = localized_text("お茶の会")
    make_course(session, slug="bb", state=CourseState.DRAFT, kind=CourseKind.WORKSHOP, title=title)

    page = staff_courses.staff_courses(session, filters, at=MONDAY)

    assert [row.slug for row in page.rows] == expected


def test_courses_count_their_cohorts(session):
    course = make_course(session, items=TWO_ITEMS)
    published(session, course=course)
    draft(session, course=course)

    (row,) = staff_courses.staff_courses(session, CourseFilters(), at=MONDAY).rows
    (later,) = staff_courses.staff_courses(session, CourseFilters(), at=MONDAY + timedelta(days=300)).rows

    assert (row.lasting, row.drafts) == (1, 1)
    assert (later.lasting, later.drafts) == (0, 1)


# --- leads ------------------------------------------------------------------------------------------------------------


def test_staff_and_instructors_may_lead_and_who_leads_now_stays_a_choice(session):
    manager, teacher = make_account(session, Role.COHORT_MANAGER), make_account(session, Role.INSTRUCTOR)
    make_account(session, Role.PERSON)
    before = make_person(session)

    assert {person_id for person_id, _ in leads.possible_leads(session)} == {manager.person_id, teacher.person_id}
    assert before.id in {person_id for person_id, _ in leads.possible_leads(session, before.id)}


def test_what_has_no_lead_is_found(session):
    lead = make_person(session)
    led, alone = make_course(session, lead_id=lead.id), make_course(session)
    make_course(session, state=CourseState.CANCELLED)
    make_cohort(session, course=led, code="led", lead_id=lead.id)
    make_cohort(session, course=led, code="alone")
    make_cohort(session, course=led, code="over", ends_at=MONDAY)
    make_cohort(session, course=led, code="gone", state=CohortState.CANCELLED)

    assert [course.id for course in leads.courses_without_lead(session)] == [alone.id]
    assert [cohort.code for cohort in leads.cohorts_without_lead(session, at=MONDAY)] == ["alone"]


# --- gaps in texts ----------------------------------------------------------------------------------------------------


def test_every_gap_is_listed_where_it_can_be_mended(session, count_statements):
    course = make_course(session, title=localized_text("題", en="Title", by="machine"))
    course.summary = course.summary | {"ja": "新しい一行"}
    session.add(CourseAudience(course_id=course.id, audience=Audience.VOLUNTEERS, pitch=localized_text("どうぞ")))
    make_cohort(session, course=course, code="k", note=localized_text("持ち物"))
    make_course(session, state=CourseState.CANCELLED, title=localized_text("消えた"))
    session.flush()

    with count_statements() as seen:
        found = {(gap.holder, gap.key, gap.field): gap.gaps for gap in text_gaps(session, at=MONDAY)}

    everywhere = {"easy": Gap.MISSING, "en": Gap.MISSING, "vi": Gap.MISSING}
    assert found[Holder.COURSE, course.slug, "title"] == everywhere | {"en": Gap.MACHINE}
    assert found[Holder.COURSE, course.slug, "summary"] == dict.fromkeys(("easy", "en", "vi"), Gap.STALE)
    assert found[Holder.AUDIENCE, course.slug, "volunteers"] == everywhere
    assert found[Holder.COHORT, "k", "note"] == everywhere
    assert found[Holder.SUBJECT, course.slug, "1-1"] == everywhere
    assert (Holder.COURSE, course.slug, "description") not in found  # nothing is written, nothing is missing
    assert len(seen) == 6


def test_every_text_that_visitors_read_is_looked_at(session):
    """A text that is added to the catalogue later is found by this test, and must be found by both queries."""
    read = {(Cohort, "note"), (CourseAudience, "pitch"), (Subject, "title"), (SubjectItem, "title"), (Place, "name")}
    read |= {(Place, "access"), *((Course, name) for name in ("title", "summary", "description", "conditions"))}
    typed = re.compile(r"\bLocalizedText\b")
    annotated = {
        (table, name)
        for table in (Course, CourseAudience, Subject, SubjectItem, Cohort, Place, Session, SessionPart, FeeLine)
        for name, kind in table.__annotations__.items()
        if typed.search(str(kind)) or "dict[str" in str(kind)
    }
    assert annotated == read
    fill_every_text(session)

    found = {(gap.holder, gap.field) for gap in text_gaps(session, at=MONDAY, language="vi")}
    assert len(found) == len(read)
    assert len([text for text in every_text(session, at=MONDAY) if "vi" in gaps(text)]) == len(read)


def fill_every_text(session):
    words = localized_text("日本語だけ")
    course = make_course(session, items=(), **dict.fromkeys(("title", "summary", "description", "conditions"), words))
    saved(session, CourseAudience(course_id=course.id, audience=Audience.VOLUNTEERS, pitch=words))
    subject = saved(session, Subject(course_id=course.id, number=1, title=words, minutes=60))
    saved(session, SubjectItem(subject_id=subject.id, number=1, title=words, minutes=60, mode=Mode.LECTURE))
    saved(session, Place(name=words, access=words, address="見本市"))
    make_cohort(session, course=course, note=words)
    make_cohort(session, course=course, note=words, ends_at=MONDAY)
    make_cohort(session, course=course, note=words, state=CohortState.CANCELLED)


def test_gaps_of_one_language_alone(session):
    make_course(session, items=(), title=localized_text("題", en="Title", vi="Tên", easy="だい"))
    make_course(session, items=(), title=localized_text("題", en="Title"))

    assert len(text_gaps(session, at=MONDAY, language="vi")) == 1
    assert text_gaps(session, at=MONDAY, language="en") == []


def test_pages_of_gaps_lead_to_the_end_and_back(session):
    for n in range(5):
        make_course(session, items=(), slug=f"c{n}", title=localized_text("題"), summary={})
    found = text_gaps(session, at=MONDAY)

    first = page_of(found, size=2)
    second = page_of(found, size=2, after=first.after)
    third = page_of(found, size=2, after=second.after)

    assert [gap.key for page in (first, second, third) for gap in page.rows] == ["c0", "c1", "c2", "c3", "c4"]
    assert (first.before, third.after) == (None, None)
    assert page_of(found, size=2, before=third.before).rows == second.rows
    assert page_of(found, size=2, after="mended meanwhile").rows == first.rows
    assert page_of([], size=2).rows == []
