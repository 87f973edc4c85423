"""A person and the ways to reach them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db

# Katakana sort by reading when compared by code point, and only so does a prefix search use the index.
BY_CODE_POINT = String().with_variant(String(collation="C"), "postgresql")


FORGOTTEN = "—"
"""The name of somebody whose details were deleted, in every language."""

WAITING = "confirmed_at IS NULL AND ended_at IS NULL"


class ContactKind(StrEnum):
    MAIL = "mail"
    PHONE = "phone"


class Person(db.Model):
    """A human. Either name may be empty (mononyms), not both. `sort_kana` orders and
    searches by reading, `search_name` (people.rules.search_keys of the shown name) by what is written.

    A merged person keeps its row and says in `merged_into_id` who it is now (always the last of a chain). One whose
    time is over keeps its row without anything personal: see `forgotten_at` and FORGOTTEN.

    `channel`: how they asked to be told ("letter", "call"); None: by mail, if there is an address.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("family_name <> '' OR given_name <> ''", name="named"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index("ix_person_sort_kana", "sort_kana", "id"),
        Index("ix_person_search_name", "search_name", "id"),
        Index("ix_person_birth_kana", "birth_date", "sort_kana"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    family_kana: Mapped[str] = mapped_column(default="")
    given_kana: Mapped[str] = mapped_column(default="")
    roman_name: Mapped[str] = mapped_column(default="")
    sort_kana: Mapped[str] = mapped_column(BY_CODE_POINT, default="")
    search_name: Mapped[str] = mapped_column(BY_CODE_POINT, default="")
    birth_date: Mapped[date | None]
    language: Mapped[str] = mapped_column(default="ja")
    created_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    forgotten_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    contacts: Mapped[list["ContactPoint"]] = relationship(lazy="raise_on_sql", order_by="ContactPoint.id")

    @property
    def name(self):
        """As written on paper: 山田 花子; a Roman name as on the residence card."""
        return " ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def kana(self):
        return " ".join(part for part in (self.family_kana, self.given_kana) if part)


class ContactPoint(db.Model):
    """A mail address (case-folded) or a phone number (E.164). The newest confirmed one of a kind is "on file".

    `confirmed_at` is set when the person gave it with an enrolment of their own, confirmed it by link, or staff did;
    an unconfirmed change waits and is never written to before.
    """

    __tablename__ = "contact_point"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "value"),
        Index("ix_contact_point_value", "value", "kind"),
        Index("ix_contact_point_waiting", "person_id", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ContactKind]
    value: Mapped[str] = mapped_column(BY_CODE_POINT)
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql", viewonly=True)
