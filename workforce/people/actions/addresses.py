"""Where letters on paper go, and how somebody wants to be told."""

from flask_babel import lazy_gettext as _

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import Person, PostalAddress
from ..queries import addresses, contacts
from ..rules.contacts import postcode

FIELDS = ("postal_code", "prefecture", "municipality", "street", "building")
LETTER, CALL = "letter", "call"


class AddressMissing(Refused):
    message = _("To get letters on paper, write your whole address: postal code, prefecture, town and number.")
    field = "street"


class PhoneMissing(Refused):
    message = _("We have no telephone number of yours. Tell us one first, or choose another way.")
    field = "channel"


def set_reach(session, person: Person, *, address: dict[str, str], channel: str | None, by, at):
    """`address`: FIELDS as typed; all empty takes it away. `channel`: "letter", "call" or None for mail.

    Raises AddressMissing, PhoneMissing, NotPostcode.
    """
    hold(session, person)
    typed = {name: " ".join((address.get(name) or "").split()) for name in FIELDS}
    is_empty = not any(typed.values())
    if channel == LETTER and is_empty:
        raise AddressMissing
    if channel == CALL and not contacts.on_file(session, person.id)[1]:
        raise PhoneMissing
    changes = take_away(session, person) if is_empty else write(session, person, typed, at)
    changes.append(history.Change("channel", person.channel, channel))
    person.channel = channel
    if any(change.old != change.new for change in changes):
        history.record(session, person, "reach_changed", by=by, at=at, changes=changes)


def write(session, person, typed, at):
    if not all(typed[name] for name in FIELDS if name != "building"):
        raise AddressMissing
    typed["postal_code"] = postcode(typed["postal_code"])
    row = addresses.of_person(session, person.id) or PostalAddress(person_id=person.id)
    changes = [history.Change(name, getattr(row, name), value) for name, value in typed.items()]
    for name, value in typed.items():
        setattr(row, name, value)
    row.changed_at = at
    session.add(row)
    return changes


def take_away(session, person):
    row = addresses.of_person(session, person.id)
    if row is None:
        return []
    session.delete(row)
    return [history.Change(name, getattr(row, name), None) for name in FIELDS]
