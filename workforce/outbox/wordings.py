"""Letters in the words of this centre: versions that staff wrote, in each language, over the words that are shipped.

A version is never edited; the newest counts, and "back to the shipped words" is a version as well. Whoever words the
Japanese anew makes every other language older than it, until somebody looks at that one again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from .. import history
from ..database import db
from ..i18n import LANGUAGES
from ..i18n.wording import fingerprint
from ..refusals import Refused
from . import blanks, variants

FIRST = "ja"
NEEDED = {"offer": {"expires_at"}, "session_changed": {"changes"}, "teaching_request": {"until_at"}}
"""What a letter must say, beside its link."""


class Wording(db.Model):
    """One version. `subject` and `body` are None for the shipped words; `of` is the fingerprint of the Japanese words
    that counted then.
    """

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("template", "variant", "spoken", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    template: Mapped[str]
    variant: Mapped[str] = mapped_column(default="")
    spoken: Mapped[str]
    number: Mapped[int]
    subject: Mapped[str | None]
    body: Mapped[str | None]
    of: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]

    @property
    def words(self):
        return None if self.body is None else blanks.Words(self.subject or "", self.body)


class Standing(StrEnum):
    SHIPPED = "shipped"
    OWN = "own"
    OLDER = "older"  # than the Japanese
    UNFIT = "unfit"  # the letter has changed since: it goes out in the shipped words


class SavedMeanwhile(Refused):
    message = _("Somebody else saved these words in the meantime. Look at the newest version, then put yours in again.")


class UnknownBlank(Refused):
    """Raised with `blank` as it was written."""

    message = _("This letter knows no %(blank)s. Use the blanks that are listed beside the text.")
    field = "body"


class BrokenBlank(Refused):
    """Raised with `blank`, one that is written right."""

    message = _("A blank is written like this: %(blank)s. One of the brackets is missing or stands alone.")
    field = "body"


class BlankMissing(Refused):
    """Raised with the `blank`."""

    message = _("Keep %(blank)s in the text: without it the letter does not say what it must.")
    field = "body"


class NothingSaid(Refused):
    message = _("Write a subject and a text.")
    field = "body"


def newest(session, template, variant_name, spoken) -> Wording | None:
    own = (Wording.template == template, Wording.variant == variant_name, Wording.spoken == spoken)
    return session.scalar(select(Wording).where(*own).order_by(Wording.number.desc()).limit(1))


def versions(session, template, variant_name, spoken) -> list[Wording]:
    own = (Wording.template == template, Wording.variant == variant_name, Wording.spoken == spoken)
    return list(session.scalars(select(Wording).where(*own).order_by(Wording.number.desc())))


def all_newest(session) -> dict[tuple[str, str, str], Wording]:
    """{(template, variant, language): the version that counts}, where staff ever wrote one."""
    rows = session.scalars(select(Wording).order_by(Wording.number))
    return {(row.template, row.variant, row.spoken): row for row in rows}


def fitting(wording: Wording | None, known: dict[str, blanks.Blank]) -> blanks.Words | None:
    """Its words, if they are words of its own and still fit the letter."""
    if wording is None or wording.words is None:
        return None
    try:
        refuse(wording.words, wording.template, known)
    except Refused:
        return None
    return wording.words


def refuse(words: blanks.Words, template: str, known: dict[str, blanks.Blank]):
    """Raises NothingSaid, UnknownBlank, BrokenBlank, BlankMissing."""
    if not words.subject or not words.body.strip():
        raise NothingSaid
    for field, text in words._asdict().items():
        for name in blanks.BLANK.findall(text):
            if name not in known or (field == "subject" and name in {blanks.LINK, *many_lines(known)}):
                raise beside(field, UnknownBlank(blank=blanks.mark(name)))
        if blanks.BRACKET.search(blanks.BLANK.sub("", text)):
            raise beside(field, BrokenBlank(blank=next(iter(known.values())).mark if known else "[[ ]]"))
    used = set(blanks.BLANK.findall(words.body))
    for name in needed(template, known):
        if name not in used:
            raise BlankMissing(blank=blanks.mark(name))


def beside(field, refusal):
    refusal.field = field
    return refusal


def needed(template, known):
    """The blanks that the words must keep: the link, and what this letter is for."""
    return [name for name in known if name == blanks.LINK or name in NEEDED.get(template, ())]


def many_lines(known):
    return [blank.name for blank in known.values() if blank.has_lines]


def japanese(session, template, variant, *, own: Wording | None = None) -> str:
    """The fingerprint of the Japanese words that count now. `own`: their newest version, if it is at hand."""
    shipped, known = blanks.read(template, variant, FIRST)
    words = fitting(own or newest(session, template, variant.name, FIRST), known) or shipped
    return fingerprint(f"{words.subject}\n{words.body}")


@dataclass(frozen=True)
class State:
    """How a letter stands in one language; `number` of its newest version, 0 where staff never wrote one."""

    standing: Standing
    number: int


def states(session) -> dict[tuple[str, str], dict[str, State]]:
    """{(template, variant): {language: State}} of every letter, in one statement."""
    saved = all_newest(session)
    found = {}
    for template in blanks.templates():
        for variant in variants.of(template):
            first = saved.get((template, variant.name, FIRST))
            now = japanese(session, template, variant, own=first) if first else shipped_japanese(template, variant)
            found[template, variant.name] = {
                code: state_of(saved.get((template, variant.name, code)), code, variant, template, now)
                for code in LANGUAGES
            }
    return found


def shipped_japanese(template, variant):
    words = blanks.read(template, variant, FIRST)[0]
    return fingerprint(f"{words.subject}\n{words.body}")


def state_of(wording, code, variant, template, now) -> State:
    number = wording.number if wording else 0
    if wording is None or wording.body is None:
        behind = code != FIRST and now != (wording.of if wording else shipped_japanese(template, variant))
        return State(Standing.OLDER if behind else Standing.SHIPPED, number)
    if fitting(wording, blanks.read(template, variant, code)[1]) is None:
        return State(Standing.UNFIT, number)
    return State(Standing.OLDER if code != FIRST and wording.of != now else Standing.OWN, number)


def normal(subject, body) -> blanks.Words:
    """As they are kept."""
    return blanks.Words(blanks.normal(" ".join(subject.split())), blanks.tidy(blanks.normal(body)))


def save(session, template, variant, spoken, *, subject, body, seen: int, by, at) -> Wording:
    """The next version. `seen`: the number of the version that the page showed, 0 for none.

    Raises what `refuse` finds, and SavedMeanwhile.
    """
    words = normal(subject, body)
    refuse(words, template, blanks.read(template, variant, spoken)[1])
    return add(session, template, variant, spoken, words, "worded", seen=seen, by=by, at=at)


def ship_again(session, template, variant, spoken, *, seen: int, by, at) -> Wording:
    """Back to the shipped words, which is a version as well. Raises SavedMeanwhile."""
    return add(session, template, variant, spoken, None, "shipped_again", seen=seen, by=by, at=at)


def add(session, template, variant, spoken, words, what, *, seen, by, at):
    before = newest(session, template, variant.name, spoken)
    if (before.number if before else 0) != seen:
        raise SavedMeanwhile
    row = Wording(
        template=template,
        variant=variant.name,
        spoken=spoken,
        number=seen + 1,
        subject=words.subject if words else None,
        body=words.body if words else None,
        of=japanese(session, template, variant),
        by_id=by.id if by else None,
        at=at,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise SavedMeanwhile from None
    history.record(session, row, what, by=by, at=at)
    return row
