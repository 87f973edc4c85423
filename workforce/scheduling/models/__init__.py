from .assignments import Assignment, Duty

__all__ = ["Assignment", "Duty"]
