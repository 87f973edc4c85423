from .bands import Band, BandKind, GroupRule, Overflow, Selection
from .changes import RemovedSession, SessionChange
from .cohorts import Cohort, CohortState, FeeKind, FeeLine, Place, Session, SessionPart
from .courses import (
    Audience,
    Course,
    CourseAudience,
    CourseKind,
    CourseState,
    Interest,
    Mode,
    Prerequisite,
    Subject,
    SubjectItem,
)
from .materials import FileKind, Material, MaterialContent, MaterialKind, MaterialState, MaterialVersion

__all__ = [
    "Audience",
    "Band",
    "BandKind",
    "Cohort",
    "CohortState",
    "Course",
    "CourseAudience",
    "CourseKind",
    "CourseState",
    "FeeKind",
    "FeeLine",
    "FileKind",
    "GroupRule",
    "Interest",
    "Material",
    "MaterialContent",
    "MaterialKind",
    "MaterialState",
    "MaterialVersion",
    "Mode",
    "Overflow",
    "Place",
    "Prerequisite",
    "Selection",
    "RemovedSession",
    "Session",
    "SessionChange",
    "SessionPart",
    "Subject",
    "SubjectItem",
]
