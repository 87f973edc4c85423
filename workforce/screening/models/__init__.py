from .assessing import Assessor, Candidate, Mark, Note, NoteKind
from .deciding import Decision, Outcome, Placing
from .sheets import Criterion, Sheet, TieRule

__all__ = [
    "Assessor",
    "Candidate",
    "Criterion",
    "Decision",
    "Mark",
    "Note",
    "NoteKind",
    "Outcome",
    "Placing",
    "Sheet",
    "TieRule",
]
