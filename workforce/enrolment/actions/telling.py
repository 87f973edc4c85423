"""Telling people that lessons changed: staff decide, and nobody gets more than one letter an hour.

What changes again before the letter has left is put into that letter; it shows the final difference.
"""

import json
from dataclasses import asdict

from flask_babel import lazy_gettext as _

from ... import history
from ...catalogue.models import CohortState
from ...catalogue.queries import changes as catalogue
from ...database import hold
from ...outbox import Channel, Sending
from ...outbox import actions as outbox
from ...refusals import Refused
from ..queries import telling as queries
from . import messages
from .refusals import ReasonMissing


class NothingToTell(Refused):
    message = _("Somebody decided about these changes in the meantime. There is nothing left to decide.")


class ChangedAgain(Refused):
    message = _("The sessions were changed again after you opened this page. Look at the difference once more.")


def decide(session, cohort, *, whom: str, seen: int, reason="", by, at) -> int:
    """Tell those in `whom` ("seats", "everybody") of every undecided change, or with "nobody" none of them.

    `seen`: the newest change that the page showed. The number of people told. `cohort` with its course and place.
    Raises NothingToTell, ChangedAgain, ReasonMissing.
    """
    hold(session, cohort)
    changes = catalogue.undecided(session, cohort.id)
    if not changes or cohort.state is not CohortState.PUBLISHED:
        raise NothingToTell
    if changes[-1].id != seen:
        raise ChangedAgain
    is_told = whom in queries.WHOM
    if not is_told and not reason.strip():
        raise ReasonMissing
    for change in changes:
        change.decided_at, change.told = at, is_told
        change.reason, change.decided_by_id = reason.strip() or None, by.id if by else None
    what = "changes_told" if is_told else "changes_not_told"
    entry = history.record(session, cohort, what, by=by, at=at, reason=reason.strip() or None)
    differences = [asdict(one) for one in catalogue.merged(changes)]
    if not is_told or not differences:
        return 0
    return tell_all(session, cohort, queries.WHOM[whom], differences, f"history:{entry.id}", at)


def tell_all(session, cohort, states, differences, cause, at):
    reached = queries.concerned(session, cohort.id, states)
    lately = queries.told_lately(session, [one.enrolment.person.id for one in reached], at)
    for one in reached:
        tell(session, cohort, one, lately.get(one.enrolment.person.id, []), differences, cause, at)
    return len(reached)


def tell(session, cohort, reached, lately, differences, cause, at):
    """Into the letter about this course that waits, if one does; otherwise a letter an hour after the last."""
    enrolment = reached.enrolment
    subject = json.dumps(enrolment.receipt)
    for waiting in lately:
        if waiting.link_subject == subject and add(session, waiting, cohort, differences, at):
            return
    message = messages.tell(
        session,
        enrolment,
        queries.LETTER,
        cohort=cohort,
        person=enrolment.person,
        contact=reached.contact,
        cause=cause,
        at=at,
        changes=differences,
    )
    left = [one.sent_at or one.send_after for one in lately if one.channel is Channel.MAIL and is_alive(one)]
    if left and message.channel is Channel.MAIL:
        message.send_after = max(at, max(left) + queries.HOUR)


def is_alive(message):
    return message.state is not Sending.CANCELLED


def add(session, waiting, cohort, differences, at) -> bool:
    """Whether the letter `waiting` has taken these differences up. One that staff worded anew stays as it is."""
    hold(session, waiting)
    session.refresh(waiting)
    if waiting.state is not Sending.QUEUED or waiting.body is not None:
        return False
    changes = both(waiting.details["changes"], differences)
    if changes:
        waiting.details = waiting.details | messages.about(cohort) | {"changes": changes}
    else:
        outbox.cancel(session, waiting, by=None, at=at)
    return True


def both(earlier, later):
    """What is different after both, from what people know to what counts now."""
    rows = [catalogue.Difference(**one) for one in [*earlier, *later]]
    return [asdict(one) for one in catalogue.merged(rows)]
