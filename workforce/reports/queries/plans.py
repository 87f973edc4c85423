"""What an authority was told of a cohort, compared with how it stands; and how people were told that it is off."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy import String, cast, func, literal, select

from ... import clock, policies
from ...catalogue.queries.cohorts import cohort_page
from ...enrolment.models import Enrolment
from ...history import Entry
from ...outbox import Channel, Message, Sending
from ...people.models import Person
from ...scheduling.hooks import Notice
from ...scheduling.queries import assignments
from ..models import SentPlan
from ..rules.deadlines import DEADLINES, Paper, day_of
from ..rules.plans import Difference, Plan, What, differences, people_of, plan_of, renumbered

CANCELLED = "cohort_cancelled"
"""The letter to whoever had applied."""


@dataclass(frozen=True)
class Changes:
    """`known_at`: when the authority was told last; None: no plan is kept as it was sent. `names` of the people in
    `found`, by number.
    """

    known_at: datetime | None = None
    found: list[Difference] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)


def changes_of(session, cohort_id: int, now: Plan) -> Changes:
    query = select(SentPlan).where(SentPlan.cohort_id == cohort_id).order_by(SentPlan.id.desc()).limit(1)
    sent = session.scalar(query)
    if sent is None:
        return Changes()
    kept, names = people(session, people_of(sent.content) | people_of(now))
    return Changes(sent.at, differences(renumbered(sent.content, kept), renumbered(now, kept)), names)


def people(session, ids) -> tuple[dict[int, int], dict[int, str]]:
    """({number: the one that counts now}, {that one: name})."""
    record, shown = Person.__table__.alias(), Person.__table__.alias()
    kept = func.coalesce(record.c.merged_into_id, record.c.id)
    query = select(record.c.id, shown.c.id, shown.c.family_name, shown.c.given_name).join(shown, shown.c.id == kept)
    rows = session.execute(query.where(record.c.id.in_(ids))).all() if ids else []
    return {row[0]: row[1] for row in rows}, {row[1]: f"{row[2]} {row[3]}".strip() for row in rows}


@dataclass(frozen=True)
class Told:
    """`people` who had applied when it was cancelled; `reached` of them, by the way; `last_at`: the last of those."""

    people: int = 0
    reached: Counter[Channel] = field(default_factory=Counter)
    last_at: datetime | None = None

    @property
    def waiting(self) -> int:
        """Not told yet."""
        return self.people - self.reached.total()


def told_of_cancelling(session, cohort_id: int) -> Told:
    """By the letters of everybody whose application ended with the cohort; a letter that was sent again counts once."""
    mine = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)
    causes = select(literal("history:") + cast(Entry.id, String)).where(
        Entry.subject == Enrolment.__tablename__, Entry.subject_id.in_(mine)
    )
    query = select(Message.cause, Message.channel, Message.state, func.coalesce(Message.sent_at, Message.printed_at))
    query = query.where(Message.template == CANCELLED, Message.cause.in_(causes)).order_by(Message.id)
    rows = session.execute(query).all()
    reached = {cause: (channel, at) for cause, channel, state, at in rows if state is Sending.SENT}
    last = max((at for _channel, at in reached.values() if at), default=None)
    return Told(len({row[0] for row in rows}), Counter(channel for channel, _at in reached.values()), last)


def notices_of_instructors(session, code: str, cohort_id: int) -> list[Notice]:
    """The notice of a change, where other people teach than the authority was told."""
    if session.scalar(select(SentPlan.id).where(SentPlan.cohort_id == cohort_id).limit(1)) is None:
        return []
    now = plan_of(cohort_page(session, code), assignments.of_cohort(session, cohort_id))
    days = [one.day for one in changes_of(session, cohort_id, now).found if one.what is What.INSTRUCTORS and one.day]
    if not days:
        return []
    at = clock.instant(min(days), time.min)
    return [Notice("変更届", day_of(policies.current(session, DEADLINES, at=at), Paper.CHANGE, min(days)))]
