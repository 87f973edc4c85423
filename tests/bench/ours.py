"""Our application as a target: its addresses, and how a visitor answers its questions.

The way through the form is not written down here: the visitor fills in whatever form the page shows. Only the answers
are, by field name; a question without an answer here gets a default by its kind (see `page.filled`).
"""

import re
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from .server import WORKERS, Command
from .size import code
from .target import Target
from .visitor import BROWSER, Journey, Visitor
from .wire import Address

APP = "workforce.wsgi:app"
LANGUAGES = ("ja", "easy", "en", "vi")
COHORTS = 50
RECEIVED = re.compile(r"^/\w+/enrolments/[^/?]+")
ONWARD = re.compile(r'<a[^>]*href="([^"]*/enrol[^"]*)"')  # from a page that only explains to the first question
NOT_ONWARD = {"language", "back", "save", "later"}  # buttons of a form that do not send its answers on

FAMILIES = (
    "ヤマダ",
    "サトウ",
    "スズキ",
    "タナカ",
    "イトウ",
    "ナカムラ",
    "コバヤシ",
    "カトウ",
    "ヨシダ",
    "モリ",
    "グエン",
    "チャン",
)
GIVEN = (
    "ハナコ",
    "タロウ",
    "ミドリ",
    "ケンタ",
    "サクラ",
    "ユウキ",
    "アオイ",
    "ヒロシ",
    "ナオミ",
    "ツトム",
    "フオン",
    "ミン",
)
OLDEST = date(1955, 1, 1)
DAYS = 45 * 365  # everybody is of age

ANSWERS = {
    "family_name": "山田",
    "given_name": "花子",
    "roman_name": "YAMADA HANAKO",
    "motivation": "介護の仕事に関心があり、基礎から学びたいと思いました。",
}


def answers(n: int) -> Mapping[str, str]:
    """What the n-th applicant writes. Reading, birth date, mail and phone differ: nobody is a duplicate of another."""
    born = OLDEST + timedelta(days=n * 7 % DAYS)
    return ANSWERS | {
        "family_kana": FAMILIES[n % len(FAMILIES)],
        "given_kana": GIVEN[n // len(FAMILIES) % len(GIVEN)],
        "birth_year": str(born.year),
        "birth_month": str(born.month),
        "birth_day": str(born.day),
        "mail": f"visitor{n}@bench.example",
        "phone": f"090{10_000_000 + n}",
    }


def listing(n: int) -> str:
    """The course list as the n-th request asks for it: the languages take turns."""
    return f"/{LANGUAGES[n % len(LANGUAGES)]}/courses"


def detail(n: int) -> str:
    return f"/ja/cohorts/{code(n % COHORTS + 1)}"


def enrol(cohort: int) -> Journey:
    return Journey(f"/ja/cohorts/{code(cohort)}/enrol", RECEIVED, answers, NOT_ONWARD, ONWARD)


async def session_cookies(address: Address) -> dict[str, str]:
    """The cookies of somebody who has opened a form: for them no page is kept."""
    with Visitor(address, BROWSER) as visitor:
        await visitor.visit(enrol(1).start)
    return {"session": "bench"} | visitor.cookies


def environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "WORKFORCE_DATABASE_URL": url,
        "WORKFORCE_INSTANCE_PATH": str(folder),
        "WORKFORCE_SECRET_KEY": "only for the bench: nothing of value is behind it",
        "WORKFORCE_BASE_URL": "http://127.0.0.1:{port}",
    }


def workforce(*words: str) -> list[str]:
    """The words of one of our own commands."""
    return [str(Path(sys.executable).with_name("workforce")), *words]


def target(url: str, folder: Path) -> Target:
    """Our application on the filled database at `url`; `folder` is its instance folder."""
    env = environment(url, folder)
    return Target(
        name="ours",
        command=Command(workforce("serve", "--with-worker", "--workers", str(WORKERS), "--port", "{port}"), env),
        counted=Command.granian("tests.bench.counted:app", env | {"BENCH_COUNTED": APP}),
        ready="/ja/courses",
        listing=listing,
        detail=detail,
        enrol=enrol,
        fresh=session_cookies,
        database=url,
    )
