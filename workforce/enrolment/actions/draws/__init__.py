"""The life of a draw: promised, its list closed, a public value mixed in, drawn once, and told to everybody."""

from .drawing import draw_now, frozen_quotas, give, publish
from .due import freezable, is_due, settle_all
from .lists import close, freeze, is_over, refuse_new_closing
from .promises import draws, held, name_value, note, promise, promise_published, promised
from .values import confirm_value, refuse_same_person, refuse_without_value, type_value

__all__ = [
    "close",
    "confirm_value",
    "draw_now",
    "draws",
    "freezable",
    "freeze",
    "frozen_quotas",
    "give",
    "held",
    "is_due",
    "is_over",
    "name_value",
    "note",
    "promise",
    "promise_published",
    "promised",
    "publish",
    "refuse_new_closing",
    "refuse_same_person",
    "refuse_without_value",
    "settle_all",
    "type_value",
]
