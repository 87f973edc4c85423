"""Verbs that change the catalogue, one module a noun. They flush, write history and never commit.

`seeding` is for those who fill an empty catalogue; it reads every seed, and pages need none of them.
"""

from . import audiences, cohorts, copying, courses, materials, places, sessions, subjects

__all__ = ["audiences", "cohorts", "copying", "courses", "materials", "places", "sessions", "subjects"]
