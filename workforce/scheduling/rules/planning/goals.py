"""What a plan is measured by, best first. Staff may change the order; each counts something, and less is better."""

from enum import StrEnum


class Goal(StrEnum):
    CHANGES = "changes"  # posts of the plan before that others hold now, or nobody
    UNSTAFFED = "unstaffed"  # parts without their lead or one of their assistants
    ROOMLESS = "roomless"  # sessions without a room
    LICENCES = "licences"  # ranks of the leads' licences, the preferred one being 0
    GAPS = "gaps"  # minutes of waiting beyond a rest, and under way between places, within people's days
    LOAD = "load"  # minutes of people outside the tolerance around their target
    EVENINGS = "evenings"  # evenings of people beyond their fair share
    CONTINUITY = "continuity"  # faces: pairs of a cohort and somebody who teaches in it
    WISHES = "wishes"  # weights of the wishes not followed
    ROOM_CHANGES = "room_changes"  # pairs of a cohort and a room it is in


ORDER = tuple(goal for goal in Goal if goal is not Goal.CHANGES)
AFRESH = (Goal.CHANGES, *ORDER)
"""Where there is a plan already: the fewest changes before everything else."""
