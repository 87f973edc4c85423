"""The floor as a target."""

import re
from collections.abc import Mapping

from .floor_data import COHORTS
from .server import Command
from .target import Target
from .visitor import Journey

APPLICANT = {"name": "山田 花子", "kana": "ヤマダ ハナコ", "born_on": "1990-04-02", "phone": "09012345678"}
RECEIVED = re.compile("^/confirmation/")
APP = "tests.bench.floor:app"


def target(url: str) -> Target:
    """The floor on the filled database at `url`."""
    env = {"BENCH_FLOOR_URL": url}
    return Target(
        name="floor",
        command=Command.granian(APP, env),
        counted=Command.granian("tests.bench.counted:app", env | {"BENCH_COUNTED": APP}),
        ready="/list",
        listing=lambda n: "/list",
        detail=lambda n: f"/detail/{n % COHORTS + 1}",
        enrol=lambda cohort: Journey(f"/enrol/{cohort}", RECEIVED, applicant),
    )


def applicant(n: int) -> Mapping[str, str]:
    return APPLICANT | {"mail": f"visitor{n}@bench.example"}
