"""A cohort once more, on other days."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session as Database

from ... import clock
from ..models import Band, Cohort, Session, SessionPart
from . import following
from .cohorts import EDITABLE, create_cohort, keep_span, read_again

MOVED = ("changes_until", "offers_until")
"""Deadlines that a copy keeps, as far from its first day."""


def copy_cohort(session: Database, cohort: Cohort, *, first_day: date, by, at) -> Cohort:
    """A new draft with the same sessions, parts, fees, facts, mode and bands, its first session on `first_day`.

    Every day moves by the same number of days, the time on the wall stays.
    """
    cohort = read_again(session, cohort)
    origin = cohort.starts_at or cohort.opens_at
    days = (first_day - clock.today(origin)).days
    values = {name: getattr(cohort, name) for name in EDITABLE - {"opens_at", "closes_at", "capacity", *MOVED}}
    copy = create_cohort(
        session,
        course=cohort.course,
        opens_at=moved(cohort.opens_at, days),
        closes_at=moved(cohort.closes_at, days),
        capacity=cohort.capacity,
        fees={line.kind: line.yen for line in cohort.fees},
        by=by,
        at=at,
        **values,
        **{name: moved(getattr(cohort, name), days) if getattr(cohort, name) else None for name in MOVED},
    )
    copy.selection = cohort.selection
    copy.bands = [copied_band(band, days) for band in cohort.bands]
    copy.sessions.extend(copied(sitting, days) for sitting in cohort.sessions)
    keep_span(copy)
    session.flush()
    following.copied(session, cohort, copy, by=by, at=at)
    return copy


def moved(instant: datetime, days: int) -> datetime:
    local = clock.local(instant)
    return clock.instant(local.date() + timedelta(days=days), local.time())


def copied_band(band, days):
    return Band(
        position=band.position,
        kind=band.kind,
        seats=band.seats,
        overflow=band.overflow,
        released_at=moved(band.released_at, days) if band.released_at else None,
    )


def copied(sitting, days):
    parts = [SessionPart(position=part.position, item_id=part.item_id, minutes=part.minutes) for part in sitting.parts]
    return Session(
        starts_at=moved(sitting.starts_at, days),
        ends_at=moved(sitting.ends_at, days),
        online=sitting.online,
        room=sitting.room,
        parts=parts,
    )
