"""What the invented centre runs in a year: places, and for each course when its cohorts begin and how they meet."""

import tomllib
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from ..catalogue.models import BandKind, Overflow, Selection

MORNING = ((time(9, 30), 180),)
EVENING = ((time(18, 30), 120),)
WHOLE_DAY = ((time(9, 30), 180), (time(13, 30), 180))
AFTERNOON = ((time(13, 30), 180),)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


DRAWN, DRAWN_IF_OVER = Selection.LOTTERY, Selection.LOTTERY_IF_OVER
RESIDENTS = ((BandKind.RESIDENTS, 12, Overflow.RELEASE),)
NEWCOMERS = ((BandKind.CITY, 8, Overflow.RELEASE), (BandKind.FIRST_TIME, 4, Overflow.KEEP))


@dataclass(frozen=True)
class Run:
    """One cohort: it begins in month `month` of the fiscal year (0 is April), meets on `weekdays` at `hours`. `bands`:
    (for whom, how many seats, what becomes of the rest).
    """

    month: int
    weekdays: tuple[int, ...]
    hours: tuple[tuple[time, int], ...]
    capacity: int
    place: int
    tuition: int = 0
    textbook: int = 0
    languages: tuple[str, ...] = ()
    childcare: bool = False
    demand: float = 1.1
    minimum: int = 5
    cancelled: bool = False
    selection: Selection = Selection.FIRST_COME
    bands: tuple[tuple[BandKind, int, Overflow], ...] = ()


PLACES = tomllib.loads(Path(__file__).with_name("places.toml").read_text())["place"]

CANCELLED_BECAUSE = "申込みが最少開講人数に届かなかったため"

FOR_FOREIGNERS = ("easy", "en", "vi")

RUNS = {
    "introductory_training": [
        Run(0, (SAT,), WHOLE_DAY, 30, 0),
        Run(2, (TUE, THU), MORNING, 30, 1, childcare=True),
        Run(4, (SAT,), WHOLE_DAY, 40, 0, languages=FOR_FOREIGNERS, demand=1.5),
        Run(6, (SUN,), WHOLE_DAY, 40, 0, demand=1.4),
        Run(8, (TUE, THU), MORNING, 30, 1, childcare=True, demand=0.9, bands=RESIDENTS),
        Run(9, (SAT,), WHOLE_DAY, 40, 0, languages=FOR_FOREIGNERS, demand=1.2, selection=DRAWN, bands=RESIDENTS),
        Run(11, (SAT,), WHOLE_DAY, 30, 0),
    ],
    "life_support_training": [
        Run(1, (MON, WED), WHOLE_DAY, 24, 1, 5000, 3300),
        Run(5, (TUE, THU), EVENING, 24, 0, 5000, 3300, demand=0.7, selection=DRAWN_IF_OVER),
        Run(8, (SAT,), WHOLE_DAY, 24, 0, 5000, 3300, languages=("easy",), demand=1.4),
        Run(10, (MON, WED), WHOLE_DAY, 24, 1, 5000, 3300),
    ],
    "initial_training": [
        Run(0, (TUE, THU, SAT), WHOLE_DAY, 30, 0, 38000, 6600, demand=1.4),
        Run(3, (MON, WED, FRI), WHOLE_DAY, 30, 1, 38000, 6600, childcare=True, demand=1.3),
        Run(5, (TUE, THU), EVENING + ((time(20, 40), 60),), 24, 0, 38000, 6600, demand=1.6),
        Run(7, (SAT, SUN), WHOLE_DAY, 30, 0, 38000, 6600, languages=FOR_FOREIGNERS, demand=1.6),
        Run(9, (TUE, THU, SAT), WHOLE_DAY, 30, 0, 38000, 6600, languages=("easy", "vi"), demand=1.5),
        Run(10, (MON, WED, FRI), WHOLE_DAY, 30, 1, 38000, 6600),
    ],
    "practitioner_training": [
        Run(1, (SAT, SUN), WHOLE_DAY, 24, 0, 98000, 9900, demand=1.2),
        Run(9, (SAT, SUN), WHOLE_DAY, 24, 0, 98000, 9900, demand=0.9),
    ],
    "certified_helper": [
        Run(1, (FRI,), WHOLE_DAY, 30, 1, demand=1.3),
        Run(4, (WED,), WHOLE_DAY, 30, 2, demand=1.3),
        Run(7, (FRI,), WHOLE_DAY, 30, 1, demand=1.2),
        Run(9, (WED,), WHOLE_DAY, 30, 2, demand=1.1),
    ],
    "dementia_basic": [
        Run(1, (THU,), WHOLE_DAY, 40, 0, demand=1.4),
        Run(5, (THU,), WHOLE_DAY, 40, 0, languages=FOR_FOREIGNERS, demand=1.4),
        Run(8, (TUE,), WHOLE_DAY, 40, 0, languages=FOR_FOREIGNERS, demand=1.1),
    ],
    "multi_professional_workshop": [
        Run(2, (SAT,), WHOLE_DAY + ((time(16, 40), 60),), 40, 1, demand=1.3),
        Run(7, (SAT,), WHOLE_DAY + ((time(16, 40), 60),), 40, 1, demand=1.3),
    ],
    "care_experience_day": [
        Run(4, (MON,), (*MORNING, (time(13, 30), 90)), 30, 0, demand=1.5),
        Run(8, (SAT,), (*MORNING, (time(13, 30), 90)), 30, 0, demand=1.3, selection=DRAWN_IF_OVER),
        Run(11, (MON,), (*MORNING, (time(13, 30), 90)), 30, 0),
    ],
    "returning_nurse_refresher": [
        Run(2, (WED,), WHOLE_DAY, 16, 0, childcare=True, demand=1.1),
        Run(9, (WED,), WHOLE_DAY, 16, 0, childcare=True, demand=0.8),
    ],
    "japanese_for_care": [
        Run(2, (TUE, FRI), EVENING, 30, 2, languages=FOR_FOREIGNERS, demand=1.6),
        Run(6, (TUE, FRI), EVENING, 30, 2, languages=FOR_FOREIGNERS, demand=1.6),
        Run(9, (TUE, FRI), EVENING, 30, 2, languages=FOR_FOREIGNERS, demand=1.4, bands=NEWCOMERS),
    ],
    "care_technology": [
        Run(6, (FRI,), AFTERNOON, 40, 0, demand=1.2),
        Run(8, (FRI,), AFTERNOON, 40, 0, demand=0.3, minimum=8, cancelled=True),
        Run(9, (FRI,), AFTERNOON, 40, 0, demand=0.9),
    ],
    "volunteer_briefing": [
        Run(0, (SAT,), MORNING, 40, 2, demand=1.2),
        Run(6, (SAT,), MORNING, 40, 2, demand=1.3),
        Run(9, (SAT,), MORNING, 40, 2, demand=0.8),
    ],
}
