"""Where sessions take place."""

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ..models import Place


def every_place(database: Database) -> list[Place]:
    return list(database.scalars(select(Place).order_by(Place.id)))
