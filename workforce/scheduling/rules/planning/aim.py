"""A goal as the solver has it."""

from dataclasses import dataclass

from .program import Terms


@dataclass(frozen=True)
class Aim:
    """`constant` plus the terms."""

    terms: Terms
    constant: int = 0
