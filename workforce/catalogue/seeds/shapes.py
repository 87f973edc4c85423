"""What one seed file says, as values.

All minutes are whole minutes of teaching. A `Text` is {"ja": …, "easy": …, "en": …, "vi": …}, every language present;
in `easy` each word in kanji carries its reading as {漢字|かんじ}. `uncertain` marks a figure the centre must confirm
with the prefecture or the city before it relies on it.
"""

from dataclasses import dataclass
from enum import StrEnum

LANGUAGES = ("ja", "easy", "en", "vi")

AUDIENCES = (
    "young_people",
    "career_changers",
    "foreign_workers",
    "care_staff",
    "returning_nurses",
    "certified_helpers",
    "volunteers",
)

Text = dict[str, str]


class Kind(StrEnum):
    INITIAL_TRAINING = "initial_training"
    LIFE_SUPPORT_TRAINING = "life_support_training"
    INTRODUCTORY_TRAINING = "introductory_training"
    PRACTITIONER_TRAINING = "practitioner_training"
    CERTIFIED_HELPER = "certified_helper"
    DEMENTIA_BASIC = "dementia_basic"
    WORKSHOP = "workshop"
    EXPERIENCE = "experience"
    REFRESHER = "refresher"
    OTHER = "other"


STATUTORY = (
    Kind.INTRODUCTORY_TRAINING,
    Kind.LIFE_SUPPORT_TRAINING,
    Kind.INITIAL_TRAINING,
    Kind.PRACTITIONER_TRAINING,
)


class Mode(StrEnum):
    LECTURE = "lecture"
    EXERCISE = "exercise"
    PRACTICAL = "practical"


@dataclass(frozen=True)
class ItemSeed:
    """One subject item. `minutes` is what a trainee must have of it."""

    number: int
    title: Text
    minutes: int
    mode: Mode
    source: str
    uncertain: bool


@dataclass(frozen=True)
class SubjectSeed:
    """One subject; its items add up to `minutes`.

    `max_distance_minutes` is the most that may be studied at a distance. Where no figure is known it is 0, and
    uncertain: all of it is taught in person until staff enter the prefecture's.
    """

    number: int
    key: str
    title: Text
    minutes: int
    block: str | None
    source: str
    uncertain: bool
    max_distance_minutes: int
    distance_source: str
    distance_uncertain: bool
    items: tuple[ItemSeed, ...]


@dataclass(frozen=True)
class BlockSeed:
    """A named group of subjects that may be taken by itself."""

    key: str
    title: Text


@dataclass(frozen=True)
class AudienceSeed:
    """`rank` orders the courses behind this reader's door, 1 first; `pitch` says in their words what it is to them."""

    audience: str
    rank: int
    pitch: Text


@dataclass(frozen=True)
class ConditionSeed:
    """Something an applicant must be or have that is neither an age nor a course; read out before the form."""

    key: str
    text: Text


@dataclass(frozen=True)
class EligibilitySeed:
    """Who may apply. `prerequisites` are slugs of courses, any one of which must be completed.

    `minimum_age` is in years, on the first day. `after_compulsory_school`: reached 15, and the following 31 March has
    passed. There is never an upper age.
    """

    minimum_age: int | None
    after_compulsory_school: bool
    prerequisites: tuple[str, ...]
    conditions: tuple[ConditionSeed, ...]
    source: str
    uncertain: bool


@dataclass(frozen=True)
class ExemptionSeed:
    """What holders of `qualification` need not take again, subject by subject.

    `subjects` are keys. It is empty where only the total is known; then nobody is exempted until staff name the
    subjects, because two qualifications with the same total exempt different ones.
    """

    qualification: str
    title: Text
    total_minutes: int
    subjects: tuple[str, ...]
    source: str
    uncertain: bool


@dataclass(frozen=True)
class CourseSeed:
    slug: str
    kind: Kind
    title: Text
    summary: Text
    description: Text
    source: str
    uncertain: bool
    eligibility: EligibilitySeed
    audiences: tuple[AudienceSeed, ...]
    blocks: tuple[BlockSeed, ...]
    subjects: tuple[SubjectSeed, ...]
    exemptions: tuple[ExemptionSeed, ...]

    @property
    def minutes(self) -> int:
        return sum(subject.minutes for subject in self.subjects)
