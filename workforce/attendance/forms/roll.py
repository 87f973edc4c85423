"""Marks as they come from the roll call page: the plain form, or what its script has kept on the device."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...forms import Form
from ..actions.marks import LONGEST_KEY, REST, Given
from ..models import Status
from ..queries.rolls import MUST_BE_RECORDED, Roll, Row
from ..rules.marks import noted

STATUSES = {
    Status.PRESENT: _("Present"),
    Status.LATE: _("Late"),
    Status.LEFT_EARLY: _("Left early"),
    Status.ABSENT: _("Absent"),
    Status.NOT_RECORDED: _("Not recorded"),
}
MOST_AT_ONCE = 500
LONGEST_AGE = timedelta(days=400)


class RollForm(Form):
    """`key`: made with the page, so that pressing twice records once."""

    key = HiddenField()


class ClosingForm(Form):
    """Of staff: the roll of a session that was cut short."""

    reason = StringField(
        _("Why did it end earlier?"), [Length(max=200, message=_("Please shorten it to 200 characters."))]
    )


class Shown(NamedTuple):
    """What counts for somebody, as the page shows it."""

    status: Status
    late: int
    early: int

    def __str__(self):
        return f"{self.status}.{self.late}.{self.early}"


def shown(row: Row) -> Shown:
    mark = row.recorded
    return Shown(mark.status, mark.late_minutes, mark.early_minutes) if mark else Shown(Status.NOT_RECORDED, 0, 0)


def changed(typed: Mapping[str, str], roll: Roll, *, key: str, at: datetime) -> list[Given]:
    """What somebody changed on the page they saw; with the button for the rest, whoever is recorded nowhere."""
    found = []
    for row in roll.rows.values():
        seen = typed.get(f"seen-{row.enrolment_id}")
        chosen = typed_for(typed, row, roll, at)
        if seen is not None and chosen is not None and str(chosen) != seen:
            is_one = typed.get(f"status-{row.enrolment_id}", Status.NOT_RECORDED) != Status.NOT_RECORDED
            own = key if is_one or "rest" not in typed else f"{REST}{key}"
            found.append(Given(f"{own}:{row.enrolment_id}"[:LONGEST_KEY], row.enrolment_id, *chosen, noted_at=at))
    return found


def typed_for(typed: Mapping[str, str], row: Row, roll: Roll, at: datetime) -> Shown | None:
    """What is chosen for this person; None where nothing can be read. Empty minutes mean: from or until now."""
    try:
        status = Status(typed.get(f"status-{row.enrolment_id}", Status.NOT_RECORDED))
        late, early = (whole(typed.get(f"{name}-{row.enrolment_id}", "")) for name in ("late", "early"))
    except ValueError:
        return None
    if status is Status.NOT_RECORDED and "rest" in typed:
        return Shown(Status.PRESENT, 0, 0) if is_rest(row) else None
    if status is Status.LATE:
        return Shown(status, late or since(roll.sitting.starts_at, at, roll), early)
    if status is Status.LEFT_EARLY:
        return Shown(status, late, early or since(at, roll.sitting.ends_at, roll))
    return Shown(status, 0, 0)


def is_rest(row: Row) -> bool:
    """Whom the button for the rest means: who is expected, and nobody has noted anything of, nor on another device."""
    return row.standing in MUST_BE_RECORDED and row.recorded is None


def since(begins: datetime, ends: datetime, roll: Roll) -> int:
    """Minutes between them, as far as they can be missed."""
    return max(1, min(int((ends - begins).total_seconds()) // 60, roll.sitting.length - 1))


def whole(text: str) -> int:
    """Raises ValueError."""
    return int(text) if text.strip() else 0


class Unreadable(ValueError):
    """What a device sent is not what our script sends."""


def delivered(text: str, *, at: datetime, starts_at: datetime) -> list[Given]:
    """What a device kept: a list of {"key", "person", "status", "late", "early", "age": milliseconds}.

    Raises Unreadable.
    """
    try:
        marks = json.loads(text)
        if not isinstance(marks, list) or len(marks) > MOST_AT_ONCE:
            raise Unreadable
        return [delivered_one(one, at, starts_at) for one in marks]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise Unreadable from error


def delivered_one(one: dict[str, Any], at, starts_at) -> Given:
    key = str(one["key"])
    if not (key.isascii() and key.isprintable()):
        raise Unreadable
    age = min(timedelta(milliseconds=float(one["age"])), LONGEST_AGE)
    return Given(
        key=key,
        enrolment_id=int(one["person"]),
        status=Status(one["status"]),
        late_minutes=int(one["late"]),
        early_minutes=int(one["early"]),
        noted_at=noted(age, arrived=at, starts_at=starts_at),
    )
