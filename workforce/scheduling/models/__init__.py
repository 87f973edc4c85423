from .assignments import Assignment, Duty
from .charges import Charge

__all__ = ["Assignment", "Charge", "Duty"]
