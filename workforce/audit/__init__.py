"""The audit proves what must always be true, and remembers its last result.

A check is a function that returns the rows that break one rule; `checks/` holds them by feature. It stands above the
features it looks at and below the desk that shows the result.
"""

from .models import AuditRun

__all__ = ["AuditRun", "init_app"]


def init_app(app):
    """Nothing to register: the table is known, and the checks are read by whoever runs them."""
