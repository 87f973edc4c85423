"""Staff put a name or a date of birth right; the old value stays in history."""

import hashlib

from flask_babel import lazy_gettext as _

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import Person
from ..rules.names import Name
from ..rules.search_keys import search_key

FIELDS = ("family_name", "given_name", "family_kana", "given_kana", "roman_name", "birth_date")


class NamesChangedMeanwhile(Refused):
    """Raised with `now`, what is on file. Saving again replaces it."""

    message = _(
        "Somebody changed this after you opened it. On file now: %(now)s. "
        "What you typed is still here; if you save again, it replaces what is on file."
    )


def mark(person: Person) -> str:
    """Stands for name and date of birth as they are: another mark, another value."""
    return hashlib.sha256("\n".join(str(getattr(person, field)) for field in FIELDS).encode()).hexdigest()[:16]


def change(session, person: Person, *, name: Name, birth_date, by, at, reason=None, seen=None):
    """The whole name and the date of birth, as stored. Whether anything differed; only then history is written.

    `seen`: the mark of what the editor saw. Raises NamesChangedMeanwhile.
    """
    hold(session, person)
    session.refresh(person, FIELDS)
    if seen is not None and seen != mark(person):
        now = [str(getattr(person, field)) for field in FIELDS if getattr(person, field)]
        raise NamesChangedMeanwhile(now=", ".join(now))
    new = dict(
        family_name=name.family,
        given_name=name.given,
        family_kana=name.family_kana,
        given_kana=name.given_kana,
        roman_name=name.roman,
        birth_date=birth_date,
    )
    changes = [history.Change(field, getattr(person, field), value) for field, value in new.items()]
    changes = [change for change in changes if change.old != change.new]
    if not changes:
        return False
    for change in changes:
        setattr(person, change.field, change.new)
    person.sort_kana, person.search_name = name.sorted_by, search_key(name.shown)
    history.record(session, person, "names_changed", by=by, at=at, reason=reason, changes=changes)
    return True
