"""The form of a course as it was published: which questions, in which order, in which words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, Texts, db
from ...people.models import Account


class FormVersion(db.Model):
    """Never changed once it is published: the database refuses it. The highest `number` of a course is asked now.

    `shown`: {language code: {"questions": [{"key", "asked", "purpose", "choices"}], "consent": …}}, word for word.
    """

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("course_id", "number"), CheckConstraint("number > 0", name="from_one"))
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    keys: Mapped[Texts]
    shown: Mapped[LocalizedText]
    published_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by: Mapped[Account | None] = relationship(lazy="raise_on_sql", viewonly=True)
