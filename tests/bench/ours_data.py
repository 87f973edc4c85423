"""Our database filled for the bench, straight into the tables: open cohorts with what a real one has, and a past.

`Size` says how much. The texts are as long as the floor's. On PostgreSQL the rows go in by COPY, so that a million
people take minutes.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import JSON, Connection, Table, create_engine, func, select, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from workforce.catalogue import models as catalogue
from workforce.enrolment import models as enrolment
from workforce.i18n.wording import localized_text
from workforce.people import models as people
from workforce.people.rules.search_keys import search_key

from . import clerk
from .size import Size, code

Row = dict[str, Any]
COURSES = 12
SUBJECTS = 5
ITEMS = 8  # of each subject
SESSIONS = 20  # of each open cohort, each teaching two items
PLACES = 6
QUESTIONS = ["residency_tie", "japanese_level", "how_found"]  # what a course of the city asks, on one page
EACH = 10  # enrolments in each open cohort before the bench begins
LESSON = timedelta(hours=2)
AUDIENCES = list(catalogue.Audience)
BATCH = 5_000

TITLES = {
    "ja": "介護職員初任者研修（第{n}種・通学と通信）",
    "easy": "はじめての 介護の 勉強（{n}）",
    "en": "Initial training for care workers, type {n}",
    "vi": "Đào tạo ban đầu cho nhân viên chăm sóc, loại {n}",
}
UNCHECKED = text("SET LOCAL session_replication_role = replica")  # millions of keys that we know to be right
SUMMARIES = {
    "ja": "はじめて介護の仕事をする人のための130時間の講座です。基礎から実技まで、少人数で学びます。",
    "easy": "はじめて 介護の 仕事を する 人の 講座です。130時間 勉強します。",
    "en": "A course of 130 hours for people new to care work, from the basics to practice, in small groups.",
    "vi": "Khóa học 130 giờ cho người mới làm công việc chăm sóc, từ cơ bản đến thực hành, theo nhóm nhỏ.",
}
DESCRIPTION = "職務の理解、尊厳の保持と自立支援、介護の基本、こころとからだのしくみと生活支援技術を学びます。"
FAMILIES = [("山田", "ヤマダ"), ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("髙橋", "タカハシ"), ("伊藤", "イトウ")]
GIVEN = [("花子", "ハナコ"), ("太郎", "タロウ"), ("緑", "ミドリ"), ("健太", "ケンタ"), ("さくら", "サクラ")]


def fill(url: str, size: Size, at: datetime) -> None:
    """Fill the migrated, empty database at `url`; enrolment is open at the instant `at`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(UNCHECKED)
        for table, rows in _everything(size, at):
            _insert(connection, table, rows)
    engine.dispose()


def _everything(size: Size, at: datetime) -> Iterator[tuple[Table, Iterable[Row]]]:
    yield _table(people.Person), _people(size, at)
    yield _table(people.ContactPoint), _contacts(size, at)
    yield from clerk.rows(at)
    yield _table(catalogue.Place), _places()
    yield _table(catalogue.Course), _courses(at)
    yield _table(catalogue.CourseAudience), _audiences()
    yield _table(catalogue.Subject), _subjects()
    yield _table(catalogue.SubjectItem), _items()
    yield _table(catalogue.Cohort), _cohorts(size, at)
    yield _table(catalogue.FeeLine), _fees(size)
    yield _table(catalogue.Session), _sessions(size, at)
    yield _table(catalogue.SessionPart), _parts(size)
    yield _table(enrolment.Enrolment), chain(_open_enrolments(size, at), _past_enrolments(size, at))


def _table(model: Any) -> Table:
    return model.__table__


# --- the rows ---------------------------------------------------------------------------------------------------------


def _people(size: Size, at: datetime) -> Iterator[Row]:
    keys = [[search_key(family + given) for _, given in GIVEN] for _, family in FAMILIES]
    for n in range(1, size.people + 1):
        one, other = n % len(FAMILIES), n // len(FAMILIES) % len(GIVEN)
        yield {
            "id": n,
            "family_name": FAMILIES[one][0],
            "given_name": GIVEN[other][0],
            "family_kana": FAMILIES[one][1],
            "given_kana": GIVEN[other][1],
            "sort_kana": keys[one][other],
            "birth_date": date(1940, 1, 1) + timedelta(days=n * 13 % 25_000),
            "created_at": at - timedelta(days=400),
        }


def _contacts(size: Size, at: datetime) -> Iterator[Row]:
    for n in range(1, size.people + 1):
        person = {"person_id": n, "confirmed_at": at - timedelta(days=400)}
        yield {**person, "id": 2 * n - 1, "kind": people.ContactKind.MAIL, "value": f"person{n}@past.example"}
        yield {**person, "id": 2 * n, "kind": people.ContactKind.PHONE, "value": f"+8180{10_000_000 + n}"}


def _places() -> Iterator[Row]:
    for n in range(1, PLACES + 1):
        yield {
            "id": n,
            "name": localized_text(f"地域センター 第{n}研修室", en=f"Community centre, room {n}"),
            "address": f"見本市中央町{n}丁目{n}番{n}号 市民会館{n}階",
            "access": localized_text("見本駅から歩いて5分です。", en="Five minutes on foot from the station."),
            "step_free": True,
        }


def _courses(at: datetime) -> Iterator[Row]:
    for n in range(1, COURSES + 1):
        yield {
            "id": n,
            "slug": f"bench-{n}",
            "kind": catalogue.CourseKind.INITIAL_TRAINING,
            "state": catalogue.CourseState.PUBLISHED,
            "title": localized_text(**{language: title.format(n=n) for language, title in TITLES.items()}),
            "summary": localized_text(**SUMMARIES),
            "description": localized_text(**{language: DESCRIPTION * 8 for language in TITLES}),
            "questions": QUESTIONS,
            "created_at": at - timedelta(days=30),
            "changed_at": at - timedelta(days=30),
        }


def _audiences() -> Iterator[Row]:
    for n in range(2 * COURSES):
        audience = AUDIENCES[n % len(AUDIENCES)]
        yield {
            "id": n + 1,
            "course_id": n // 2 + 1,
            "audience": audience,
            "rank": n,
            "pitch": localized_text(**SUMMARIES),
        }


def _subjects() -> Iterator[Row]:
    for n in range(COURSES * SUBJECTS):
        yield {
            "id": n + 1,
            "course_id": n // SUBJECTS + 1,
            "number": n % SUBJECTS + 1,
            "title": localized_text("こころとからだのしくみと生活支援技術", en="Mind, body and support in daily life"),
            "minutes": ITEMS * 60,
        }


def _items() -> Iterator[Row]:
    for n in range(COURSES * SUBJECTS * ITEMS):
        yield {
            "id": n + 1,
            "subject_id": n // ITEMS + 1,
            "number": n % ITEMS + 1,
            "title": localized_text(f"生活支援技術の基本（{n % ITEMS + 1}）", en=f"Basics of support {n % ITEMS + 1}"),
            "minutes": 60,
            "mode": catalogue.Mode.LECTURE,
        }


def _cohorts(size: Size, at: datetime) -> Iterator[Row]:
    for n in range(1, size.cohorts + 1):
        is_open = n <= size.open_cohorts
        first = _lesson(n, 0, size, at)
        yield {
            "id": n,
            "code": code(n),
            "course_id": n % COURSES + 1,
            "state": catalogue.CohortState.PUBLISHED,
            "opens_at": at - timedelta(days=7) if is_open else first - timedelta(days=60),
            "closes_at": at + timedelta(days=30) if is_open else first - timedelta(days=10),
            "changes_until": at + timedelta(days=40) if is_open else first,
            "capacity": size.last_capacity if n == size.open_cohorts else size.capacity,
            "place_id": n % PLACES + 1,
            "languages": ["ja", "en", "vi"][: n % 3 + 1],
            "childcare": n % 4 == 0,
            "starts_at": first,
            "ends_at": _lesson(n, _lessons(n, size) - 1, size, at) + LESSON,
            "created_at": min(first, at) - timedelta(days=90),
            "changed_at": min(first, at) - timedelta(days=90),
        }


def _lessons(cohort: int, size: Size) -> int:
    return SESSIONS if cohort <= size.open_cohorts else 1


def _lesson(cohort: int, number: int, size: Size, at: datetime) -> datetime:
    """When the cohort's lesson of that number (from 0) begins; each cohort starts an hour after the one before."""
    morning = at.astimezone(UTC).replace(hour=0, minute=30, second=0, microsecond=0)
    days = 60 + 4 * number if cohort <= size.open_cohorts else -100
    return morning + timedelta(days=days, hours=cohort if days > 0 else -(cohort % 5_000))


def _fees(size: Size) -> Iterator[Row]:
    for n in range(1, size.cohorts + 1):
        yield {"id": n, "cohort_id": n, "kind": catalogue.FeeKind.TUITION, "yen": 5_000 + 500 * (n % 5)}


def _sessions(size: Size, at: datetime) -> Iterator[Row]:
    number = 0
    for cohort in range(1, size.cohorts + 1):
        for lesson in range(_lessons(cohort, size)):
            number += 1
            starts = _lesson(cohort, lesson, size, at)
            times = {"starts_at": starts, "ends_at": starts + LESSON}
            yield {"id": number, "cohort_id": cohort, "room": "201", "uid": f"{number:016x}"} | times


def _parts(size: Size) -> Iterator[Row]:
    for n in range(2 * SESSIONS * size.open_cohorts):
        session, cohort = n // 2 + 1, n // (2 * SESSIONS) + 1
        course, item = cohort % COURSES, n % (SUBJECTS * ITEMS)
        item_id = course * SUBJECTS * ITEMS + item + 1
        yield {"id": n + 1, "session_id": session, "position": n % 2 + 1, "item_id": item_id, "minutes": 60}


def _open_enrolments(size: Size, at: datetime) -> Iterator[Row]:
    """Some in every open cohort but the last."""
    for n in range(min(EACH, size.people) * (size.open_cohorts - 1)):
        yield _enrolment(n + 1, n // EACH + 1, n % size.people + 1, at - timedelta(days=1))


def _past_enrolments(size: Size, at: datetime) -> Iterator[Row]:
    first = EACH * size.open_cohorts
    for n in range(5 * size.people if size.past else 0):
        cohort = size.open_cohorts + n % size.past + 1
        yield _enrolment(first + n + 1, cohort, n // 5 + 1, at - timedelta(days=200))


def _enrolment(number: int, cohort: int, person: int, at: datetime) -> Row:
    return {
        "id": number,
        "receipt": f"{number:010}",
        "cohort_id": cohort,
        "person_id": person,
        "state": enrolment.State.CONFIRMED,
        "origin": enrolment.Origin.WEB,
        "language": "ja",
        "idempotency_key": f"bench-{number}",
        "submitted_at": at,
        "queued_at": at,
        "changed_at": at,
    }


# --- into the tables --------------------------------------------------------------------------------------------------


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    defaults = _defaults(table)
    complete = (defaults | row for row in rows)
    while batch := list(islice(complete, BATCH)):
        connection.execute(table.insert(), batch)


def _defaults(table: Table) -> Row:
    """Every column with what it says by itself; an empty text or list where a JSON column may not be null."""
    row: Row = dict.fromkeys(table.columns.keys())
    for column in table.columns:
        if isinstance(column.default, ScalarElementColumnDefault):
            row[column.name] = column.default.arg
        elif isinstance(column.type, JSON) and not column.nullable:
            row[column.name] = {} if column.name not in {"questions", "languages"} else []
    return row


def _copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    defaults = [(name, _word(value)) for name, value in _defaults(table).items()]
    quoted = ", ".join(f'"{name}"' for name, _ in defaults)
    lines = ("\t".join([_word(row[name]) if name in row else word for name, word in defaults]) for row in rows)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        while batch := list(islice(lines, BATCH)):
            copy.write("\n".join(batch) + "\n")
    sequence = func.pg_get_serial_sequence(table.name, "id")
    connection.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))
    connection.execute(text(f'ANALYZE "{table.name}"'))


def _word(value: Any) -> str:
    """A value as COPY reads it."""
    if type(value) is int:
        return str(value)
    if type(value) is str:
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    if isinstance(value, dict | list):
        return _word(json.dumps(value, ensure_ascii=False))
    return _rare_word(value)


@lru_cache(maxsize=10_000)
def _rare_word(value: Enum | date | bool | None) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return "\\N" if value is None else str(value)
