"""From the database to what the planner plans: an Instance, the plan as it stands, and words for the pages.

The ids are those of the database: parts, sessions, people (who they are now), rooms, places, cohorts; an item is one
of `subject_item`.
"""

from .filling import Filled, Wanted, filled
from .words import CohortWords, PartWords, SessionWords, Words

__all__ = ["CohortWords", "Filled", "PartWords", "SessionWords", "Wanted", "Words", "filled"]
