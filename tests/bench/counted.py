"""An application that says with every answer how many SQL statements it took: `X-Statements`.

BENCH_COUNTED names the application as `module:attribute`. Beginning, ending and pragmas are not counted.
"""

import os
import threading
from importlib import import_module
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ")
counts = threading.local()


@event.listens_for(Engine, "before_cursor_execute")
def count(_connection, _cursor, statement, _parameters, _context, _executemany):
    if not statement.lstrip().upper().startswith(NOT_COUNTED):
        counts.number = getattr(counts, "number", 0) + 1


class Counted:
    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        counts.number = 0

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, ("X-Statements", str(counts.number))], *rest)

        return self.wrapped(environ, start)


module, _, attribute = os.environ["BENCH_COUNTED"].partition(":")
app = Counted(getattr(import_module(module), attribute))
