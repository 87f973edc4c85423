"""What those who teach are paid: their ranks, a way that somebody noted, and the months that are closed."""

from datetime import timedelta

from sqlalchemy import select

from .. import clock
from ..honoraria.actions import closing, facts
from ..honoraria.models import Payee
from ..honoraria.queries.taught import taught
from ..honoraria.rules.sheets import before, first_of
from ..honoraria.rules.terms import Rank
from ..operators.models import Operator
from ..scheduling.models import Engagement

LONG = timedelta(days=370)
FARES = (980, 640, 1240)
CLOSED = 2
"""The months before the last one; the last is still to be closed."""


def work(session, *, staff, at):
    people = list(session.scalars(select(Engagement.person_id).distinct().order_by(Engagement.person_id)))
    operator = session.scalars(select(Operator).order_by(Operator.id)).first()
    ranks = (Rank.SECOND, Rank.THIRD, Rank.FOURTH)
    since = clock.today(at - LONG)
    for n, person_id in enumerate(people):
        employed = operator is not None and n == 1
        whom = {"payee": Payee.OPERATOR, "operator_id": operator.id} if employed else {"payee": Payee.PERSON}
        whom = {"operator_id": None} | whom
        facts.note_fact(session, person_id, since=since, rank=ranks[n % len(ranks)], **whom, by=staff, at=at - LONG)
    months = [before(first_of(clock.today(at)))]
    for _month in range(CLOSED):
        months.append(before(months[-1]))
    held = [one for one in taught(session, months[-1], first_of(clock.today(at)), at=at) if one.is_held]
    for one in held:
        yen = FARES[one.person_id % len(FARES)]
        facts.note_fare(session, one.person_id, session_id=one.busy.session_id, yen=yen, by=staff, at=at)
    for month in reversed(months[1:]):
        closing.close(session, month, by=staff, at=at)
