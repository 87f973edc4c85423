"""How an earlier feature calls later ones: it keeps a list, and they name themselves when the application starts."""

from collections.abc import Callable
from typing import Any, TypeVar

Listener = TypeVar("Listener", bound=Callable[..., Any])


class Listeners(list[Callable[..., Any]]):
    """Functions in the order in which they were named. Calling the list with one names it; twice is the same as once.

    They run inside the transaction of whoever walks the list: what one refuses undoes the whole.
    """

    def __call__(self, listener: Listener) -> Listener:
        if listener not in self:
            self.append(listener)
        return listener
