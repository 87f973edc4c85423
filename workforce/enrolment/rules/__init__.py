"""Questions about values: the life of an enrolment, the seats, and what a form asks. One module a noun."""

from .states import MOVES, Seats, first_state, is_active, moves_from, takes_seat

__all__ = ["MOVES", "Seats", "first_state", "is_active", "moves_from", "takes_seat"]
