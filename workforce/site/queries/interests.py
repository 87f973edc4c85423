"""People who asked to hear of new dates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...catalogue.models import Course, Interest
from ...catalogue.queries.paging import Order, Page, read_page
from ...database import LocalizedText

WAITING = (
    select(Interest.id, Interest.mail, Interest.language, Interest.wishes, Interest.at, Course.slug, Course.title)
    .outerjoin(Course, Interest.course_id == Course.id)
    .where(Interest.ended_at.is_(None))
)
ORDER = Order((Interest.at, Interest.id))


@dataclass(frozen=True)
class Waiting:
    """`slug` and `title` of the course they asked for, or None; then `wishes` are the arguments of the filter."""

    id: int
    mail: str
    language: str
    wishes: dict[str, Any]
    at: datetime
    slug: str | None
    title: LocalizedText | None


def waiting(session: Session, *, after=None, before=None) -> Page:
    """Those who wait longest first, one page in one statement."""
    return read_page(session, WAITING, ORDER, after=after, before=before, made=Waiting)
