"""Running all checks and keeping the result."""

import time

from .checks import (  # noqa: F401 - they register themselves
    catalogue,
    enrolment,
    letters,
    messages,
    needs,
    offers,
    operations,
    people,
    rows,
)
from .models import AuditRun
from .registry import CHECKS

SHOWN = 100
"""So many rows of one finding are kept."""


def found(session, *, at, names=None):
    """{name: [rows]} of the checks that do not hold; of all checks, or of these."""
    session.flush()
    results = {name: list(CHECKS[name].find(session, at)) for name in names or CHECKS}
    return {name: broken for name, broken in results.items() if broken}


def looked(session, *, at) -> AuditRun:
    """Run every check; the result, not stored yet. Reading is enough, so nobody has to wait for it."""
    began = time.perf_counter()
    findings = {name: broken[:SHOWN] for name, broken in found(session, at=at).items()}
    took = round((time.perf_counter() - began) * 1000)
    return AuditRun(at=at, checks=len(CHECKS), milliseconds=took, findings=findings)


def run(session, *, at) -> AuditRun:
    """Run every check and store what they found."""
    result = looked(session, at=at)
    session.add(result)
    session.flush()
    return result
