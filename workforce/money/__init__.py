"""Money: what an enrolment costs, what was paid and given back, and the papers about it."""

from ..catalogue.actions import following
from ..enrolment import hooks
from . import models, views
from .actions import booking, prices, rebooking
from .queries import consequences, elsewhere

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.on_move(booking.book_move)
    hooks.on_move(rebooking.book_transfer)
    hooks.letter_details(booking.letter_details)
    hooks.consequences(consequences.of_cancelling)
    hooks.consequences_elsewhere(elsewhere.of_moving)
    hooks.consequences_for_all(consequences.of_cancelling_all)
    following.before_edit(prices.refuse_new_price)
    views.register(app)
