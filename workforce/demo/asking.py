"""Who is asked to teach: some have not answered, one said no, one proposes something else, and once nobody is left."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from ..catalogue.models import Cohort, CohortState
from ..people.models import Account
from ..refusals import Refused
from ..scheduling.actions.requests import answering, asking
from ..scheduling.models import Request, Search
from ..scheduling.queries import substitutes
from ..scheduling.queries.requests import open_posts, records
from ..scheduling.queries.substitutes import Post
from ..scheduling.rules.requests import Offer

YESTERDAY, HOUR = timedelta(days=1), timedelta(hours=1)
LISTED = 3
SESSIONS = 2
"""So many of a cohort are asked about."""


def ask_some(session, teacher: Account, *, staff, at):
    """About the first sessions of cohorts to come that nobody teaches yet, each another story; the demo's own
    instructor before others, where they can.
    """
    stories = iter((wait, refuse, propose, run_out))
    for cohort in open_cohorts(session, at=at):
        story = next(stories, None)
        if story is None:
            return
        with suppress(Refused), session.begin_nested():
            story(
                session,
                begin(session, cohort, teacher.person_id, staff=staff, at=at - YESTERDAY),
                at - YESTERDAY + HOUR,
            )


def open_cohorts(session, *, at) -> Iterator[Cohort]:
    query = select(Cohort).where(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at > at)
    for cohort in session.scalars(query.order_by(Cohort.starts_at, Cohort.id)).all():
        if open_posts.of_cohort(session, cohort.id, at=at):
            yield cohort


def begin(session, cohort, first: int, *, staff, at) -> Search:
    sittings = records.sittings_of(session, open_posts.of_cohort(session, cohort.id, at=at))[:SESSIONS]
    parts = records.part_ids(sittings)
    found = substitutes.found(session, [Post(cohort.id, tuple(parts))])[0]
    people = sorted((one.person_id for one in found.candidates), key=lambda id: id != first)[:LISTED]
    note = "前の担当の方が異動になったためのお願いです。"
    return asking.begin(session, cohort, part_ids=parts, person_ids=people, note=note, by=staff, at=at)


def requests_of(session, search) -> list[int]:
    query = select(Request.id).where(Request.search_id == search.id).order_by(Request.position)
    return list(session.scalars(query))


def wait(_session, _search, _at):
    """Nobody has answered yet."""


def refuse(session, search, at):
    answering.decline(session, requests_of(session, search)[0], words="その週は夜勤が続きます。", by=None, at=at)


def propose(session, search, at):
    words = "午後からでしたら伺えます。"
    first = requests_of(session, search)[0]
    answering.propose(session, first, offer=Offer.OTHER_TIME, words=words, by=None, at=at)


def run_out(session, search, at):
    for request_id in requests_of(session, search):
        with suppress(Refused):
            answering.decline(session, request_id, by=None, at=at)
