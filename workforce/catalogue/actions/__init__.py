"""Verbs that change the catalogue, one module a noun. They flush, write history and never commit."""

from . import audiences, cohorts, courses, places, seeding, sessions, subjects

__all__ = ["audiences", "cohorts", "courses", "places", "seeding", "sessions", "subjects"]
