"""Who gets in where. Points of one applicant open by their link alone; a cohort only to those who give points there."""

from tests.house.who import EVERYBODY, MANAGERS, READERS
from workforce.access import Role

ASSESSORS = READERS | {Role.INSTRUCTOR}

ROUTES = {
    "screening.criteria": MANAGERS,
    "screening.screening": MANAGERS,
    "screening.candidate": MANAGERS,
    "screening.begin": MANAGERS,
    "screening.name_assessor": MANAGERS,
    "screening.name_for_one": MANAGERS,
    "screening.end_assessor": MANAGERS,
    "screening.decide": MANAGERS,
    "screening.assessments": ASSESSORS,
    "screening.overview": ASSESSORS,
    "screening.assess": ASSESSORS,
    "screening.step_aside": ASSESSORS,
    "screening.flag": ASSESSORS,
    "screening.take_back": ASSESSORS,
    "screening.close": ASSESSORS,
    "screening.talk": ASSESSORS,
    "screening.points": EVERYBODY,
}
