"""What will be sent, was sent, or could not be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import false, select

from ...catalogue.queries.paging import Order, Page, read_page
from ...outbox import Channel, Message, Sending
from ...people.models import Person
from ...people.rules.search_keys import search_key

PAGE = 50
LAST = "\U0010ffff"
ORDERS = {"newest": Order((Message.id,), falling=True), "oldest": Order((Message.id,))}


class Show(StrEnum):
    """What a message stands at, as staff see it."""

    CALL = "call"
    LETTER = "letter"
    BOUNCED = "bounced"
    FAILED = "failed"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Filters:
    show: Show | None = None
    template: str = ""
    search: str = ""

    @property
    def count(self):
        return sum(bool(value) for value in (self.show, self.template, self.search))


@dataclass(frozen=True)
class Row:
    """`name` is empty for somebody who is nobody's person yet."""

    id: int
    template: str
    channel: Channel
    state: Sending
    print_run: int | None
    address: str
    language: str
    queued_at: datetime
    sent_at: datetime | None
    last_error: str | None
    family_name: str | None
    given_name: str | None

    @property
    def name(self):
        return f"{self.family_name or ''} {self.given_name or ''}".strip()


def page_of(session, filters: Filters, *, sort="newest", after=None, before=None) -> Page:
    """Rows in one statement; `sort` is a key of ORDERS."""
    query = select(
        Message.id,
        Message.template,
        Message.channel,
        Message.state,
        Message.print_run,
        Message.address,
        Message.language,
        Message.queued_at,
        Message.sent_at,
        Message.last_error,
        Person.family_name,
        Person.given_name,
    ).join_from(Message, Person, Person.id == Message.person_id, isouter=True)
    query = query.where(*conditions(filters))
    return read_page(session, query, ORDERS[sort], after=after, before=before, size=PAGE, made=Row)


def conditions(filters: Filters):
    by_hand = {Show.CALL: Channel.CALL, Show.LETTER: Channel.LETTER, Show.QUEUED: Channel.MAIL}
    if filters.show in by_hand:
        yield (Message.channel == by_hand[filters.show]) & (Message.state == Sending.QUEUED)
    elif filters.show:
        yield Message.state == Sending(filters.show.value)
    if filters.template:
        yield Message.template == filters.template
    if "@" in filters.search:
        beginning = filters.search.casefold()
        yield Message.address >= beginning  # a stretch of the index: for LIKE, SQLite has none
        yield Message.address <= beginning + LAST
    elif filters.search:
        key = search_key(filters.search)
        yield Person.search_name.startswith(key, autoescape=True) if key else false()


def message(session, message_id) -> Message | None:
    return session.get(Message, message_id)


LOOKED_THROUGH = 60


def recent(session, template) -> list[tuple[Message, str]]:
    """The newest messages of this letter, each with the name of its reader; for those of nobody, the address."""
    found = select(Message, Person.family_name, Person.given_name)
    found = found.join_from(Message, Person, Person.id == Message.person_id, isouter=True)
    found = found.where(Message.template == template).order_by(Message.id.desc()).limit(LOOKED_THROUGH)
    rows = session.execute(found)
    return [(one, f"{family or ''} {given or ''}".strip() or one.address) for one, family, given in rows if one.details]
