"""The promise of a draw: its secret, and the public value that is named in advance."""

import secrets

from .... import history
from ....catalogue.models import Cohort, CohortState
from ....database import hold
from ...models import Draw
from ...queries import draws as queries
from ...rules import draw_file
from ..draw_refusals import NotDrawn, TooLateToName

SECRET_BYTES = 32


def promise(session, cohort_id, *, at) -> Draw | None:
    """Make the secret of a published cohort that draws, and publish what it hashes to; once. None for all others."""
    cohort = held(session, cohort_id)
    return queries.newest(session, cohort_id) or (promised(session, cohort_id, at=at) if draws(cohort) else None)


def promise_published(session, cohort, *, at):
    """As soon as a cohort is published."""
    promise(session, cohort.id, at=at)


def promised(session, cohort_id, *, at, **values) -> Draw:
    secret = secrets.token_hex(SECRET_BYTES)
    draw = Draw(cohort_id=cohort_id, secret=secret, commitment=draw_file.digest(secret), committed_at=at, **values)
    session.add(draw)
    session.flush()
    note(session, cohort_id, "draw_promised", by=None, at=at)
    return draw


def draws(cohort) -> bool:
    published = cohort.state is CohortState.PUBLISHED
    return published and cohort.selection in queries.DRAWN and cohort.decided_at is None


def name_value(session, cohort_id, *, name: str, by, at) -> Draw:
    """Say which public value will be mixed in ("" for none). Raises NotDrawn, TooLateToName."""
    draw = promise(session, cohort_id, at=at)
    if draw is None:
        raise NotDrawn
    if draw.frozen_at or session.get_one(Cohort, cohort_id).closes_at <= at:
        raise TooLateToName
    name = draw_file.one_line(name)
    change = history.Change("value_name", draw.value_name, name or None)
    draw.value_name = name or None
    note(session, cohort_id, "draw_value_named", by=by, at=at, changes=[change])
    return draw


def held(session, cohort_id) -> Cohort:
    """The cohort, held and read anew."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    session.refresh(cohort, ["state", "selection", "decided_at", "closes_at", "starts_at", "capacity"])
    return cohort


def note(session, cohort_id, what, *, by, at, reason=None, changes=()):
    cohort = session.get_one(Cohort, cohort_id)
    history.record(session, cohort, what, by=by, at=at, reason=reason, changes=changes)
