"""What somebody allowed or refused, purpose by purpose. Rows are added, never changed: the newest counts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database import db


class Purpose(StrEnum):
    TAKING_PART = "taking_part"
    PHOTOGRAPHS = "photographs"
    NEWS = "news"


class Speaker(StrEnum):
    """Whose word it is. What staff write down is the word of the person, or of the guardian whose paper they hold."""

    SELF = "self"
    GUARDIAN = "guardian"


class Channel(StrEnum):
    WEB = "web"
    LINK = "link"  # the guardian's own, by mail
    PAPER_LINK = "paper_link"  # the same link or code, from the paper
    PAPER = "paper"  # signed, and recorded by staff
    PHONE = "phone"
    COUNTER = "counter"
    POST = "post"


class Consent(db.Model):
    """One word, given or refused or taken back (`given` False): each is a row of its own, and triggers keep it.

    `person_id` is the record that enrolled. What is said about NEWS holds for the human, the rest for this enrolment.
    `wording`: exactly what was read, in `language`; `version`: its fingerprint. `spoken_by`: the name that a guardian
    typed or signed; `recorded_by_id`: the account that wrote it down, None for who answered by themselves.
    """

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_person_id", "person_id", "purpose", "id"),
        Index("ix_consent_enrolment_id", "enrolment_id", "purpose", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    purpose: Mapped[Purpose]
    given: Mapped[bool]
    speaker: Mapped[Speaker]
    spoken_by: Mapped[str | None]
    channel: Mapped[Channel]
    language: Mapped[str]
    wording: Mapped[str]
    version: Mapped[str]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
