"""Staff put a name or a date of birth right; the old value stays in history."""

from ... import history
from ...database import hold
from ..models import Person
from ..rules.names import Name
from ..rules.search_keys import search_key

FIELDS = ("family_name", "given_name", "family_kana", "given_kana", "roman_name", "birth_date")


def change(session, person: Person, *, name: Name, birth_date, by, at, reason=None):
    """The whole name and the date of birth, as stored. Whether anything differed; only then history is written."""
    hold(session, person)
    session.refresh(person, FIELDS)
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
