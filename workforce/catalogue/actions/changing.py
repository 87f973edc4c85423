"""Changing a row that two people may have open at once: held, compared with what the editor saw, written to history."""

import json

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ... import history
from ...database import hold
from ...i18n.formats import hour, short_day
from ...people.models import Account
from ...refusals import Refused


class ChangedMeanwhile(Refused):
    """Raised with `name` and `when` of the other change. Saving again replaces it."""

    message = _(
        "%(name)s changed this on %(day)s at %(time)s, after you opened it. What you typed is still here."
        " Compare it with what is saved now; if you save again, yours replaces it."
    )

    def text(self):
        when = self.values["when"]
        return str(self.message) % {"name": self.values["name"], "day": short_day(when), "time": hour(when)}


def hold_as_seen(session, row, seen):
    """Hold `row` and read it again. Raises ChangedMeanwhile if it changed after `seen` (None: whatever it says now)."""
    hold(session, row)
    session.refresh(row, [column.key for column in row.__mapper__.column_attrs])
    if seen is not None and row.changed_at != seen:
        raise ChangedMeanwhile(name=last_editor(session, row), when=row.changed_at)


def last_editor(session, row) -> str:
    query = select(history.Entry.by_id).where(
        history.Entry.subject == row.__tablename__, history.Entry.subject_id == row.id
    )
    account_id = session.scalar(query.order_by(history.Entry.id.desc()).limit(1))
    if account_id is None:
        return str(_("Somebody"))
    found = select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    return session.scalars(found).one().person.name


def change(session, row, values, *, what, by, at, also=()):
    """Set `values` on `row` and record what differs, with `also`, Changes made elsewhere. Nothing differs: no entry."""
    changes = [*also]
    for name, new in values.items():
        old = getattr(row, name)
        if old != new:
            setattr(row, name, new)
            changes.append(history.Change(name, readable(old), readable(new)))
    if not changes:
        return None
    return touch(session, row, what, changes=changes, by=by, at=at)


def touch(session, row, what, *, by, at, changes=()):
    """`row`, or something that hangs on it, changed."""
    row.changed_at = at
    return history.record(session, row, what, by=by, at=at, changes=changes)


def readable(value):
    """As history shows it: texts as JSON, enumerations by value."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return getattr(value, "value", value)
