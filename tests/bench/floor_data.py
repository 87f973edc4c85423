"""The floor's own database: three tables of a course list and one of enrolments, with texts as long as real ones."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
)

COHORTS = 50
SESSIONS = 20  # of each cohort: ten evenings and ten Saturdays
COURSES = 12
PLACES = 6
DESCRIPTION = "職務の理解、尊厳の保持と自立支援、介護の基本、こころとからだのしくみと生活支援技術を学びます。"
FIRST_DAY = date(2026, 12, 1)
AUDIENCES = ["若い人", "転職を考える人", "外国人の方", "介護職員"]

metadata = MetaData()
course = Table(
    "course",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(200), nullable=False),
    Column("summary", Text, nullable=False),
    Column("audience", String(40), nullable=False),
    Column("description", Text, nullable=False),
)
place = Table(
    "place",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("address", String(200), nullable=False),
)
cohort = Table(
    "cohort",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(20), nullable=False, unique=True),
    Column("course_id", ForeignKey("course.id"), nullable=False, index=True),
    Column("place_id", ForeignKey("place.id"), nullable=False, index=True),
    Column("starts_on", Date, nullable=False, index=True),
    Column("ends_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("hours", String(20), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("fee", Integer, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cohort_id", ForeignKey("cohort.id"), nullable=False, index=True),
    Column("held_on", Date, nullable=False),
    Column("hours", String(20), nullable=False),
    Column("topic", String(200), nullable=False),
)
enrolment = Table(
    "enrolment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("receipt", String(40), nullable=False, unique=True),
    Column("cohort_id", ForeignKey("cohort.id"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("kana", String(100), nullable=False),
    Column("born_on", String(10), nullable=False),
    Column("mail", String(200), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Index("uq_enrolment_cohort_mail", "cohort_id", "mail", unique=True),
    Index("ix_enrolment_cohort_state", "cohort_id", "state"),
)


def fill(url: str, *, capacity: int, last_capacity: int) -> None:
    """Build and fill the empty database at `url`: `capacity` seats in a cohort, `last_capacity` in the last one."""
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(course.insert(), list(_courses()))
        connection.execute(place.insert(), list(_places()))
        connection.execute(cohort.insert(), list(_cohorts(capacity, last_capacity)))
        connection.execute(session.insert(), list(_sessions()))
    engine.dispose()


def _courses() -> Iterator[dict[str, object]]:
    for n in range(1, COURSES + 1):
        yield {
            "id": n,
            "title": f"介護職員初任者研修（第{n}種・通学と通信）",
            "summary": "はじめて介護の仕事をする人のための130時間の講座です。基礎から実技まで、少人数で学びます。",
            "audience": AUDIENCES[n % len(AUDIENCES)],
            "description": DESCRIPTION * 8,
        }


def _places() -> Iterator[dict[str, object]]:
    for n in range(1, PLACES + 1):
        yield {"id": n, "name": f"地域センター 第{n}研修室", "address": f"見本市中央町{n}丁目{n}番{n}号 市民会館{n}階"}


def _cohorts(capacity: int, last_capacity: int) -> Iterator[dict[str, object]]:
    for n in range(1, COHORTS + 1):
        starts = FIRST_DAY + timedelta(days=3 * n)
        yield {
            "id": n,
            "code": f"2026-{n:03}",
            "course_id": n % COURSES + 1,
            "place_id": n % PLACES + 1,
            "starts_on": starts,
            "ends_on": starts + timedelta(days=90),
            "closes_on": starts - timedelta(days=14),
            "hours": "18:30〜20:30",
            "capacity": last_capacity if n == COHORTS else capacity,
            "fee": 5000 + 500 * (n % 5),
        }


def _sessions() -> Iterator[dict[str, object]]:
    for n in range(1, COHORTS + 1):
        for evening in range(SESSIONS):
            yield {
                "cohort_id": n,
                "held_on": FIRST_DAY + timedelta(days=3 * n + 4 * evening),
                "hours": "18:30〜20:30",
                "topic": f"こころとからだのしくみと生活支援技術（{evening + 1}）、振り返り",
            }
