"""Counting who has fetched which file."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ..models import MaterialFetch


def note(session, *, version_id: int, person_id: int, at):
    """Once a person and version, with how often; two at the same moment count as two."""
    if once_more(session, version_id, person_id):
        return
    try:
        with session.begin_nested():
            session.add(MaterialFetch(version_id=version_id, person_id=person_id, first_at=at, times=1))
    except IntegrityError:
        once_more(session, version_id, person_id)


def once_more(session, version_id, person_id) -> bool:
    own = MaterialFetch.version_id == version_id, MaterialFetch.person_id == person_id
    return bool(session.execute(update(MaterialFetch).where(*own).values(times=MaterialFetch.times + 1)).rowcount)
