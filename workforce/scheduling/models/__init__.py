from .assignments import Assignment, Duty
from .charges import Charge
from .engagements import Engagement
from .qualifications import Instructor, Licence, Practice

__all__ = ["Assignment", "Charge", "Duty", "Engagement", "Instructor", "Licence", "Practice"]
