"""Rows with sensible defaults. Say only what the test is about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from workforce.access import Role
from workforce.catalogue.models import (
    Cohort,
    CohortState,
    Course,
    CourseKind,
    CourseState,
    Mode,
    Session,
    SessionPart,
    Subject,
    SubjectItem,
)
from workforce.i18n.wording import localized_text
from workforce.operators.models import ContactRole, Operator, OperatorContact
from workforce.people.actions import sign_ins
from workforce.people.models import Account, ContactKind, ContactPoint, Person, RoleGrant

MONDAY = datetime(2026, 3, 2, 0, tzinfo=UTC)  # 9:00 at the centre
LATER = MONDAY + timedelta(days=30)
NUMBERS = count(1)


def saved(session, row):
    session.add(row)
    session.flush()
    return row


def make_person(session, name="山田 花子", *, mail=None, phone=None, **given):
    family, _, own = name.rpartition(" ")
    kana = {"family_kana": "ヤマダ", "given_kana": "ハナコ", "sort_kana": "ヤマダ ハナコ"}
    names = {"family_name": family, "given_name": own, **kana}
    defaults = names | {"birth_date": date(1990, 4, 2), "created_at": MONDAY, "language": "ja"}
    person = saved(session, Person(**defaults | given))
    for kind, value in ((ContactKind.MAIL, mail), (ContactKind.PHONE, phone)):
        if value:
            saved(session, ContactPoint(person_id=person.id, kind=kind, value=value, confirmed_at=MONDAY))
    return person


def make_account(session, role=Role.COHORT_MANAGER, name="アミナ", email=None):
    """An account that is signed in (its `sign_in.token` is what the cookie would hold)."""
    person = make_person(session, name)
    email = email or f"account{next(NUMBERS)}@example.jp"
    account = saved(session, Account(person_id=person.id, email=email, created_at=MONDAY))
    saved(session, RoleGrant(account_id=account.id, role=role, granted_at=MONDAY))
    sign_ins.start(session, account, browser="Firefox", at=datetime.now(UTC))
    return account


def make_course(session, *, items=((60, Mode.LECTURE),), **given):
    """A published course with one subject whose items have these (minutes, mode)."""
    number = next(NUMBERS)
    defaults = {
        "slug": f"course-{number}",
        "kind": CourseKind.OTHER,
        "state": CourseState.PUBLISHED,
        "title": localized_text(
            "介護の入門", easy="{介護|かいご}の {入門|にゅうもん}", en="First steps in care", vi="Nhập môn chăm sóc"
        ),
        "summary": localized_text(
            "はじめての方へ。", easy="はじめての {人|ひと}へ。", en="For beginners.", vi="Cho người mới."
        ),
        "description": {},
        "questions": [],
        "created_at": MONDAY,
        "changed_at": MONDAY,
    }
    course = saved(session, Course(**defaults | given))
    if items:
        total = sum(minutes for minutes, _ in items)
        subject = saved(session, Subject(course_id=course.id, number=1, title=localized_text("基本"), minutes=total))
        for n, (minutes, mode) in enumerate(items, 1):
            title = localized_text(f"項目{n}")
            saved(session, SubjectItem(subject_id=subject.id, number=n, title=title, minutes=minutes, mode=mode))
    return course


def make_cohort(session, *, course=None, taught=(), **given):
    """A published cohort whose window is open at MONDAY. `taught`: (item, minutes) pairs, one session each."""
    number = next(NUMBERS)
    defaults = {
        "code": f"c{number}",
        "course_id": (course or make_course(session)).id,
        "state": CohortState.PUBLISHED,
        "opens_at": MONDAY - timedelta(days=7),
        "closes_at": MONDAY + timedelta(days=7),
        "capacity": 8,
        "minimum": 0,
        "languages": [],
        "note": {},
        "starts_at": LATER,
        "ends_at": LATER + timedelta(hours=2),
        "changes_until": LATER,
        "created_at": MONDAY,
        "changed_at": MONDAY,
    }
    cohort = saved(session, Cohort(**defaults | given))
    for n, (item, minutes) in enumerate(taught):
        starts = LATER + timedelta(days=n)
        sitting = Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(minutes=minutes))
        saved(session, sitting)
        saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=minutes))
    return cohort


def make_open_cohort(session, **given):
    """A cohort in which people can enrol at this very moment, because pages read the real clock."""
    now = datetime.now(UTC).replace(microsecond=0)
    starts = now + timedelta(days=30)
    window = {"opens_at": now - timedelta(days=7), "closes_at": now + timedelta(days=7)}
    days = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "changes_until": starts}
    return make_cohort(session, **window | days | given)


def make_operator(session, name="社会福祉法人さくら会", **given):
    """A corporation with nobody who speaks for it."""
    return saved(session, Operator(**{"name": name, "created_at": MONDAY, "changed_at": MONDAY} | given))


def make_contact(session, operator, account, *, role=ContactRole.MANAGER):
    """`account` speaks for `operator`."""
    given = {"operator_id": operator.id, "email": account.email, "person_id": account.person_id, "role": role}
    return saved(session, OperatorContact(**given, invited_at=MONDAY, from_at=MONDAY))
